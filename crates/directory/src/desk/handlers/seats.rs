//! Giving somebody a seat, and changing one.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use crate::People;
use crate::desk::files::{Desk, SeatFile};
use crate::desk::forms::{NewSeatForm, SeatForm};
use crate::desk::paths::{NewSeatPath, SeatPath};
use crate::desk::policy::{ChangeSeat, GiveSeat, SeatOffer};
use crate::desk::{self, Sent, views};
use crate::members::SeatChange;

/// The doors of seats.
pub fn routes() -> Routes {
    Routes::for_members().get(new).post(create).get(edit).post(update).into()
}

/// `GET /admin/people/{id}/seats`
async fn new(NewSeatPath { id }: NewSeatPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    if !desk.may_add_to(&file) {
        return Err(Error::Forbidden.into());
    }
    let form = NewSeatForm::fresh(desk.now);
    Ok(page.show(views::NEW_SEAT_TITLE, views::new_seat_page(&file, &form, &Problems::default())))
}

/// `POST /admin/people/{id}/seats`
async fn create(
    NewSeatPath { id }: NewSeatPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<NewSeatForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    match form.parse(&desk.actor, desk.places, desk.now) {
        Err(problems) => Ok(page.refuse(views::NEW_SEAT_TITLE, views::new_seat_page(&file, &form, &problems))),
        Ok(offered) => {
            let offer = SeatOffer { subject: file.subject, regions: offered.regions, seat: offered.seat };
            let offer = me.may::<GiveSeat>(offer)?;
            let location = Done::SEAT_GIVEN.at(&links::registration(id));
            let sent = Sent { once: &form.seat.once, location: &location };
            desk::give_seat(&app.db, &app.places, offer, sent).await?;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

/// `GET /admin/seats/{seat}`
async fn edit(SeatPath { seat }: SeatPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.seat(seat)?;
    me.may::<ChangeSeat>(desk.revision(&file, SeatChange::default()))?;
    let form = SeatForm::of(file.tenure, &desk.own_places(&file), desk.places);
    Ok(page.show(views::SEAT_TITLE, views::seat_page(&desk, &file, &form, &Problems::default())))
}

/// `POST /admin/seats/{seat}`
async fn update(
    SeatPath { seat }: SeatPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<SeatForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.seat(seat)?;
    match form.parse(file.tenure, &desk.actor, desk.places) {
        Err(problems) => Ok(page.refuse(views::SEAT_TITLE, views::seat_page(&desk, &file, &form, &problems))),
        Ok(change) => {
            let revision = me.may::<ChangeSeat>(desk.revision(&file, change))?;
            let location = Done::SEAT_CHANGED.at(&back(&file));
            let sent = Sent { once: &form.once, location: &location };
            desk::change_seat(&app.db, &app.places, revision, sent).await?;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

/// To the registration of its holder.
fn back(file: &SeatFile) -> String {
    file.holders.first().map_or_else(|| links::DESK.to_owned(), |holder| links::registration(holder.person.id))
}
