//! Requests for previews.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
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

/// A browser that leaves its page names HTML among what it accepts; our script, which stays, does not.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
