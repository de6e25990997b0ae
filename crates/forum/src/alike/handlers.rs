//! Requests for similar discussions.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use directory::People;
use files::handlers::Arrival;
use web::forms::wants_page;
use web::{App, Form, Page, Query, Routes, page::Me};

use super::forms::BesideQuery;
use super::paths::{SimilarPath, ThreadSimilarPath};
use super::views;
use crate::attachments::Attachments;
use crate::threads::forms::ThreadForm;
use crate::threads::policy::Write;
use crate::threads::queries::find;
use crate::threads::views::form::{NewPage, new_page};

pub fn routes() -> Routes {
    Routes::for_members().post(create).get(show).into()
}

/// Without our script the answer is the form again, with everything typed.
async fn create(
    SimilarPath: SimilarPath,
    me: Me,
    people: People,
    (page, arrival): (Page, Arrival),
    headers: HeaderMap,
    State(app): State<App>,
    Form(form): Form<ThreadForm>,
) -> web::Result {
    me.may::<Write>(())?;
    let alike = super::find(&app, &me, &people, &form).await?;
    if wants_page(&headers) {
        let files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
        let view = NewPage::new(&me, &people, &app.places, form).beside(&alike, &people, &app.places).enclosing(files);
        return Ok(page.show(NewPage::TITLE, new_page(&view)));
    }
    Ok(views::suggestions(&alike, &people, &app.places).into_response())
}

/// Of a discussion whose title has gone, nothing is known that others could be like.
async fn show(
    path: ThreadSimilarPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<BesideQuery>,
    State(app): State<App>,
) -> web::Result {
    let thread = find(&app.db, &me, path.thread).await?;
    let alike = super::like(&app, &me, &people, &thread).await?;
    if query.beside.is_some() {
        return Ok(views::beside(&alike, &people, &app.places).into_response());
    }
    Ok(page.show(views::TITLE, views::similar_page(&thread, &alike, &people, &app.places)))
}
