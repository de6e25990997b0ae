//! The desk over HTTP: what one may do, the list of registrations, and one registration.

mod codes;
mod confirmations;
mod grants;
mod seats;
mod standing;
mod tenures;
mod turnover;

use axum::extract::State;
use web::{App, Me, Page, Query, Result, Routes};

use super::files::Desk;
use super::forms::RegistrationsQuery;
use super::paths::{DeskPath, RegistrationPath, RegistrationsPath};
use super::{queries, views};
use crate::People;

/// The doors of the desk.
pub fn routes() -> Routes {
    let own = Routes::for_members().get(index).get(list).get(show);
    own.and(seats::routes())
        .and(tenures::routes())
        .and(grants::routes())
        .and(standing::routes())
        .and(codes::routes())
        .and(turnover::routes())
        .and(confirmations::routes())
        .and(super::sheets::handlers::routes())
}

/// `GET /admin`
async fn index(_: DeskPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    Ok(page.show(super::TITLE, views::index_page(&desk)))
}

/// `GET /admin/people`
async fn list(
    _: RegistrationsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<RegistrationsQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let only = if query.access == "none" { Some(queries::without_access(&app.db.conn).await?) } else { None };
    let found = desk.search(&query.q, only.as_ref(), query.page.parse().unwrap_or(1));
    let ids: Vec<_> = found.people.iter().map(|file| file.person.id).collect();
    let seen = queries::last_seen(&app.db, &ids).await?;
    Ok(page.show(views::LIST_TITLE, views::list_page(&desk, &query, &found, &seen)))
}

/// `GET /admin/people/{id}`
async fn show(
    RegistrationPath { id }: RegistrationPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let seen = queries::last_seen(&app.db, &[id]).await?.remove(&id);
    let history = queries::history(&app.db, &file.subject).await?;
    let suspended_as = queries::suspended_as(&app.db.conn, id).await?;
    let log = views::Log { seen, suspended_as, entries: &history };
    Ok(page.show(&views::title(file.person), views::person_page(&desk, &file, &log)))
}
