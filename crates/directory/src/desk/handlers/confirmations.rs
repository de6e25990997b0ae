//! 担当の確認 over HTTP: the list, the same as a file, and an answer that came by telephone.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Form, Me, Page, Query, Result, Routes, sheets};

use crate::People;
use crate::confirmations::Round;
use crate::desk::confirmations::Row;
use crate::desk::files::Desk;
use crate::desk::forms::{ConfirmForm, ConfirmationsQuery};
use crate::desk::paths::{ConfirmationPath, ConfirmationsExportPath, ConfirmationsPath};
use crate::desk::policy::CallOffEnd;
use crate::desk::sheets::note_export;
use crate::desk::{self, Sent, queries, views};

/// The doors of 担当の確認.
pub fn routes() -> Routes {
    Routes::for_members().get(list).get(export).post(confirm).into()
}

/// `GET /admin/confirmations`
async fn list(
    _: ConfirmationsPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<ConfirmationsQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let (round, rows) = rows(&app, &desk).await?;
    let query = query.beginning(&rows);
    let view = views::ConfirmationsPage { desk: &desk, round, rows: &rows, query: &query };
    Ok(page.show(views::CONFIRMATIONS_TITLE, views::confirmations_page(&view)))
}

/// `GET /admin/confirmations/export`: the rows that the list shows on all its pages.
async fn export(
    _: ConfirmationsExportPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Query(query): Query<ConfirmationsQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let (_, rows) = rows(&app, &desk).await?;
    let query = query.beginning(&rows);
    let shown: Vec<&Row> = rows.iter().filter(|row| query.is_met_by(&desk, row)).collect();
    note_export(&app.db, &me, "confirmations", shown.len()).await?;
    let cells = shown.into_iter().map(|row| views::confirmation_cells(row, desk.places));
    Ok(sheets::answer("yokoito-confirmations", sheets::table(views::CONFIRMATION_HEAD, cells)?))
}

async fn rows<'a>(app: &App, desk: &Desk<'a>) -> kernel::Result<(Round, Vec<Row<'a>>)> {
    let round = Round::of(desk.now);
    let seen = queries::everybody_seen(&app.db).await?;
    Ok((round, desk.confirmations(round, &seen)))
}

/// `POST /admin/tenures/{tenure}/confirmation`
async fn confirm(
    ConfirmationPath { tenure }: ConfirmationPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<ConfirmForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.tenure(tenure)?;
    let leave = me.may::<CallOffEnd>(desk.leave(&file, desk.now, false).ok_or(Error::NotFound)?)?;
    let location = Done::CONFIRMED_FOR.at(&form.list.address(&ConfirmationsPath.to_string(), &form.list.page));
    desk::confirm(&app.db, &app.places, leave, Sent { once: &form.once, location: &location }).await?;
    Ok(Redirect::to(&location).into_response())
}
