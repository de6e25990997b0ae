//! Requests for what was done.

use axum::extract::State;
use directory::desk::ever_suspended;
use directory::{People, Roster};
use kernel::{Error, Places, RoomId};
use web::{App, Page, Query, Routes, page::Me, sheets};

use super::paths::{ChargeLogPath, ExportPath, LogPath, MyActsPath};
use super::queries::{self, LogQuery, Reach};
use super::{export, views};

pub fn routes() -> Routes {
    Routes::for_members().get(log).get(charge_log).get(exported).get(mine).into()
}

async fn log(
    LogPath: LogPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<LogQuery>,
    State(app): State<App>,
) -> web::Result {
    let reach = Reach { rooms: me.scope().rooms(), people: None };
    let lines = queries::page(&app.db, &reach, &query, room(&people, &app.places, &query)).await?;
    let log = views::Log { reach: &reach, query: &query, lines: &lines, people: &people, places: &app.places };
    Ok(page.show(views::TITLE, views::log_page(&log)))
}

async fn charge_log(
    ChargeLogPath: ChargeLogPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<LogQuery>,
    State(app): State<App>,
) -> web::Result {
    let reach = charge(&app, &me, &people).await?;
    let lines = queries::page(&app.db, &reach, &query, room(&people, &app.places, &query)).await?;
    let log = views::Log { reach: &reach, query: &query, lines: &lines, people: &people, places: &app.places };
    Ok(page.show(views::CHARGE, views::charge_page(&log)))
}

async fn exported(
    ExportPath: ExportPath,
    me: Me,
    people: People,
    Query(query): Query<LogQuery>,
    State(app): State<App>,
) -> web::Result {
    let reach = charge(&app, &me, &people).await?;
    let entries = queries::all(&app.db, &reach, &query, room(&people, &app.places, &query)).await?;
    Ok(sheets::answer("yokoito-log", export::csv(&entries, &people, &app.places)?))
}

async fn mine(MyActsPath: MyActsPath, me: Me, people: People, page: Page, State(app): State<App>) -> web::Result {
    let entries = queries::own(&app.db, &me).await?;
    Ok(page.show(views::MINE, views::own_page(&me, &entries, &people, &app.places)))
}

/// The rooms in the viewer's charge, for those who have any, and the people.
async fn charge<'a>(app: &App, me: &'a Me, people: &Roster) -> Result<Reach<'a>, Error> {
    if me.tended().is_empty() {
        return Err(Error::Forbidden);
    }
    let people = if me.has_charge() { Some(ever_suspended(&app.db, me, people, &app.places).await?) } else { None };
    Ok(Reach { rooms: me.tended(), people })
}

/// The room that was asked for; one that is not there is none of those that are read.
fn room(people: &Roster, places: &Places, query: &LogQuery) -> Option<RoomId> {
    (!query.room.is_empty()).then(|| people.room_by_slug(places, &query.room).map_or(RoomId(0), |room| room.id))
}
