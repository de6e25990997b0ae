//! Requests for previews.

use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use web::forms::wants_page;
use web::{Form, Page, Routes, markdown, page::Me};

use super::forms::PreviewForm;
use super::paths::PreviewPath;
use super::views;
use crate::threads::policy::Write;

pub fn routes() -> Routes {
    Routes::for_members().post(create).into()
}

async fn create(
    PreviewPath: PreviewPath,
    me: Me,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<PreviewForm>,
) -> web::Result {
    me.may::<Write>(())?;
    let (status, content) = match form.parse() {
        Ok(body) => (StatusCode::OK, views::rendered(markdown::to_html(&body))),
        Err(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, views::refused(&sentence)),
    };
    if wants_page(&headers) {
        return Ok(page.answer(status, views::TITLE, views::preview_page(&content)));
    }
    Ok((status, content).into_response())
}
