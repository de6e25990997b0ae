//! What makes every index of no use, so that it is built anew from the database.

use kernel::db::sql;
use kernel::{Db, Result, Tx, ids, settings};
use sea_orm::{ConnectionTrait as _, DbBackend};

use super::log::EPOCH;

/// Takes over a change log that was written by another cluster of PostgreSQL and restored from a dump; does nothing to
/// one's own. Only one instance may do this at a time.
///
/// A note carries the number of its transaction. Those of another cluster may lie far above all that this one has
/// given out: as long as that is so, no index reads them, and whatever they narrow is left out of every answer. In a log
/// of one's own no note that can be seen has such a number, not even while other instances write.
pub async fn take_over(db: &Db) -> Result<()> {
    if db.backend() != DbBackend::Postgres {
        return Ok(());
    }
    let tx = db.begin().await?;
    let foreign = "SELECT 1 AS one FROM changes WHERE txid >= pg_snapshot_xmax(pg_current_snapshot()) LIMIT 1";
    if tx.conn.query_one_raw(sql(&tx.conn, foreign, [])).await?.is_none() {
        return Ok(());
    }
    let renumber = "UPDATE changes SET txid = pg_current_xact_id()";
    let taken = tx.conn.execute_raw(sql(&tx.conn, renumber, [])).await?.rows_affected();
    expire(&tx).await?;
    tx.commit().await?;
    tracing::info!(notes = taken, "the change log was restored from another cluster and has been taken over");
    Ok(())
}

/// Has every index built anew, when it next looks.
pub async fn expire(tx: &Tx) -> Result<()> {
    settings::set(tx, EPOCH, &ids::random().to_string()).await
}
