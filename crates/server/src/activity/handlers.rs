//! The report over HTTP.

use axum::extract::State;
use directory::People;
use web::{App, Me, Page, Query, Result, Routes, sheets};

use super::charge::Charge;
use super::forms::ActivityQuery;
use super::paths::{ActivityPath, ExportPath};
use super::report::Report;
use super::{TITLE, sheet, views};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).get(export).into()
}

/// `GET /admin/activity`
async fn show(
    _: ActivityPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<ActivityQuery>,
) -> Result {
    let (charge, all) = Charge::of(&me, &query.area, &app.places)?;
    let year = query.year(app.db.clock.now());
    let report = Report::of(&app, &me, &people, &app.places, &charge, year).await?;
    Ok(page.show(TITLE, views::page(&report, &all, &people, &app.places)))
}

/// `GET /admin/activity/export`
async fn export(
    _: ExportPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Query(query): Query<ActivityQuery>,
) -> Result {
    let (charge, _) = Charge::of(&me, &query.area, &app.places)?;
    let year = query.year(app.db.clock.now());
    let report = Report::of(&app, &me, &people, &app.places, &charge, year).await?;
    Ok(sheets::answer(&format!("yokoito-{}-{year}", charge.slug), sheet::csv(&report)?))
}
