//! `GET /coordinators/{id}`

use accounts::drafts::forms::DraftQuery;
use axum::extract::State;
use directory::People;
use directory::people::paths::CoordinatorPath;
use directory::people::{DoneQuery, profile};
use forum::advisers::helped;
use web::{App, Me, Page, Query, Result, Routes};

use super::views;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

async fn show(
    CoordinatorPath { id }: CoordinatorPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
    Query(done): Query<DoneQuery>,
) -> Result {
    let profile = profile(&app, &me, &people, id, &query).await?;
    let helped = helped(&app.db, &me, profile.person).await?;
    Ok(page.show(&views::title(&profile), views::page(&profile, done.saved.is_some(), &helped)))
}
