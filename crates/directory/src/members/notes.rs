//! What the search has to read anew when a seat changes.

use kernel::db::sql;
use kernel::{PersonId, Result, SeatId, ThreadId, Tx, changes};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult};

use super::SeatChange;

#[derive(FromQueryResult)]
struct IdRow {
    id: i64,
}

/// Where a seat serves is told of everybody who holds, has held or will hold it, and of every discussion that was begun
/// from it: the search filters discussions by the prefectures of their seat.
///
/// The tables of discussions are read by name: nothing else of the forum is known here.
pub(super) async fn places_changed(tx: &Tx, seat: SeatId, change: &SeatChange) -> Result<()> {
    if change.added.is_empty() && change.removed.is_empty() {
        return Ok(());
    }
    let people = ids(tx, holders(tx.conn.get_database_backend()), seat).await?;
    let discussions = "SELECT posts.id FROM posts JOIN tenures ON tenures.id = posts.tenure_id
        WHERE tenures.seat_id = $1 AND posts.id = posts.thread_id";
    let discussions = ids(tx, discussions, seat).await?;
    let people = people.into_iter().map(|id| PersonId(id).into());
    let keys = people.chain(discussions.into_iter().map(|id| ThreadId(id).into()));
    for key in keys.collect::<Vec<changes::DocKey>>() {
        if change.removed.is_empty() {
            changes::note(tx, key).await?;
        } else {
            changes::note_narrowing(tx, key).await?;
        }
    }
    Ok(())
}

/// A discussion that is just being begun from the seat refers to its tenure, and so PostgreSQL lets it be committed
/// first, and then noted with the others, or begun after the change. SQLite has one writer anyway.
fn holders(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "SELECT person_id AS id FROM tenures WHERE seat_id = $1 ORDER BY id FOR UPDATE",
        _ => "SELECT person_id AS id FROM tenures WHERE seat_id = $1",
    }
}

async fn ids(tx: &Tx, text: &str, seat: SeatId) -> Result<Vec<i64>> {
    let rows = IdRow::find_by_statement(sql(&tx.conn, text, [seat.0.into()])).all(&tx.conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
