//! Requests for a text by its own address, which stays the same whatever becomes of its discussion.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Routes, page::Me};

use super::paths::PostPath;
use super::queries::find;

pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

async fn show(PostPath { post }: PostPath, me: Me, State(app): State<App>) -> web::Result {
    Ok(Redirect::to(&find(&app.db, &me, post).await?.location()).into_response())
}
