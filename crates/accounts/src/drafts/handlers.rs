//! Requests for drafts.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
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

/// The form is kept as it is, so its fields are not known here.
async fn create(_: DraftsPath, me: Me, State(app): State<App>, body: String) -> Result {
    if body.len() > MOST_BYTES {
        return Err(Failure::TooLarge);
    }
    let typed = Typed::to_keep(&body).ok_or(Failure::BadRequest)?;
    let location = super::save(&app.db, me.id(), &typed).await?;
    Ok(Redirect::to(&location).into_response())
}

async fn destroy(RemovalPath { draft }: RemovalPath, me: Me, State(app): State<App>) -> Result {
    super::remove(&app.db, &me, draft).await?;
    Ok(Redirect::to(&Done::DRAFT_REMOVED.at(links::MY_DRAFTS)).into_response())
}
