//! Requests for people to mention.

use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::People;
use web::{App, Form, Routes, page::Me};

use super::forms::{MentionForm, room};
use super::names::offers;
use super::paths::MentionsPath;
use super::views;
use crate::threads::policy::Write;

pub fn routes() -> Routes {
    Routes::for_members().post(create).into()
}

/// The options of a list, for our script.
async fn create(
    _: MentionsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<MentionForm>,
) -> web::Result {
    me.may::<Write>(())?;
    let offers = match room(&app, &me, &people, (&form.sent_to, &form.room)).await? {
        Some(room) => offers(&people, room, &form.q),
        None => Vec::new(),
    };
    Ok(views::options(&offers).into_response())
}
