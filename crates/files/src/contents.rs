//! Contents: what the store holds, each once, however many files say the same.
//!
//! Every content that arrives is stored under an address of its own, its hash with a random number, whether or not the same
//! is there already: so nobody learns from the time of an answer what others have sent, and what is being removed is
//! never what somebody else has just begun to use. A row says how far it is:
//! - `arriving`: it may be in the store, and nothing refers to it yet;
//! - `here`: it is in the store; of these no two have the same hash;
//! - `going`: nothing refers to it any more, nor ever will, and it may be removed at any time.
//!
//! Whether something refers to a content is decided in the turn of its hash, so nothing is taken away from whoever is
//! about to refer to it.

use kernel::db::sql;
use kernel::{Db, Result, Tx, ids, text};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use sha2::{Digest as _, Sha256};

use crate::store::Store;

/// Removed at a time.
const BATCH: i64 = 100;

/// A content that is in the store, and to which nothing refers yet.
#[derive(Clone, Debug)]
pub struct Arrived {
    id: i64,
    hash: String,
    size: i64,
}

impl Arrived {
    /// How many bytes it has.
    pub fn size(&self) -> i64 {
        self.size
    }
}

/// Where a content lies in the store.
pub fn key(hash: &str, id: i64) -> String {
    format!("{}/{hash}-{id:x}", hash.get(..2).unwrap_or("00"))
}

/// Puts a content into the store; whoever dies meanwhile leaves a row by which it is found and removed.
pub async fn arrive(db: &Db, store: &Store, bytes: Vec<u8>) -> Result<Arrived> {
    let hash = text::hex(&Sha256::digest(&bytes));
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let content = Arrived { id: ids::random(), hash, size };
    let tx = db.begin().await?;
    let insert = "INSERT INTO contents (id, hash, size, state, since) VALUES ($1, $2, $3, 'arriving', $4)";
    let values = [content.id.into(), content.hash.as_str().into(), size.into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, insert, values)).await?;
    tx.commit().await?;
    store.put(&key(&content.hash, content.id), bytes).await?;
    Ok(content)
}

/// Waits for the turns of these hashes, in an order in which nobody waits for each other.
pub async fn turns(tx: &Tx, hashes: impl IntoIterator<Item = &String>) -> Result<()> {
    let mut turns: Vec<i64> = hashes.into_iter().filter_map(|hash| turn(hash)).collect();
    turns.sort_unstable();
    turns.dedup();
    for each in turns {
        tx.turn(each).await?;
    }
    Ok(())
}

/// The content to which a file refers from now on: this one, or one that says the same and was there before. The turn of
/// its hash has been waited for.
pub async fn settle(tx: &Tx, arrived: &Arrived) -> Result<i64> {
    let same = "SELECT id FROM contents WHERE hash = $1 AND state = 'here'";
    let (id, state) = match tx.conn.query_one_raw(sql(&tx.conn, same, [arrived.hash.as_str().into()])).await? {
        Some(row) => (row.try_get("", "id")?, "going"),
        None => (arrived.id, "here"),
    };
    let update = "UPDATE contents SET state = $2, since = $3 WHERE id = $1 AND state = 'arriving'";
    let done = tx.conn.execute_raw(sql(&tx.conn, update, [arrived.id.into(), state.into(), tx.now.0.into()])).await?;
    if state == "here" && done.rows_affected() == 0 {
        return Err(anyhow::anyhow!("a content took so long to arrive that it was given up").into());
    }
    Ok(id)
}

/// The hashes of contents that have arrived.
pub fn hashes<'a>(arrived: impl IntoIterator<Item = &'a Arrived>) -> Vec<&'a String> {
    arrived.into_iter().map(|content| &content.hash).collect()
}

/// Gives up contents to which nothing will refer.
pub async fn give_up(tx: &Tx, arrived: &[Arrived]) -> Result<()> {
    for content in arrived {
        let update = "UPDATE contents SET state = 'going', since = $2 WHERE id = $1 AND state = 'arriving'";
        tx.conn.execute_raw(sql(&tx.conn, update, [content.id.into(), tx.now.0.into()])).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    hash: String,
}

/// Lets go of contents whose files have just been deleted, as far as no other file refers to them.
pub async fn let_go(tx: &Tx, ids: &[i64]) -> Result<()> {
    let mut rows = Vec::new();
    for id in ids {
        let text = "SELECT id, hash FROM contents WHERE id = $1";
        rows.extend(Row::find_by_statement(sql(&tx.conn, text, [(*id).into()])).one(&tx.conn).await?);
    }
    turns(tx, rows.iter().map(|row| &row.hash)).await?;
    for row in rows {
        let text = "UPDATE contents SET state = 'going', since = $2 WHERE id = $1 AND state = 'here'
            AND NOT EXISTS (SELECT 1 FROM files WHERE content_id = $1 OR thumbnail_id = $1)";
        tx.conn.execute_raw(sql(&tx.conn, text, [row.id.into(), tx.now.0.into()])).await?;
    }
    Ok(())
}

/// Gives up what has been arriving since before an instant: its process has died.
pub async fn give_up_since(db: &Db, before: kernel::Timestamp) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE contents SET state = 'going' WHERE state = 'arriving' AND since < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [before.0.into()])).await?;
    tx.commit().await
}

/// Removes from the store what is going. Nothing can refer to it, so it does not matter who else does so too.
pub async fn remove(db: &Db, store: &Store) -> Result<()> {
    loop {
        let text = "SELECT id, hash FROM contents WHERE state = 'going' ORDER BY id LIMIT $1";
        let rows = Row::find_by_statement(sql(&db.conn, text, [BATCH.into()])).all(&db.conn).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            store.delete(&key(&row.hash, row.id)).await?;
            let tx = db.begin().await?;
            let text = "DELETE FROM contents WHERE id = $1 AND state = 'going'";
            tx.conn.execute_raw(sql(&tx.conn, text, [row.id.into()])).await?;
            tx.commit().await?;
        }
    }
}

/// The number of a hash, which is a hexadecimal one.
fn turn(hash: &str) -> Option<i64> {
    u64::from_str_radix(hash.get(..16)?, 16).ok().map(u64::cast_signed)
}
