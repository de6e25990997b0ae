//! A seat over time: who holds it, who held it, and who comes next.
//!
//! A seat outlives its holders. What of it is shown follows from the roster: whoever is suspended, or waits for approval, is
//! not told of, here as elsewhere in the directory; whoever has given up their account is told of without a name.

pub mod forms;
pub mod handlers;
pub mod paths;
pub mod policy;
pub(crate) mod views;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, Error, Permit, PersonId, Places, Result, RoomId, SeatId, TenureId, Timestamp, Viewer, settings};
use sea_orm::ConnectionTrait as _;

use self::policy::LetAsk;
use crate::access::{Seats, rooms_for};
use crate::roster::{Person, Roster, Tenure};

/// A seat with those of whom the directory tells.
#[derive(Clone, Debug)]
pub struct Seat<'a> {
    /// Id.
    pub id: SeatId,
    /// What it is: employer, title, places.
    pub known: &'a Tenure,
    /// Who holds it now, by よみ.
    pub holders: Vec<Holder<'a>>,
    /// Who held it, those who left last before the others.
    pub former: Vec<Holder<'a>>,
}

/// Somebody with a time of theirs in a seat.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// The person.
    pub person: &'a Person,
    /// The time.
    pub tenure: &'a Tenure,
}

impl Holder<'_> {
    /// How the person was called then.
    pub fn name(&self) -> &str {
        self.person.name_in(self.tenure)
    }

    /// Whether the directory tells of it: not of somebody who waits or is suspended.
    fn is_told_of(&self) -> bool {
        self.person.approved_at.is_some() && (self.person.is_active || self.person.has_left)
    }
}

impl Roster {
    /// A seat of which anything is told; one that only people hold of whom nothing is told is not there.
    pub fn seat(&self, id: SeatId, now: Timestamp) -> Option<Seat<'_>> {
        let of_person = |person| {
            let tenures = Person::tenures_in(person, id);
            tenures.map(move |tenure| Holder { person, tenure }).filter(Holder::is_told_of)
        };
        let all: Vec<Holder> = self.everybody().flat_map(of_person).collect();
        let (over, others): (Vec<Holder>, Vec<Holder>) =
            all.into_iter().partition(|holder| holder.tenure.is_over(now) && !holder.tenure.current);
        let holders: Vec<Holder> = others.into_iter().filter(|holder| holder.tenure.current).collect();
        let mut former = over;
        former.sort_by_key(|holder| Reverse((holder.tenure.ended_at, holder.tenure.started_at)));
        let known = holders.first().or(former.first())?.tenure;
        Some(Seat { id, known, holders, former })
    }

    /// The seats that serve a municipality or ward by its own code, by their employers' names.
    pub fn seats_serving(&self, code: &str, now: Timestamp) -> Vec<Seat<'_>> {
        let serves = |tenure: &&Tenure| tenure.places.iter().any(|served| served == code);
        let ids: BTreeSet<SeatId> =
            self.everybody().flat_map(|person| &person.tenures).filter(serves).map(|tenure| tenure.seat).collect();
        sorted(ids.into_iter().filter_map(|id| self.seat(id, now)).collect())
    }
}

impl<'a> Seat<'a> {
    /// The time that somebody spends in it now.
    pub fn tenure_of(&self, person: PersonId) -> Option<&'a Tenure> {
        self.holders.iter().find(|holder| holder.person.id == person).map(|holder| holder.tenure)
    }

    /// Those whom the holder of a tenure follows: others who came before and have left, the last one first.
    pub fn before(&self, tenure: &Tenure, holder: PersonId) -> impl Iterator<Item = Holder<'a>> {
        let (start, id) = (tenure.started_at, tenure.id);
        let former = self.former.clone().into_iter();
        former
            .filter(move |other| other.person.id != holder && (other.tenure.started_at, other.tenure.id) < (start, id))
    }

    /// The rooms that follow from the seat alone, whatever else its holders have.
    pub fn rooms(&self, places: &Places) -> BTreeSet<RoomId> {
        rooms_for(&BTreeSet::new(), &Seats::of([self.known.places.as_slice()]), places).reads
    }

    /// All times in it that are told of.
    pub fn tenures(&self) -> impl Iterator<Item = TenureId> {
        self.holders.iter().chain(&self.former).map(|holder| holder.tenure.id)
    }
}

/// The seats that the viewer holds at this request, by their employers' names.
pub fn held_by<'a>(viewer: &Viewer, people: &'a Roster, now: Timestamp) -> Vec<Seat<'a>> {
    let person = people.person(viewer.id());
    let current = person.into_iter().flat_map(Person::current);
    let mine = current.filter(|tenure| viewer.tenures().iter().any(|(id, _)| *id == tenure.id));
    let seats: BTreeSet<SeatId> = mine.map(|tenure| tenure.seat).collect();
    sorted(seats.into_iter().filter_map(|seat| people.seat(seat, now)).collect())
}

/// By name, and of one name always in the same order.
fn sorted(mut seats: Vec<Seat<'_>>) -> Vec<Seat<'_>> {
    seats.sort_by(|a, b| (&a.known.organisation_name, a.id).cmp(&(&b.known.organisation_name, b.id)));
    seats
}

/// Says whether those who follow in a seat may ask whoever held it; doing it twice changes nothing.
pub async fn let_ask(db: &Db, tenure: Permit<LetAsk>, on: bool) -> Result<()> {
    let (person, id) = *tenure;
    let tx = db.begin().await?;
    let text = "UPDATE tenures SET may_be_asked = $3 WHERE id = $1 AND person_id = $2";
    let values = [id.0.into(), person.0.into(), on.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    settings::roster_changed(&tx).await?;
    tx.commit().await
}
