//! What readers report of a text: that it may identify somebody, is out of place, or anything else.
//!
//! Invariants:
//! - a text that may identify somebody is hidden at once, unless this very version has been looked at before, or its reader
//!   has already had [`HIDES`] texts hidden within a day; the report is kept in any case;
//! - of one reader and text there is one open report; nobody reports their own text;
//! - whoever decides learns what was reported and not by whom;
//! - whoever reported learns what became of it and not who decided; of the text itself only what they may still read;
//! - a report that nobody has decided on for [`PATIENCE`], or that nobody could decide on, is also told to the bureau's
//!   officers of the region and to the administrators, once. A text that they may not read otherwise is opened with a
//!   button, which is written down, for [`OPENED_FOR`].

pub mod forms;
pub(crate) mod handlers;
mod letters;
pub mod outcomes;
pub mod paths;
pub(crate) mod policy;
pub mod queries;
pub mod sent;
pub(crate) mod views;

use accounts::attempts::{self, Limit};
use directory::Roster;
use directory::guarding::deciders;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::mail::{address, queue};
use kernel::once::Claim;
use kernel::{Db, Doer, Error, Permit, PersonId, Places, PostId, ReportId, Result, RoomId, Tx, audit};
use sea_orm::ConnectionTrait as _;
use web::{App, Done};

use self::forms::Complaint;
use self::outcomes::Outcome;
use self::policy::{Open, Report, escalated_rooms};
use crate::acts::actions::Action;
use crate::acts::forms::{Ground, Reason};
use crate::acts::{self, Act};
use crate::posts::{self, Held};
use crate::{hidings, reports::forms::Kind};

/// How many texts one reader hides within a day.
const HIDES: i64 = 3;

/// Most reports of one reader within a day.
const SENT: Limit = Limit::new("report", 30, DAY);

/// How long those who tend the room have a report for themselves.
const PATIENCE: i64 = DAY;

/// How long somebody who does not tend the room reads a text that they have opened.
const OPENED_FOR: i64 = DAY;

const OWN: &str = "ご自分の投稿です。直すときは「編集する」、取り消すときは「取り下げる」をお使いください。";

/// Takes a report, hides the text if need be, and tells those who decide.
pub async fn file(app: &App, people: &Roster, post: Permit<Report>, complaint: &Complaint, once: &str) -> Result<Done> {
    let me = post.viewer();
    if post.author.id() == me {
        return Err(Error::Conflict(OWN));
    }
    let tx = app.db.begin().await?;
    let form = format!("report {} {}", post.id, complaint.kind.slug());
    match Doer::open(me).claim(&tx, &form, once, "").await? {
        Claim::First => {}
        Claim::Again(_) => return Ok(if post.is_hidden() { Done::REPORTED_AND_HIDDEN } else { Done::REPORTED }),
    }
    attempts::count(&tx, SENT, &me.to_string()).await?;
    let held = posts::hold(&tx, post.thread_id, post.id).await?;
    held.check_standing()?;
    let hides = complaint.kind == Kind::Personal && may_hide(&tx, &held, me.0).await?;
    keep(&tx, &held, me, complaint, hides).await?;
    if hides {
        hidings::write(&tx, &held, true).await?;
        let reason = Reason::plain(Ground::Personal);
        let act = Act { by: None, action: Action::HiddenOnReport, room: post.room_id, post: post.id, reason: &reason };
        acts::note_and_tell(&tx, act, &app.config.url).await?;
    }
    audit::note(&tx, Some(me), "report", &format!("post-{}", post.id), complaint.kind.slug()).await?;
    tell(&tx, app, people, &held, complaint.kind).await?;
    tx.commit().await?;
    Ok(if hides { Done::REPORTED_AND_HIDDEN } else { Done::REPORTED })
}

/// Whether the text is hidden at once.
async fn may_hide(tx: &Tx, held: &Held, me: i64) -> Result<bool> {
    if held.post.hidden_at.is_some() || held.post.checked_version == Some(held.post.version) {
        return Ok(false);
    }
    let text = "SELECT COUNT(*) AS n FROM reports WHERE reporter_id = $1 AND hid = TRUE AND created_at > $2";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [me.into(), tx.now.plus(-DAY).0.into()])).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
    Ok(count < HIDES)
}

/// A second report of the same reader puts the first one right.
async fn keep(tx: &Tx, held: &Held, me: PersonId, complaint: &Complaint, hides: bool) -> Result<()> {
    let (kind, words) = (complaint.kind.slug(), complaint.words.as_str());
    let text = "UPDATE reports SET kind = $3, words = $4, hid = (hid OR $5), handed_over = FALSE
        WHERE post_id = $1 AND reporter_id = $2 AND decided_at IS NULL";
    let values = [held.post.id.0.into(), me.0.into(), kind.into(), words.into(), hides.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() > 0 {
        return Ok(());
    }
    let text = "INSERT INTO reports (id, post_id, reporter_id, kind, words, hid, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let id = ReportId::random().0;
    let values =
        [id.into(), held.post.id.0.into(), me.0.into(), kind.into(), words.into(), hides.into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Keeps a report of a text that was hidden because the same file was erased elsewhere by somebody who may not even know of
/// it; what they have reported themselves stays as it is.
pub(crate) async fn hand_over(tx: &Tx, post: PostId, by: PersonId) -> Result<()> {
    let text = "INSERT INTO reports (id, post_id, reporter_id, kind, words, hid, handed_over, created_at)
        VALUES ($1, $2, $3, $4, '', TRUE, TRUE, $5) ON CONFLICT DO NOTHING";
    let values =
        [ReportId::random().0.into(), post.0.into(), by.0.into(), Kind::Personal.slug().into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Tells those who tend the room; where nobody does but the author, the others at once.
async fn tell(tx: &Tx, app: &App, people: &Roster, held: &Held, kind: Kind) -> Result<()> {
    // Who is left out would tell who a hidden author is; written in their name, nobody is.
    let mut told = false;
    for person in deciders(people, &app.places, held.thread.room_id, held.post.author_id) {
        if let Some(to) = address(&tx.conn, person.id).await? {
            queue(tx, &letters::reported(to, held.post.id, kind, &app.config.url)).await?;
            told = true;
        }
    }
    if told {
        Ok(())
    } else {
        escalate(tx, people, &app.places, held.post.id, held.thread.room_id, &app.config.url).await
    }
}

/// Hourly: what nobody has decided on in time is told to others, too.
pub async fn remind(app: &App, people: &Roster) -> Result<()> {
    let tx = app.db.begin().await?;
    for (post, room) in queries::patient_since(&tx, tx.now.plus(-PATIENCE)).await? {
        escalate(&tx, people, &app.places, post, room, &app.config.url).await?;
    }
    tx.commit().await
}

async fn escalate(tx: &Tx, people: &Roster, places: &Places, post: PostId, room: RoomId, url: &str) -> Result<()> {
    let text =
        "UPDATE reports SET escalated_at = $2 WHERE post_id = $1 AND decided_at IS NULL AND escalated_at IS NULL";
    if tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), tx.now.0.into()])).await?.rows_affected() == 0 {
        return Ok(());
    }
    for person in people.everybody().filter(|person| person.is_active) {
        if escalated_rooms(&person.roles, places).has(room)
            && let Some(to) = address(&tx.conn, person.id).await?
        {
            queue(tx, &letters::escalated(to, url)).await?;
        }
    }
    Ok(())
}

/// Opens a text for somebody who does not tend its room, for a while, and writes it down.
pub async fn open(db: &Db, report: Permit<Open>, once: &str) -> Result<()> {
    let (me, post) = (report.viewer(), report.post);
    let tx = db.begin().await?;
    if Doer::open(me).claim(&tx, &format!("open {post}"), once, "").await? != Claim::First {
        return Ok(());
    }
    let text = "INSERT INTO report_openings (post_id, person_id, until) VALUES ($1, $2, $3)
        ON CONFLICT (post_id, person_id) DO UPDATE SET until = $3";
    let values = [post.0.into(), me.0.into(), tx.now.plus(OPENED_FOR).0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    let reason = Reason::plain(Ground::Other);
    let act = Act { by: Some(me), action: Action::Opened, room: report.room, post, reason: &reason };
    acts::note(&tx, act).await?;
    tx.commit().await
}

/// Ends all open reports of a text.
pub(crate) async fn close(tx: &Tx, post: PostId, outcome: Outcome) -> Result<()> {
    let text = "UPDATE reports SET decided_at = $2, outcome = $3, words = ''
        WHERE post_id = $1 AND decided_at IS NULL";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), tx.now.0.into(), outcome.word().into()])).await?;
    let text = "DELETE FROM report_openings WHERE post_id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into()])).await?;
    Ok(())
}
