//! What people have typed and not sent: kept for them alone, because the session had ended or because they asked for it.
//!
//! Invariants:
//! - only forms on the list in [`kept`] are kept, so nothing that was typed for a password ever is;
//! - a draft is read, changed and thrown away by the person who typed it and by nobody else;
//! - what was typed stands in no log, no address and no search.

pub mod forms;
pub mod handlers;
mod hands;
pub mod kept;
pub mod paths;
pub mod queries;
pub mod views;

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, DraftId, Error, PersonId, Result, Tx, Viewer};
use sea_orm::ConnectionTrait as _;
use serde::de::DeserializeOwned;
use tracing::warn;

use self::forms::Typed;
pub use self::hands::Continued;
use self::paths::DraftPath;

/// Most drafts of one person; the oldest go.
pub const MOST: i64 = 20;

/// What is told when two pages write the same draft.
pub const OVERTAKEN: &str = "この下書きは、別の画面で書きかえられています。";

/// How many days a draft is kept.
pub const DAYS: i64 = 30;

/// Keeps what was typed and tells its address. What was continued from a draft, and the same form once more, takes the
/// place of what was kept before; what another page has written meanwhile stays beside it.
pub async fn save(db: &Db, person: PersonId, typed: &Typed) -> Result<String> {
    let tx = db.begin().await?;
    let draft = keep(&tx, person, typed).await?;
    tx.commit().await?;
    Ok(DraftPath { draft }.to_string())
}

/// Keeps what is being typed, for the script of a page, and tells how it goes on; nothing is kept when another page has
/// written the same draft meanwhile.
pub async fn save_along(db: &Db, person: PersonId, typed: &Typed) -> Result<Option<Continued>> {
    let tx = db.begin().await?;
    let Some(draft) = put(&tx, person, typed).await? else { return Ok(None) };
    drop_oldest(&tx, person).await?;
    tx.commit().await?;
    Ok(Some(typed.draft.written(draft)))
}

/// The same as [`save`] in a transaction that does more.
pub async fn keep(tx: &Tx, person: PersonId, typed: &Typed) -> Result<DraftId> {
    let draft = if let Some(draft) = put(tx, person, typed).await? {
        draft
    } else {
        // Another form from here on: the one before keeps its files and its place.
        let beside = Typed { once: web::forms::once(), draft: Continued::default(), ..typed.clone() };
        insert(tx, person, &beside).await?.ok_or_else(|| anyhow::anyhow!("a new draft has met another"))?
    };
    drop_oldest(tx, person).await?;
    Ok(draft)
}

/// Throws a draft away; one that is gone, or somebody else's, is left alone.
pub async fn remove(db: &Db, viewer: &Viewer, draft: DraftId) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM drafts WHERE id = $1 AND person_id = $2";
    tx.conn.execute_raw(sql(&tx.conn, text, [draft.0.into(), viewer.id().0.into()])).await?;
    tx.commit().await
}

/// Throws away what was kept of a form, once the form has had its effect: the draft that it was continued from, and the
/// one that was kept before somebody went back to the form and sent it; but not what another page has written since.
/// Failing at that must not look as if the form had failed.
pub async fn finish(db: &Db, viewer: &Viewer, draft: &str, once: &str) {
    let removed = async {
        for draft in queries::left_over(db, viewer, Continued::parse(draft), once).await? {
            remove(db, viewer, draft).await?;
        }
        Ok::<_, Error>(())
    };
    if let Err(error) = removed.await {
        warn!(cause = %error, "could not throw away a draft that has been sent");
    }
}

/// The form as it was typed, if the viewer has such a draft for this address.
pub async fn reopen<T: DeserializeOwned>(db: &Db, viewer: &Viewer, path: &str, draft: &str) -> Result<Option<T>> {
    let Some(id) = Continued::parse(draft).id else { return Ok(None) };
    let found = queries::find(db, viewer, id).await.ok().filter(|draft| draft.path == path);
    Ok(found.and_then(|draft| forms::fill(&draft)))
}

/// Forgets what a person has typed into the form at an address, since the text that it would change is to be gone.
pub async fn forget(tx: &Tx, person: PersonId, path: &str) -> Result<()> {
    let text = "DELETE FROM drafts WHERE person_id = $1 AND path = $2";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), path.into()])).await?;
    Ok(())
}

/// Forgets drafts that are too old; called now and then.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM drafts WHERE saved_at < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [tx.now.plus(-DAYS * DAY).0.into()])).await?;
    tx.commit().await
}

/// Writes the draft of a page; nothing when another page has written it meanwhile.
async fn put(tx: &Tx, person: PersonId, typed: &Typed) -> Result<Option<DraftId>> {
    let Some(draft) = typed.draft.id else { return insert(tx, person, typed).await };
    if replace(tx, person, draft, typed).await? {
        return Ok(Some(draft));
    }
    let text = "SELECT id FROM drafts WHERE id = $1 AND person_id = $2 AND path = $3";
    let values = [draft.0.into(), person.0.into(), typed.path.as_str().into()];
    match tx.conn.query_one_raw(sql(&tx.conn, text, values)).await? {
        Some(_) => Ok(None),
        None => insert(tx, person, typed).await,
    }
}

async fn replace(tx: &Tx, person: PersonId, draft: DraftId, typed: &Typed) -> Result<bool> {
    let text = "UPDATE drafts SET body = $4, saved_at = $5, version = $6
        WHERE id = $1 AND person_id = $2 AND path = $3 AND (version IN ($7, $6) OR $8)";
    let values = [
        draft.0.into(),
        person.0.into(),
        typed.path.as_str().into(),
        typed.body.as_str().into(),
        tx.now.0.into(),
        typed.draft.own().into(),
        typed.draft.hands.map_or(0, |(last, _)| last).into(),
        // Only what comes from none of our pages does not say what it was opened upon.
        typed.draft.hands.is_none().into(),
    ];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// The same form once more is the same draft; of two pages with the same form, as after a window was doubled, the second
/// overwrites nothing.
async fn insert(tx: &Tx, person: PersonId, typed: &Typed) -> Result<Option<DraftId>> {
    let text = "INSERT INTO drafts (id, person_id, path, form_once, body, saved_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (person_id, path, form_once) DO UPDATE
            SET body = excluded.body, saved_at = excluded.saved_at, version = excluded.version
            WHERE drafts.version = excluded.version OR $8
        RETURNING id";
    let values = [
        DraftId::random().0.into(),
        person.0.into(),
        typed.path.as_str().into(),
        typed.once.as_str().into(),
        typed.body.as_str().into(),
        tx.now.0.into(),
        typed.draft.own().into(),
        typed.draft.hands.is_none().into(),
    ];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| Ok(DraftId(row.try_get("", "id")?))).transpose()
}

async fn drop_oldest(tx: &Tx, person: PersonId) -> Result<()> {
    let text = "DELETE FROM drafts WHERE person_id = $1 AND id NOT IN
        (SELECT id FROM drafts WHERE person_id = $1 ORDER BY saved_at DESC, id DESC LIMIT $2)";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), MOST.into()])).await?;
    Ok(())
}
