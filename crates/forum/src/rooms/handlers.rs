//! Requests for rooms.

use axum::Extension;
use axum::extract::State;
use directory::People;
use web::{App, Page, Query, Routes, links, page::Me};

use super::paths::{RoomPath, RoomsPath};
use super::{queries, views};
use crate::reads::Marks;
use crate::threads::filter::{Filter, Params};
use crate::threads::lists;
use crate::threads::views::list::ListPage;

pub fn routes() -> Routes {
    Routes::for_members().get(index).get(show).into()
}

async fn index(
    RoomsPath: RoomsPath,
    me: Me,
    people: People,
    page: Page,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
) -> web::Result {
    let rooms = people.readable(&me, &app.places).collect::<Vec<_>>();
    let activity = queries::activity(&app.db, &me, &marks.seen_by(&me)).await?;
    Ok(page.show("部屋", views::rooms_page(&rooms, &activity, &people)))
}

async fn show(
    RoomPath { slug }: RoomPath,
    me: Me,
    people: People,
    page: Page,
    Query(params): Query<Params>,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
) -> web::Result {
    let room = queries::find(&me, &people, &app.places, &slug)?;
    let filter = Filter::parse(&params, &me, &people, &app.places).within(room.id);
    let list = lists::list(&app.db, &me, &marks.seen_by(&me), &filter).await?;
    let (list, filter, places) = (&list, &filter, &app.places);
    let view = ListPage { viewer: &me, list, filter, base: &links::room(&slug), people: &people, places };
    Ok(page.show(&room.name, views::room_page(room, &view, page.bell())))
}
