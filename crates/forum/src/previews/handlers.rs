//! Requests for previews.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use directory::People;
use web::forms::wants_page;
use web::{App, Form, Page, Routes, page::Me};

use super::forms::PreviewForm;
use super::paths::PreviewPath;
use super::views;
use crate::alike;
use crate::mentions::Names;
use crate::mentions::forms::room;
use crate::threads::policy::Write;

pub fn routes() -> Routes {
    Routes::for_members().post(create).into()
}

/// A new discussion is reviewed together with those of the past that are like it.
async fn create(
    PreviewPath: PreviewPath,
    me: Me,
    people: People,
    page: Page,
    headers: HeaderMap,
    State(app): State<App>,
    Form(form): Form<PreviewForm>,
) -> web::Result {
    me.may::<Write>(())?;
    let (status, content) = match form.parse() {
        Ok(body) => {
            let names = names(&app, &me, &people, &form, &body).await?;
            (StatusCode::OK, views::rendered(&body, &names, &people))
        }
        Err(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, views::refused(&sentence)),
    };
    if !wants_page(&headers) {
        return Ok((status, content).into_response());
    }
    let alike = match form.begins() {
        Some(typed) => Some(alike::find(&app, &me, &people, &typed).await?),
        None => None,
    };
    Ok(page.answer(status, views::TITLE, views::preview_page(&content, alike.as_ref(), &people, &app.places)))
}

/// Whom the text may mention where it would stand.
async fn names(app: &App, me: &Me, people: &People, form: &PreviewForm, body: &str) -> kernel::Result<Names> {
    let room = room(app, me, people, (&form.sent_to, &form.room)).await?;
    Ok(room.map_or_else(Names::default, |room| Names::of(people, room, body)))
}
