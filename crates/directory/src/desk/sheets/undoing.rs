//! Taking a file back: each deed in reverse, as far as nobody has changed anything since, and within the present charge.

mod reversal;

use kernel::once::{Claim, claim};
use kernel::{Db, Error, Permit, PersonId, Places, Result, RosterImportId, Timestamp, Tx, audit};
use web::{App, Tell};

use self::reversal::undo;
use super::ground::Ground;
use super::paths::ImportPath;
use super::policy::TakeBack;
use super::store;
use crate::Roster;
use crate::desk::files::Desk;
use crate::desk::policy::{Actor, Rank};
use crate::desk::{TURN, queries};

/// Said when a file has been taken back already, or is too old.
const TOO_LATE: &str = "この取り込みは、もう取り消せません。";

/// Whoever takes a file back: as whom the rules are asked, in whose name it is written down, and since when what it left may
/// have been changed.
struct Taker<'a> {
    desk: Desk<'a>,
    by: Option<PersonId>,
    done_at: Timestamp,
}

/// How much of a file was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Deeds that are undone.
    pub undone: usize,
    /// Deeds that were left as they are.
    pub left: usize,
}

/// Takes back what a file of somebody with a charge has written, once.
pub async fn take_back(app: &App, import: Permit<TakeBack>, once: &str, tell: Tell<'_>) -> Result<()> {
    let (person, id, places) = (import.viewer(), import.id, &app.places);
    let tx = app.db.begin().await?;
    let location = ImportPath { import: id }.to_string();
    if let Claim::Again(_) = claim(&tx, person, &format!("roster-undo-{id}"), once, &location).await? {
        return Ok(());
    }
    tx.turn(TURN).await?;
    let done_at = store::take_written(&tx, Some(person), id).await?.ok_or(Error::Conflict(TOO_LATE))?;
    let actor = Actor { id: person, roles: queries::roles_now(&tx, person, places).await? };
    if Rank::of(&actor.roles) == Rank::Member {
        return Err(Error::Forbidden);
    }
    let people = Roster::read(&tx.conn, tx.now, places).await?;
    let desk = Desk { actor, people: &people, places, now: tx.now };
    all(&tx, &Taker { desk, by: Some(person), done_at }, id, tell).await?;
    tx.commit().await
}

/// The same with a file of the operator.
pub async fn take_back_as_operator(db: &Db, places: &Places, id: RosterImportId, tell: Tell<'_>) -> Result<TakenBack> {
    let tx = db.begin().await?;
    tx.turn(TURN).await?;
    let done_at = store::take_written(&tx, None, id).await?.ok_or(Error::Conflict(TOO_LATE))?;
    let people = Roster::read(&tx.conn, tx.now, places).await?;
    let desk = Ground::of_operator(&people, places, tx.now);
    let taken_back = all(&tx, &Taker { desk, by: None, done_at }, id, tell).await?;
    tx.commit().await?;
    Ok(taken_back)
}

async fn all(tx: &Tx, taker: &Taker<'_>, id: RosterImportId, tell: Tell<'_>) -> Result<TakenBack> {
    let (deeds, mut taken_back) = (store::deeds(&tx.conn, id).await?, TakenBack::default());
    for (index, kept) in deeds.iter().enumerate() {
        let why = undo(tx, taker, &kept.deed).await?;
        match why {
            Some(_) => taken_back.left += 1,
            None => taken_back.undone += 1,
        }
        store::note_outcome(tx, id, kept, why).await?;
        tell("元に戻しています", index + 1, deeds.len());
    }
    let TakenBack { undone, left } = taken_back;
    let counts = format!("undone:{undone} left:{left}");
    audit::note(tx, taker.by, "roster-undo", &format!("roster-import-{id}"), &counts).await?;
    Ok(taken_back)
}
