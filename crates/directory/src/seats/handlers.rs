//! Seats over HTTP.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::{Error, SeatId, Timestamp, once};
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes, links};

use super::forms::{AskingForm, SuccessorForm};
use super::paths::{AskingPath, SeatPath, SuccessorPath};
use super::policy::{Fill, LetAsk};
use super::views::{self, SeatPage};
use super::{Seat, policy};
use crate::invitations::{self, INVITATIONS};
use crate::{People, Roster};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).get(new).post(invite).post(ask).into()
}

/// `GET /seats/{id}`
async fn show(SeatPath { id }: SeatPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let now = app.db.clock.now();
    let seat = people.seat(id, now).ok_or(Error::NotFound)?;
    let charge = policy::Charge::of(&seat, &app.places);
    let main = SeatPage {
        seat: &seat,
        reads_note: me.may::<policy::ReadNote>(charge).is_ok(),
        follows: seat.tenure_of(me.id()).is_some_and(|mine| seat.before(mine, me.id()).next().is_some()),
        may_fill: me.may::<Fill>(seat.known.regions(&app.places)).is_ok(),
        places: &app.places,
    };
    Ok(page.show(&views::title(&seat), views::seat_page(&main)))
}

/// `GET /admin/seats/{id}/successor`
async fn new(
    path @ SuccessorPath { id }: SuccessorPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<DraftQuery>,
) -> Result {
    let now = app.db.clock.now();
    let seat = in_charge(&app, &me, &people, id, now)?;
    let form = drafts::reopen(&app.db, &me, &path.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(|| SuccessorForm::fresh(&seat, now));
    Ok(page.show(views::SUCCESSOR, views::successor_page(&seat, &form, &Problems::default(), &app.places)))
}

/// `POST /admin/seats/{id}/successor`
async fn invite(
    SuccessorPath { id }: SuccessorPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<SuccessorForm>,
) -> Result {
    let now = app.db.clock.now();
    let seat = in_charge(&app, &me, &people, id, now)?;
    let mut parsed = form.parse(seat.known, &app.places, now);
    if let Ok(invitation) = &parsed
        && let Err(problem) = invitations::not_oneself(&app, &me, &invitation.email).await?
    {
        parsed = Err(problem);
    }
    match parsed {
        Err(problems) => Ok(page.refuse(views::SUCCESSOR, views::successor_page(&seat, &form, &problems, &app.places))),
        Ok(invitation) => {
            invitations::send(&app, me.may::<invitations::Invite>(invitation)?, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::INVITED.at(INVITATIONS)).into_response())
        }
    }
}

/// `POST /me/tenures/{tenure}/asking`
async fn ask(
    AskingPath { tenure }: AskingPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<AskingForm>,
) -> Result {
    once::check(&form.once)?;
    let own = people.person(me.id()).is_some_and(|own| own.tenures.iter().any(|known| known.id == tenure));
    if !own {
        return Err(Error::NotFound.into());
    }
    let permit = me.may::<LetAsk>((me.id(), tenure))?;
    super::let_ask(&app.db, permit, form.on == "1").await?;
    Ok(Redirect::to(&Done::ASKING_CHOSEN.at(links::MY_HANDOVER)).into_response())
}

/// A seat that the viewer may fill; for whoever has no charge over any part of it, it is not there at this door.
fn in_charge<'a>(app: &App, me: &Me, people: &'a Roster, id: SeatId, now: Timestamp) -> Result<Seat<'a>> {
    if !me.has_charge() {
        return Err(Error::Forbidden.into());
    }
    let seat = people.seat(id, now).ok_or(Error::NotFound)?;
    let regions = seat.known.regions(&app.places);
    if !regions.iter().any(|region| me.may::<Fill>(vec![region.clone()]).is_ok()) {
        return Err(Error::NotFound.into());
    }
    me.may::<Fill>(regions)?;
    Ok(seat)
}
