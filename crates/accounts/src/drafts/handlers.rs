//! Requests for drafts.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Failure, Page, Result, Routes, links, page::Me};

use super::forms::{MOST_BYTES, Typed};
use super::paths::{DraftPath, DraftsPath, RemovalPath};
use super::{queries, views};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_signed_in().get(index).get(show).post(destroy).and(Routes::for_members().post(create))
}

async fn index(_: DraftsPath, me: Me, page: Page, State(app): State<App>) -> Result {
    let drafts = queries::all(&app.db, &me).await?;
    Ok(page.show(views::TITLE, views::drafts_page(&drafts)))
}

async fn show(DraftPath { draft }: DraftPath, me: Me, page: Page, State(app): State<App>) -> Result {
    let draft = queries::find(&app.db, &me, draft).await?;
    Ok(page.show(views::TITLE, views::draft_page(&draft)))
}

/// The form is kept as it is, so its fields are not known here. Our script, which stays on its page, is told how the form
/// goes on from its draft.
async fn create(_: DraftsPath, me: Me, headers: HeaderMap, State(app): State<App>, body: String) -> Result {
    if body.len() > MOST_BYTES {
        return Err(Failure::TooLarge.into());
    }
    let typed = Typed::to_keep(&body).ok_or(Failure::BadRequest)?;
    if headers.get(header::ACCEPT).is_some_and(|accept| accept == "text/plain") {
        let kept = super::save_along(&app.db, me.id(), &typed).await?;
        return Ok(kept.ok_or(Error::Conflict(super::OVERTAKEN))?.to_string().into_response());
    }
    let location = super::save(&app.db, me.id(), &typed).await?;
    Ok(Redirect::to(&location).into_response())
}

async fn destroy(RemovalPath { draft }: RemovalPath, me: Me, State(app): State<App>) -> Result {
    super::remove(&app.db, &me, draft).await?;
    Ok(Redirect::to(&Done::DRAFT_REMOVED.at(links::MY_DRAFTS)).into_response())
}
