//! Learning who wrote a text whose author is hidden: two people are needed, and the author is told.
//!
//! Invariants:
//! - one of the two tends the room as a manager, the other is an administrator; they are two people, neither is the author,
//!   both have held their roles for [`HELD`] days, and both have typed their password;
//! - the second confirms the reason of the first within [`HOURS`] hours, else the request lapses;
//! - there is one open request for a text at a time, and it is granted once: both are decided by the database;
//! - the name is in the answer to the second one and in no row, letter or log of ours beside the sealed table; what the
//!   author is told on the site is read by way of that table ([`told`]).

mod forms;
pub(crate) mod handlers;
mod letters;
mod offices;
pub mod paths;
mod policy;
mod queries;
pub(crate) mod told;
mod views;

use directory::Roster;
use kernel::clock::{DAY, HOUR};
use kernel::db::sql;
use kernel::mail::queue;
use kernel::once::Claim;
use kernel::{Doer, Error, Permit, PersonId, PostId, Result, RoomId, Tx, UnmaskingId, audit};
use sea_orm::ConnectionTrait as _;
use web::App;

use self::letters::Told;
use self::offices::{Office, holders, is_held};
pub(crate) use self::policy::may_unmask;
use self::policy::{Ask, Confirm};
use self::queries::author_of;
use crate::acts::actions::Action;
use crate::posts::queries::Written;

/// How many days somebody must have held the role.
const HELD: i64 = 30;

/// Within how many hours the second person confirms.
const HOURS: i64 = 24;

const OWN: &str = "ご自分の投稿については、申し出も確認もできません。ほかの担当者に依頼してください。";
const TOO_NEW: &str = "役割を受けてから30日たっていないため、できません。ほかの担当者に依頼してください。";
const ALREADY: &str =
    "この投稿には、すでに申し出があります。もう一人の確認を待つか、24時間たってから申し出てください。";
const OVER: &str = "この申し出は、期限が過ぎたか、すでに確認されています。";
const FIRST_LEFT: &str = "申し出た方が、役割から離れています。あらためて申し出てください。";

/// The first person's request; tells the other side by letter. What stands in the way is a `Conflict` with a sentence.
async fn ask(app: &App, people: &Roster, post: Permit<Ask>, reason: &str, once: &str) -> Result<String> {
    let (id, me, office) = (UnmaskingId::random(), post.viewer(), post.office);
    let location = paths::UnmaskingPath { unmasking: id }.to_string();
    let tx = app.db.begin().await?;
    let form = format!("unmask {}", post.post.id);
    if let Claim::Again(earlier) = Doer::open(me).claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    check(&tx, me, office, &post.post).await?;
    let text = "UPDATE unmaskings SET ended_at = $2 WHERE post_id = $1 AND ended_at IS NULL AND asked_at <= $3";
    let values = [post.post.id.0.into(), tx.now.0.into(), tx.now.plus(-HOURS * HOUR).0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    let text = "INSERT INTO unmaskings (id, post_id, reason, asked_by, asked_as, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values =
        [id.0.into(), post.post.id.0.into(), reason.into(), me.0.into(), office.slug().into(), tx.now.0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(ALREADY));
    }
    audit::note(&tx, Some(me), "unmask-ask", &format!("post-{}", post.post.id), &format!("unmasking-{id}")).await?;
    // Also to the author, if they are one of these: who gets no letter would be known by it.
    for person in holders(people, &app.places, office.other(), post.post.room_id).filter(|person| person.id != me) {
        queue(&tx, &letters::asked(queries::address(&tx, person.id).await?, &location, &app.config.url)).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// The second person's confirmation, which tells who it is, once. Two who confirm at the same moment are parted by the
/// statement that ends the request.
async fn confirm(app: &App, people: &Roster, request: Permit<Confirm>) -> Result<PersonId> {
    let me = request.viewer();
    let tx = app.db.begin().await?;
    let text = "UPDATE unmaskings SET granted_by = $2, ended_at = $3
        WHERE id = $1 AND ended_at IS NULL AND asked_at > $4 AND asked_by <> $2";
    let values = [request.id.0.into(), me.0.into(), tx.now.0.into(), tx.now.plus(-HOURS * HOUR).0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(OVER));
    }
    let first = request.office();
    if !is_held(&tx, request.asked_by, first, request.room_id).await? {
        return Err(Error::Conflict(FIRST_LEFT));
    }
    let author = check_other(&tx, me, first.other(), request.post_id, request.room_id).await?;
    let subject = format!("post-{}", request.post_id);
    let act = audit::Act {
        actor: Some(me),
        room: Some(request.room_id),
        action: Action::Unmasked.word(),
        subject: &subject,
        reason: "",
        words: "",
    };
    audit::note_act(&tx, &act).await?;
    let by = |person, office: Office| format!("{}（{}）", name(people, person), office.name());
    let told = Told {
        who: [by(request.asked_by, first), by(me, first.other())],
        reason: &request.reason,
        location: &request.location(),
    };
    queue(&tx, &letters::told(queries::address(&tx, author).await?, &told, &app.config.url)).await?;
    tx.commit().await?;
    Ok(author)
}

async fn check(tx: &Tx, person: PersonId, office: Office, post: &Written) -> Result<()> {
    check_other(tx, person, office, post.id, post.room_id).await.map(drop)
}

/// Who wrote the text, for somebody else who has held an office long enough.
async fn check_other(tx: &Tx, person: PersonId, office: Office, post: PostId, room: RoomId) -> Result<PersonId> {
    if !is_held(tx, person, office, room).await? {
        return Err(Error::Conflict(TOO_NEW));
    }
    let author = author_of(tx, post).await?;
    if author == person { Err(Error::Conflict(OWN)) } else { Ok(author) }
}

fn name(people: &Roster, person: PersonId) -> &str {
    people.person(person).map_or("登録のない方", |person| person.name.as_str())
}

/// The earliest instant at which a grant may have been given that counts.
fn oldest(tx: &Tx) -> i64 {
    tx.now.plus(-HELD * DAY).0
}
