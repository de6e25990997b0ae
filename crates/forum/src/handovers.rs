//! What a successor finds: what was followed from the seat, and its open questions.
//!
//! Invariants:
//! - only who holds a seat now, and follows somebody in it, finds anything; of a seat without a former holder there is
//!   nothing to find;
//! - what is handed on lies in rooms that follow from the seat itself, and is read by the successor's own scope: what was
//!   followed elsewhere is neither named nor counted;
//! - a question under a hidden byline belongs to no seat; drafts, saved searches, notices and contacts belong to people;
//! - what the successor has said of following stands above what was handed on.

pub(crate) mod forms;
pub(crate) mod handlers;
pub mod paths;
mod policy;
pub(crate) mod queries;
mod views;

use std::collections::BTreeSet;

use directory::seats::{Holder, Seat, held_by};
use directory::{Roster, Tenure};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Permit, Places, Result, RoomId, SeatId, TenureId, Timestamp, Viewer};
use sea_orm::ConnectionTrait as _;
use web::{Done, Level, links};

use self::policy::TakeOver;
use crate::follows::Subject;

/// How long a seat is new to its holder, and how long before its end somebody is reminded to hand it on.
const FRESH_FOR: i64 = 90 * DAY;

/// A seat with somebody who holds it now.
#[derive(Clone, Debug)]
pub struct Handover<'a> {
    /// The seat.
    pub seat: Seat<'a>,
    /// The time that the viewer spends in it.
    pub tenure: &'a Tenure,
    /// Whom the viewer follows, the last one first; nobody where the seat is new.
    pub before: Vec<Holder<'a>>,
}

/// What awaits somebody at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// They have begun in a seat that somebody held before.
    Begun(SeatId),
    /// They will leave a seat.
    Leaving(SeatId),
}

impl<'a> Handover<'a> {
    /// Each seat that the viewer holds now.
    pub fn all(viewer: &Viewer, people: &'a Roster, now: Timestamp) -> Vec<Self> {
        let seats = held_by(viewer, people, now).into_iter();
        let own = |seat: Seat<'a>| {
            let tenure = seat.tenure_of(viewer.id())?;
            let before = seat.before(tenure, viewer.id()).collect();
            Some(Self { seat, tenure, before })
        };
        seats.filter_map(own).collect()
    }

    /// The one of a seat; else, of several, the one that its holder has come to last.
    pub fn chosen(all: &[Self], seat: SeatId) -> Option<&Self> {
        let newest = || all.iter().filter(|one| !one.before.is_empty()).max_by_key(|one| one.tenure.started_at);
        all.iter().find(|one| one.seat.id == seat).or_else(newest).or(all.first())
    }

    /// The times of those whom the viewer follows.
    pub(crate) fn tenures_before(&self) -> Vec<TenureId> {
        self.before.iter().map(|holder| holder.tenure.id).collect()
    }

    /// The rooms that follow from the seat and that the viewer reads.
    pub(crate) fn rooms(&self, viewer: &Viewer, places: &Places) -> BTreeSet<RoomId> {
        self.seat.rooms(places).into_iter().filter(|room| viewer.reads(*room)).collect()
    }
}

/// What awaits the viewer, from what is in memory alone.
pub fn turn(viewer: &Viewer, people: &Roster, now: Timestamp) -> Option<Turn> {
    let all = Handover::all(viewer, people, now);
    let is_fresh = |one: &&Handover| !one.before.is_empty() && now.since(one.tenure.started_at) < FRESH_FOR;
    let leaves = |one: &&Handover| one.tenure.ended_at.is_some_and(|end| end.since(now) < FRESH_FOR);
    let begun = all.iter().find(is_fresh).map(|one| Turn::Begun(one.seat.id));
    begun.or_else(|| all.iter().find(leaves).map(|one| Turn::Leaving(one.seat.id)))
}

/// Follows what was followed from the seat; of what the viewer has said something, that stays.
pub async fn take_over(db: &Db, seat: Permit<TakeOver>, subjects: &[(Subject, Level)], once: &str) -> Result<String> {
    let location =
        Done::TAKEN_OVER.at(&links::with_query(links::MY_HANDOVER, [("seat", seat.seat.to_string().as_str())]));
    let keys: Vec<String> = subjects.iter().map(|(subject, _)| subject.key()).collect();
    let form = once::typed(&format!("handover {}", seat.seat), keys.iter().map(String::as_str));
    let tx = db.begin().await?;
    if let Claim::Again(location) = once::claim(&tx, seat.viewer(), &form, once, &location).await? {
        return Ok(location);
    }
    for (key, (_, level)) in keys.iter().zip(subjects) {
        let text = "INSERT INTO follows (person_id, subject, level, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let values = [seat.viewer().0.into(), key.as_str().into(), level.number().into(), tx.now.0.into()];
        tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    }
    tx.commit().await?;
    Ok(location)
}
