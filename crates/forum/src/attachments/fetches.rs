//! Who has fetched which file, for the day on which somebody has to know.

use files::Enclosed;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, FileId, PersonId, PostId, Result, Viewer};
use sea_orm::ConnectionTrait as _;
use tracing::warn;

/// How long it is kept.
const KEPT_FOR: i64 = 365 * DAY;

/// Writes down that a file of a text is being fetched. The answer neither waits for it nor fails with it.
pub(super) fn note(db: &Db, viewer: &Viewer, file: &Enclosed) {
    let Some(post) = file.post_id else { return };
    let (db, person, file) = (db.clone(), viewer.id(), file.id);
    tokio::spawn(async move {
        if let Err(error) = db.unless_lost(write(&db, post, file, person)).await {
            warn!(cause = %error, "could not write down that a file was fetched");
        }
    });
}

async fn write(db: &Db, post: PostId, file: FileId, person: PersonId) -> Result<()> {
    let tx = db.begin().await?;
    let text = "INSERT INTO fetches (post_id, file_id, person_id, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (file_id, person_id) DO UPDATE SET at = excluded.at";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), file.0.into(), person.0.into(), tx.now.0.into()])).await?;
    tx.commit().await
}

/// Forgets what is old.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    tx.conn.execute_raw(sql(&tx.conn, "DELETE FROM fetches WHERE at < $1", [tx.now.plus(-KEPT_FOR).0.into()])).await?;
    tx.commit().await
}
