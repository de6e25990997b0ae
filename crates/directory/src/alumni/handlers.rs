//! Staying in touch over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::viewer::Role;
use kernel::{Error, once};
use serde::Deserialize;
use web::{App, Done, Form, Me, Page, Result, Routes, links};

use super::paths::{DecisionPath, WishPath, WishesPath};
use super::policy::{Former, Wish};
use super::{ask, decide, queries, views};
use crate::People;
use crate::desk::policy::{Entrust, Trust};
use crate::desk::{Desk, Sent};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().post(wish).get(list).post(answer).into()
}

/// A button alone, or an answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct AnswerForm {
    /// `1` or `0`.
    agrees: String,
    /// Makes the form count once.
    once: String,
}

/// `POST /me/alumni`
async fn wish(_: WishPath, me: Me, people: People, State(app): State<App>, Form(form): Form<AnswerForm>) -> Result {
    let person = people.person(me.id()).ok_or(Error::NotFound)?.clone();
    let permit = me.may::<Wish>(Former { person, now: app.db.clock.now() })?;
    let location = Done::ALUMNI_ASKED.at(links::HOME);
    ask(&app, &people, permit, once::check(&form.once)?, &location).await?;
    Ok(Redirect::to(&location).into_response())
}

/// `GET /admin/alumni`
async fn list(_: WishesPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let waiting = queries::waiting(&app.db).await?;
    let known: Vec<_> =
        waiting.into_iter().filter_map(|wish| Some((desk.person(wish.person_id).ok()?, wish.asked_at))).collect();
    Ok(page.show(super::TITLE, views::list_page(&known, &app.places)))
}

/// `POST /admin/alumni/{id}`
async fn answer(
    DecisionPath { id }: DecisionPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<AnswerForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let subject = desk.person(id)?.subject;
    let trust = me.may::<Entrust>(Trust { subject, role: Role::Alumni, region: None })?;
    let agrees = match form.agrees.as_str() {
        "1" => true,
        "0" => false,
        _ => return Err(Error::BadRequest.into()),
    };
    let done = if agrees { Done::ALUMNI_AGREED } else { Done::ALUMNI_DECLINED };
    let location = done.at(super::DESK);
    decide(&app, trust, agrees, Sent { once: &form.once, location: &location }).await?;
    Ok(Redirect::to(&location).into_response())
}
