//! Reading rooms: which the viewer reads, and how much is going on in each.

use std::collections::HashMap;

use directory::Roster;
use kernel::places::Room;
use kernel::{Db, Error, Places, Result, RoomId, Viewer};
use sea_orm::sea_query::{CaseStatement, Expr, Func};
use sea_orm::{FromQueryResult, QueryTrait as _};

use crate::reads::Seen;
use crate::threads::entity::{Column, Entity};
use crate::threads::queries::{is_unread, join_mark, listed_to};

/// How much is going on in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Discussions.
    pub threads: u64,
    /// Of these, with something that the viewer has not read.
    pub unread: u64,
}

/// The room, or `NotFound` whether it does not exist or is not the viewer's to read.
pub fn find<'a>(viewer: &Viewer, people: &'a Roster, places: &'a Places, slug: &str) -> Result<&'a Room> {
    people.room_by_slug(places, slug).filter(|room| viewer.reads(room.id)).ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct ActivityRow {
    room_id: RoomId,
    threads: i64,
    unread: i64,
}

/// How much is going on in each room that the viewer reads; rooms without discussions are missing.
pub async fn activity(db: &Db, viewer: &Viewer, seen: &Seen) -> Result<HashMap<RoomId, Activity>> {
    let unread = CaseStatement::new().case(is_unread(viewer, seen), 1);
    let mut query = listed_to(viewer).into_query();
    join_mark(&mut query, viewer);
    query
        .clear_selects()
        .column((Entity, Column::RoomId))
        .expr_as(Expr::cust("COUNT(*)"), "threads")
        .expr_as(Func::count(unread), "unread")
        .add_group_by([Expr::col((Entity, Column::RoomId))]);
    let rows = ActivityRow::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    let activity = |row: ActivityRow| Activity { threads: number(row.threads), unread: number(row.unread) };
    Ok(rows.into_iter().map(|row| (row.room_id, activity(row))).collect())
}
