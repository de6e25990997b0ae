//! 「連絡先をうかがう」: a member asks another how to reach them, and the other accepts or leaves it.
//!
//! Invariants:
//! - between two people one request counts at a time, whoever of them asked; an index of the database keeps it so;
//! - leaving a request cannot be told from not having answered yet;
//! - what an acceptance shows is decided where every contact is: [`crate::contacts::shown_contact`];
//! - the words of a request are on the pages of its two people and nowhere else, in no letter and no log, and are gone
//!   when it ends.

mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod policy;
pub mod queries;
pub(crate) mod views;

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{ContactRequestId, Db, Error, Permit, PersonId, Result, Timestamp, Tx, audit, mail};
use sea_orm::{ConnectionTrait as _, Value};
use web::Config;

pub use self::forms::{AskForm, Message};
use self::policy::{Answer, Ask, TakeBack, Withdraw};
pub use self::queries::{Between, between, open_for};
use crate::guarding::Cleared;

/// How long one waits before asking the same person again, in milliseconds.
pub(crate) const REST: i64 = 30 * DAY;

/// How many people one may ask within a day.
const PER_DAY: i64 = 10;

const CLOSED: &str =
    "このおたずねは、すでに取り下げられているか、終わっています。「連絡先のおたずね」のページでご確認ください。";

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It has been delivered.
    Delivered,
    /// So many have been asked today that it must wait.
    TooMany,
}

/// Asks once, and tells the other by letter that somebody asks.
pub async fn ask(db: &Db, config: &Config, pair: Permit<Ask>, message: &Cleared<Message>, once: &str) -> Result<Asked> {
    let (me, person) = (pair.requester.id, pair.person.id);
    let tx = db.begin().await?;
    tx.turn(me.0).await?;
    let location = web::links::person(person);
    let form = once::typed(&format!("contact-request {person}"), [&*message.0]);
    if let Claim::Again(_) = once::claim(&tx, me, &form, once, &location).await? {
        return Ok(Asked::Delivered);
    }
    if count_since(&tx, me, tx.now.plus(-DAY)).await? >= PER_DAY {
        return Ok(Asked::TooMany);
    }
    make_way(&tx, me, person).await?;
    deliver(&tx, me, person, message).await?;
    message.note(&tx, me, &format!("person-{person}"), &location).await?;
    audit::note(&tx, Some(me), "contact-ask", &format!("person-{person}"), "").await?;
    let to = queries::active_email(&tx, person).await?;
    mail::queue(&tx, &letters::asked(to, &pair.requester.name, config)).await?;
    tx.commit().await?;
    Ok(Asked::Delivered)
}

/// Accepts: both see how to reach each other. A second acceptance changes nothing.
pub async fn accept(db: &Db, config: &Config, request: Permit<Answer>) -> Result<()> {
    let tx = db.begin().await?;
    let to = queries::active_email(&tx, request.requester).await?;
    let text = "UPDATE contact_requests SET accepted_at = $2
        WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL";
    if !changed(&tx, text, request.id).await? {
        return if queries::is_agreed(&tx, request.id).await? { Ok(()) } else { Err(Error::Conflict(CLOSED)) };
    }
    noted(&tx, request.viewer(), "contact-accept", request.requester).await?;
    let name = &request.answerer;
    mail::queue(&tx, &letters::accepted(to, name, request.person, config)).await?;
    tx.commit().await
}

/// Leaves a request unanswered and out of sight; nobody is told.
pub async fn set_aside(db: &Db, request: Permit<Answer>) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE contact_requests SET set_aside_at = $2
        WHERE id = $1 AND set_aside_at IS NULL AND accepted_at IS NULL AND ended_at IS NULL";
    changed(&tx, text, request.id).await?;
    tx.commit().await
}

/// Takes a request back that has not been accepted.
pub async fn withdraw(db: &Db, request: Permit<Withdraw>) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE contact_requests SET ended_at = $2, message = ''
        WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL";
    if changed(&tx, text, request.id).await? {
        noted(&tx, request.viewer(), "contact-withdraw", request.person).await?;
    }
    tx.commit().await
}

/// Ends what was agreed; neither sees the other's contact by it any more.
pub async fn take_back(db: &Db, request: Permit<TakeBack>) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE contact_requests SET ended_at = $2, message = ''
        WHERE id = $1 AND accepted_at IS NOT NULL AND ended_at IS NULL";
    if changed(&tx, text, request.id).await? {
        noted(&tx, request.viewer(), "contact-take-back", request.other_than(request.viewer())).await?;
    }
    tx.commit().await
}

/// A request that has waited long enough gives way to a new one; everything else stands in its way.
async fn make_way(tx: &Tx, me: PersonId, person: PersonId) -> Result<()> {
    let text = "UPDATE contact_requests SET ended_at = $3, message = '' WHERE requester_id = $1 AND person_id = $2
        AND accepted_at IS NULL AND ended_at IS NULL AND asked_at <= $4";
    let since = tx.now.plus(-REST);
    let values = [me.0.into(), person.0.into(), tx.now.0.into(), since.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    let text = "SELECT 1 AS rests FROM contact_requests WHERE requester_id = $1 AND person_id = $2
        AND (asked_at > $3 OR (accepted_at IS NOT NULL AND ended_at > $3))";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [me.0.into(), person.0.into(), since.0.into()])).await?;
    match row {
        None => Ok(()),
        Some(_) => {
            Err(Error::Conflict("この方には、最近うかがっています。「連絡先のおたずね」のページでご確認ください。"))
        }
    }
}

/// Writes a request in the caller's transaction; refused when there is one between the two already.
pub async fn deliver(tx: &Tx, me: PersonId, person: PersonId, Message(message): &Message) -> Result<()> {
    let text = "INSERT INTO contact_requests (id, requester_id, person_id, low_id, high_id, message, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = [
        ContactRequestId::random().0.into(),
        me.0.into(),
        person.0.into(),
        me.min(person).0.into(),
        me.max(person).0.into(),
        message.as_str().into(),
        tx.now.0.into(),
    ];
    match tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() {
        1 => Ok(()),
        _ => Err(Error::Conflict(
            "この方とのあいだには、すでにおたずねがあります。「連絡先のおたずね」のページでご確認ください。",
        )),
    }
}

async fn count_since(tx: &Tx, me: PersonId, since: Timestamp) -> Result<i64> {
    let text = "SELECT COUNT(*) AS asked FROM contact_requests WHERE requester_id = $1 AND asked_at > $2";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [me.0.into(), since.0.into()])).await?;
    Ok(row.map(|row| row.try_get("", "asked")).transpose()?.unwrap_or_default())
}

/// Runs an update of one request at this instant; whether it found what it wanted to change.
async fn changed(tx: &Tx, text: &str, request: ContactRequestId) -> Result<bool> {
    let values: [Value; 2] = [request.0.into(), tx.now.0.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

async fn noted(tx: &Tx, actor: PersonId, action: &str, person: PersonId) -> Result<()> {
    audit::note(tx, Some(actor), action, &format!("person-{person}"), "").await
}
