//! Texts that the guard blocked and whose authors say that they identify nobody: they wait, seen by those who tend the
//! room and by nobody else, until one of these lets them pass or refuses.
//!
//! Invariants:
//! - only a text that is blocked waits, and only in a room that its author may write in at that moment;
//! - whoever decides tends exactly that room and is not the author; everybody else gets the same 404;
//! - a released text is posted as its author, under the rules of that moment, in the transaction that ends the waiting;
//! - when the waiting ends, however it ends, the words leave the table; what was not posted becomes its author's draft;
//! - neither a letter nor the log holds a word of it.

mod attempts;
mod forms;
pub(crate) mod handlers;
mod letters;
pub mod paths;
mod policy;
mod queries;
mod views;

use accounts::attempts::Limit;
use accounts::drafts::forms::Typed;
use accounts::drafts::paths::DraftPath;
use accounts::{attempts as limits, drafts};
use directory::Roster;
use directory::access::on_behalf;
use directory::guarding::{DECIDED, Outcome, Release, decide, deciders};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::mail::{address, queue};
use kernel::once::{self, Claim};
use kernel::{Db, DisputeId, Doer, DraftId, Error, Permit, PersonId, Result, Tx, Viewer, audit};
use sea_orm::ConnectionTrait as _;
use web::{App, links};

use self::attempts::{Attempt, Prepared};
use self::policy::{Decide, TakeBack};
pub use self::queries::waiting_for;
use self::queries::{Dispute, State};

/// How long a text waits, and how long its author can read what became of it.
const DAYS: i64 = 30;

/// Most texts that one person sends within a day.
const SENT: Limit = Limit::new("dispute", 10, DAY);

const CANNOT: &str = "いまは、この投稿を載せられません。部屋や相談が終わったか、元の文章が変わったか、投稿した方が書き込めなくなっています。\
    理由を添えてお断りすると、文章は投稿した方の下書きに戻ります。";

/// Lets a text wait in a room, and tells those who decide by letter.
async fn send(
    app: &App,
    people: &Roster,
    author: &Viewer,
    prepared: &Prepared,
    typed: &Typed,
    reason: &str,
) -> Result<()> {
    let (id, me, room, veil) = (DisputeId::random(), author.id(), prepared.room, prepared.veil());
    let doer = if veil.is_some() { Doer::sealed(me) } else { Doer::open(me) };
    let tx = app.db.begin().await?;
    let form = once::typed("dispute", [typed.body.as_str(), reason]);
    if doer.claim(&tx, &form, &typed.once, links::MY_DISPUTES).await? != Claim::First {
        return Ok(());
    }
    limits::count(&tx, SENT, &me.to_string()).await?;
    let text = "INSERT INTO disputes
        (id, author_id, room_id, path, form_once, body, reason, created_at, veil, state, answer, location)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', '', '')";
    let values = [
        id.0.into(),
        me.0.into(),
        room.0.into(),
        typed.path.as_str().into(),
        typed.once.as_str().into(),
        typed.body.as_str().into(),
        reason.into(),
        tx.now.0.into(),
        veil.into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    audit::note(&tx, Some(doer.written()), "dispute-send", &format!("dispute-{id}"), "").await?;
    // Who is left out would tell who a hidden author is; written in their name, nobody is.
    for person in deciders(people, &app.places, room, doer.written()) {
        if let Some(to) = address(&tx.conn, person.id).await? {
            queue(&tx, &letters::waiting(to, id, &app.config.url)).await?;
        }
    }
    tx.commit().await
}

/// Lets a form wait that its author has sent before, as an operator's command knows.
pub async fn of_the_past(
    app: &App,
    people: &Roster,
    author: &Viewer,
    path: &str,
    fields: &[(String, String)],
    reason: &str,
) -> Result<()> {
    let body = web::forms::to_body(fields).ok_or(Error::BadRequest)?;
    let typed = Typed::sent_to(path, &body).ok_or(Error::BadRequest)?;
    let attempt = Attempt::of(path, fields).ok_or(Error::BadRequest)?;
    let prepared = attempt.prepare(app, author, people).await?.map_err(|_| Error::BadRequest)?;
    send(app, people, author, &prepared, &typed, reason).await
}

/// Posts the text as its author. Whoever has released it already has done so.
pub async fn release(app: &App, people: &Roster, dispute: Permit<Decide>) -> Result<()> {
    if !is_open(&dispute, State::Released)? {
        return Ok(());
    }
    let author = on_behalf(people, dispute.author_id, &app.places).ok_or(Error::Conflict(CANNOT))?;
    let attempt = Attempt::of(&dispute.path, &dispute.fields()).ok_or(Error::Conflict(CANNOT))?;
    let prepared = match attempt.prepare(app, &author, people).await {
        Ok(Ok(prepared)) if prepared.room == dispute.room_id => prepared,
        Ok(_) | Err(Error::NotFound | Error::Forbidden) => return Err(Error::Conflict(CANNOT)),
        Err(error) => return Err(error),
    };
    prepared.post(&app.db, people, ending(app, &dispute).await?).await.map(drop).map_err(|error| match error {
        Error::Conflict(DECIDED) => error,
        Error::Conflict(_) => Error::Conflict(CANNOT),
        other => other,
    })
}

/// Refuses the text; its author reads why, and has it back as a draft.
pub async fn refuse(app: &App, dispute: Permit<Decide>, answer: &str) -> Result<()> {
    if !is_open(&dispute, State::Refused)? {
        return Ok(());
    }
    let release = ending(app, &dispute).await?;
    let tx = app.db.begin().await?;
    decide(&tx, &release, &Outcome::Refused(answer)).await?;
    give_back(&tx, &dispute).await?;
    tx.commit().await
}

/// Takes one's own text back and tells the address of the draft that it has become.
pub async fn take_back(db: &Db, dispute: Permit<TakeBack>) -> Result<String> {
    let tx = db.begin().await?;
    let text = "DELETE FROM disputes WHERE id = $1 AND state = 'waiting'";
    if tx.conn.execute_raw(sql(&tx.conn, text, [dispute.id.0.into()])).await?.rows_affected() == 0 {
        return Err(Error::Conflict("この投稿は、すでに判断されています。一覧でお確かめください。"));
    }
    let draft = give_back(&tx, &dispute).await?;
    audit::note(&tx, Some(dispute.doer().written()), "dispute-take-back", &format!("dispute-{}", dispute.id), "")
        .await?;
    tx.commit().await?;
    Ok(DraftPath { draft }.to_string())
}

/// Makes a draft of a text that was not posted, with the files that came with it.
async fn give_back(tx: &Tx, dispute: &Dispute) -> Result<DraftId> {
    let (author, typed) = (dispute.author_id, dispute.typed());
    files::enclosures::hand_on(tx, author, &dispute.form_once, &typed.once).await?;
    drafts::keep(tx, author, &typed).await
}

/// Forgets what waits to be put in the place of a text, since that text is to be gone.
pub(crate) async fn forget(tx: &Tx, person: PersonId, path: &str) -> Result<()> {
    let text = "DELETE FROM disputes WHERE author_id = $1 AND path = $2 AND state = 'waiting'";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), path.into()])).await?;
    Ok(())
}

/// Hourly: what nobody has decided on goes back to its author, and old outcomes are forgotten.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let oldest = tx.now.plus(-DAYS * DAY);
    for dispute in queries::older_than(&tx, oldest).await? {
        lapse(&tx, &dispute).await?;
    }
    let text = "DELETE FROM disputes WHERE decided_at < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [oldest.0.into()])).await?;
    tx.commit().await
}

async fn lapse(tx: &Tx, dispute: &Dispute) -> Result<()> {
    let text = "UPDATE disputes SET state = 'lapsed', body = '', reason = '', decided_at = $2
        WHERE id = $1 AND state = 'waiting'";
    let values = [dispute.id.0.into(), tx.now.0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1 {
        give_back(tx, dispute).await?;
        audit::note(tx, None, "dispute-lapse", &format!("dispute-{}", dispute.id), "").await?;
    }
    Ok(())
}

/// Whether there is something left to decide: not when the viewer has decided the same before, since a form may arrive
/// twice. Anything else that has ended the waiting is a `Conflict`; the write asks again.
fn is_open(dispute: &Permit<Decide>, wish: State) -> Result<bool> {
    match dispute.state() {
        State::Waiting => Ok(true),
        state if state == wish && dispute.decided_by == Some(dispute.viewer()) => Ok(false),
        _ => Err(Error::Conflict(DECIDED)),
    }
}

/// Who decides, and what the author is told.
async fn ending(app: &App, dispute: &Permit<Decide>) -> Result<Release> {
    let to = address(&app.db.conn, dispute.author_id).await?.unwrap_or_default();
    Ok(Release { dispute: dispute.id, by: dispute.viewer(), letter: letters::decided(to, &app.config.url) })
}
