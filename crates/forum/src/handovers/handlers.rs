//! What is handed on, over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use web::{App, Form, Me, Page, Query, Routes};

use super::forms::{SeatQuery, TakeOverForm};
use super::paths::{FollowsPath, HandoverPath};
use super::policy::{Held, TakeOver};
use super::queries::Found;
use super::views::{self, HandoverPage};
use super::{Handover, take_over};
use crate::handover_notes;
use crate::posts::forms::once;

pub fn routes() -> Routes {
    Routes::for_members().get(show).post(follow).into()
}

async fn show(
    _: HandoverPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<SeatQuery>,
) -> web::Result {
    let now = app.db.clock.now();
    let all = Handover::all(&me, &people, now);
    let chosen = Handover::chosen(&all, query.seat);
    let (found, has_note) = match chosen {
        Some(one) => (
            Found::of(&app.db, &me, (&people, &app.places), one).await?,
            handover_notes::queries::of(&app.db, one.seat.id).await?.is_some(),
        ),
        None => Default::default(),
    };
    let main = HandoverPage {
        all: &all,
        chosen,
        found: &found,
        has_note,
        own: people.person(me.id()),
        bell: page.bell(),
        people: &people,
        places: &app.places,
        now,
    };
    Ok(page.show(views::TITLE, views::handover_page(&main)))
}

async fn follow(
    _: FollowsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<TakeOverForm>,
) -> web::Result {
    let all = Handover::all(&me, &people, app.db.clock.now());
    let one = all.iter().find(|one| one.seat.id == form.seat).ok_or(Error::NotFound)?;
    let permit = me.may::<TakeOver>(Held { seat: one.seat.id, tenure: one.tenure.id })?;
    let mut subjects = Found::of(&app.db, &me, (&people, &app.places), one).await?.subjects();
    if !form.subject.is_empty() {
        subjects.retain(|(subject, _)| subject.key() == form.subject);
    }
    if subjects.is_empty() {
        return Err(Error::NotFound.into());
    }
    let location = take_over(&app.db, permit, &subjects, once(&form.once)?).await?;
    Ok(Redirect::to(&location).into_response())
}
