//! Requests for a text by those who answer for it.

use accounts::drafts;
use accounts::drafts::forms::DraftQuery;
use axum::extract::State;
use directory::People;
use web::{App, Page, Problems, Query, Routes, page::Me};

use super::paths::CasePath;
use super::{queries, views};
use crate::acts::forms::ReasonForm;
use crate::hidings::paths::HidingPath;

pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

async fn show(
    CasePath { post }: CasePath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let file = queries::file(&app.db, &me, queries::find(&app.db, &me, post).await?).await?;
    let form = drafts::reopen(&app.db, &me, &HidingPath { post }.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(ReasonForm::fresh);
    let view = views::CasePage { viewer: &me, file: &file, form: &form, people: &people, places: &app.places };
    Ok(page.show(views::TITLE, views::case_page(&view, &Problems::default())))
}
