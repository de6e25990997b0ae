//! The words of the field that the search takes for each other: everybody reads the list and proposes, administrators
//! keep it. Invariants:
//! - a change names the version that it was made from, and takes effect with the next question on every instance;
//! - a line that shipped and was removed stays removed;
//! - of questions that found nothing only words are kept, and none that may name somebody ([`missed`]).

mod forms;
pub mod handlers;
pub mod missed;
mod paths;
mod preview;
mod proposals;
mod views;

use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::viewer::Role;
use kernel::{Action, Db, Error, Permit, Result, SynonymId, Tx, Viewer, audit};
use sea_orm::{ConnectionTrait as _, Value};
use search::synonyms::stored::{self, Stored};
use search::synonyms::{Group, Kind};
use web::{Done, links};

use self::forms::Origin;

/// More groups make every question slower and the list unreadable.
const MOST: i64 = 2_000;

/// Keeping the list.
struct Keep;

impl Action for Keep {
    type On = ();
    fn allows(viewer: &Viewer, (): &()) -> bool {
        viewer.roles().contains(&Role::Administrator)
    }
}

/// Adds a group; the proposal or the question from which it came is done with.
async fn add(db: &Db, keeper: &Permit<Keep>, group: &Group, origin: &Origin, once: &str) -> Result<String> {
    let location = Done::SYNONYM_ADDED.at(links::SYNONYMS_DESK);
    let (tx, words) = (db.begin().await?, group.words.join("\n"));
    let form = once::typed("synonym-add", [group.kind.slug(), &words]);
    if let Claim::Again(earlier) = once::claim(&tx, keeper.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    let id = SynonymId::random();
    let text = "INSERT INTO synonyms (id, version, kind, words)
        SELECT $1, 1, $2, $3 WHERE (SELECT COUNT(*) FROM synonyms WHERE NOT is_removed) < $4";
    let values = [id.0.into(), group.kind.slug().into(), words.into(), MOST.into()];
    if write(&tx, text, values).await? == 0 {
        return Err(Error::Conflict(
            "これ以上は加えられません。使われていない言葉を外してから、もう一度お試しください。",
        ));
    }
    origin.is_done(&tx).await?;
    noted(tx, keeper, "synonym-add", id).await?;
    Ok(location)
}

/// Puts other words or another kind in the place of a group.
async fn change(db: &Db, keeper: &Permit<Keep>, old: &Stored, group: &Group, once: &str) -> Result<String> {
    let location = Done::SYNONYM_CHANGED.at(links::SYNONYMS_DESK);
    let (tx, words) = (db.begin().await?, group.words.join("\n"));
    let form = once::typed(&format!("synonym-change {}", old.id), [group.kind.slug(), &words]);
    if let Claim::Again(earlier) = once::claim(&tx, keeper.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    let text = "UPDATE synonyms SET kind = $3, words = $4, version = version + 1
        WHERE id = $1 AND version = $2 AND NOT is_removed";
    let values = [old.id.0.into(), old.version.into(), group.kind.slug().into(), words.into()];
    if write(&tx, text, values).await? == 0 {
        return Err(OVERTAKEN);
    }
    noted(tx, keeper, "synonym-change", old.id).await?;
    Ok(location)
}

/// Takes a group off the list.
async fn remove(db: &Db, keeper: &Permit<Keep>, old: &Stored, once: &str) -> Result<String> {
    let location = Done::SYNONYM_REMOVED.at(links::SYNONYMS_DESK);
    let tx = db.begin().await?;
    let form = removal(old.id);
    if let Claim::Again(earlier) = once::claim(&tx, keeper.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    let text = "UPDATE synonyms SET is_removed = TRUE, version = version + 1
        WHERE id = $1 AND version = $2 AND NOT is_removed";
    if write(&tx, text, [old.id.0.into(), old.version.into()]).await? == 0 {
        return Err(OVERTAKEN);
    }
    // What shipped leaves a trace, or it would come back with the next start.
    write(&tx, "DELETE FROM synonyms WHERE id = $1 AND shipped IS NULL", [old.id.0.into()]).await?;
    noted(tx, keeper, "synonym-remove", old.id).await?;
    Ok(location)
}

/// The name of the form that takes a group off the list.
fn removal(id: SynonymId) -> String {
    format!("synonym-remove {id}")
}

/// Said to whoever changed what somebody else had changed meanwhile.
const OVERTAKEN: Error =
    Error::Conflict("この言葉は、ほかの方が先に変更しています。いまの内容を確かめてから、もう一度変更してください。");

/// What every change of the list ends with. The log says no word of it: a proposal may hold anything.
async fn noted(tx: Tx, keeper: &Permit<Keep>, action: &str, id: SynonymId) -> Result<()> {
    stored::changed(&tx).await?;
    audit::note(&tx, Some(keeper.viewer()), action, &format!("synonym-{id}"), "").await?;
    tx.commit().await
}

async fn write<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}

/// What people call a kind.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Equal => "同じ意味",
        Kind::OneWay => "先頭の言葉から、ほかの言葉へ",
        Kind::Related => "関係がある",
    }
}
