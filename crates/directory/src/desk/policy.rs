//! Who may change whose registration.
//!
//! Pure functions over what is known of both sides. Three rules hold for everything: only where one has a charge, never
//! one's own registration, and never that of somebody who outranks the charge in which one acts.

mod actions;
mod rank;

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{PersonId, Places, SeatId, TenureId, Timestamp, Viewer};

pub use self::actions::{CallOffEnd, ChangeSeat, EndTenure, Entrust, GiveSeat, IssueCode, Restore, Suspend};
pub use self::rank::Rank;
use super::region::Region;
use crate::Tenure;
use crate::members::{CheckedSeat, SeatChange};

/// Whoever acts, with the grants that hold now.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub id: PersonId,
    /// Their grants.
    pub roles: BTreeSet<Role>,
}

/// A person as the rules see them.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The person.
    pub id: PersonId,
    /// The widest charge that they have.
    pub rank: Rank,
    /// Approved and not suspended.
    pub is_active: bool,
    /// Where their seats and grants lie that hold now or will.
    pub current: Vec<Region>,
    /// Where those lay that are over.
    pub past: Vec<Region>,
}

/// One more seat for somebody.
#[derive(Clone, Debug)]
pub struct SeatOffer {
    /// For whom.
    pub subject: Subject,
    /// What it serves, or where its employer stands.
    pub regions: Vec<Region>,
    /// The seat.
    pub seat: CheckedSeat,
}

/// A seat that is to change.
#[derive(Clone, Debug)]
pub struct SeatRevision {
    /// The seat.
    pub seat: SeatId,
    /// Who holds it, or will.
    pub holders: Vec<Subject>,
    /// What it served when it was read.
    pub places: Vec<String>,
    /// All that the change concerns: what comes, what goes, and the whole seat where more than its places changes.
    pub touched: Vec<Region>,
    /// The change.
    pub change: SeatChange,
}

/// A tenure that is to end.
#[derive(Clone, Debug)]
pub struct Leave {
    /// Who leaves.
    pub subject: Subject,
    /// The tenure.
    pub tenure: TenureId,
    /// Its seat.
    pub seat: SeatId,
    /// What the seat served when it was read.
    pub places: Vec<String>,
    /// Where the seat lies.
    pub regions: Vec<Region>,
    /// Whether it is running.
    pub is_running: bool,
    /// When it ends; at once if that is not in the future.
    pub at: Timestamp,
    /// Whether the person stays in the room of all Japan.
    pub stays_in_touch: bool,
}

/// A role that is given or taken back.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Whose.
    pub subject: Subject,
    /// The role.
    pub role: Role,
    /// Where it holds; nowhere in particular for those who have left the field.
    pub region: Option<Region>,
}

/// Somebody who is to be shut out.
#[derive(Clone, Debug)]
pub struct Suspension {
    /// The person.
    pub subject: Subject,
    /// Why, in words for the person.
    pub reason: String,
}

/// Somebody who is to be let in again.
#[derive(Clone, Debug)]
pub struct Readmission {
    /// The person.
    pub subject: Subject,
    /// The rank in which the person was shut out last.
    pub suspended_as: Rank,
    /// What the person is told with it, perhaps nothing.
    pub reason: String,
}

impl Actor {
    /// Whoever asks.
    pub fn of(viewer: &Viewer) -> Self {
        Self { id: viewer.id(), roles: viewer.roles().clone() }
    }

    /// Whether the region is in this person's charge.
    pub fn has_charge(&self, region: &Region) -> bool {
        self.charge(region).is_some()
    }

    /// Whether the phone of a tenure's employer is this person's to write: it stands on the pages of all who work there.
    pub fn tends_office(&self, tenure: &Tenure, places: &Places) -> bool {
        self.has_charge(&Region::of_place(&tenure.organisation_municipality, places))
    }

    /// The widest charge of this person in which the region lies.
    fn charge(&self, region: &Region) -> Option<Rank> {
        let covers = |role: &&Role| match role {
            Role::Manager(code) => region.prefecture() == Some(code),
            Role::Bureau(slug) => region.bloc() == Some(slug),
            Role::Administrator => true,
            Role::Officer(_) | Role::Observer(_) | Role::Alumni => false,
        };
        self.roles.iter().filter(covers).map(Rank::of_role).max()
    }

    /// The rank in which this person acts on all of these parts; none if one of them is not in their charge.
    pub fn rank_over(&self, parts: &[Region]) -> Option<Rank> {
        if self.is_administrator() {
            return Some(Rank::Administrator);
        }
        parts.iter().map(|region| self.charge(region)).min().flatten()
    }

    fn is_administrator(&self) -> bool {
        self.roles.contains(&Role::Administrator)
    }
}

impl Subject {
    /// Whether any part of the person is, or was, in the actor's charge; for others the registration does not exist.
    pub fn is_known_to(&self, actor: &Actor) -> bool {
        actor.is_administrator() || self.current.iter().chain(&self.past).any(|region| actor.has_charge(region))
    }

    /// What the person as a whole is: their seats and grants, or what was theirs when nothing is left.
    pub fn whole(&self) -> &[Region] {
        if self.current.is_empty() { &self.past } else { &self.current }
    }

    /// Whether the actor may decide about this part of the person.
    pub fn is_in_hands_of(&self, actor: &Actor, part: &[Region]) -> bool {
        self.id != actor.id && actor.rank_over(part) >= Some(self.rank)
    }

    /// Whether the actor may shut this person out.
    pub fn is_wholly_in_hands_of(&self, actor: &Actor) -> bool {
        self.is_in_hands_of(actor, self.whole())
    }

    /// Whether the actor has a wider charge than all that the person has. Peers may take from each other, but nobody may
    /// act in the name of somebody who could do the same to them.
    pub fn is_outranked_by(&self, actor: &Actor) -> bool {
        self.id != actor.id && actor.rank_over(self.whole()) > Some(self.rank)
    }
}

impl SeatOffer {
    /// The rule of [`GiveSeat`].
    pub fn is_up_to(&self, actor: &Actor) -> bool {
        self.subject.is_known_to(actor) && self.subject.is_in_hands_of(actor, &self.regions)
    }
}

impl SeatRevision {
    /// The rule of [`ChangeSeat`].
    pub fn is_up_to(&self, actor: &Actor) -> bool {
        self.holders.iter().all(|holder| holder.is_in_hands_of(actor, &self.touched))
    }
}

impl Leave {
    /// The rule of [`EndTenure`].
    pub fn is_up_to(&self, actor: &Actor) -> bool {
        self.subject.is_in_hands_of(actor, &self.regions)
    }
}

impl Readmission {
    /// The rule of [`Restore`]: what was decided in a wider charge is not undone in a narrower one.
    pub fn is_up_to(&self, actor: &Actor) -> bool {
        let subject = &self.subject;
        subject.is_wholly_in_hands_of(actor) && actor.rank_over(subject.whole()) >= Some(self.suspended_as)
    }
}

impl Trust {
    /// The rule of [`Entrust`]: nothing above one's own role in the region where it holds.
    pub fn is_up_to(&self, actor: &Actor) -> bool {
        let within = |region: &Region| {
            self.subject.is_in_hands_of(actor, std::slice::from_ref(region))
                && actor.charge(region).is_some_and(|rank| rank >= Rank::of_role(&self.role))
        };
        let mut parts = self.subject.current.iter().chain(&self.subject.past);
        let allowed = match &self.region {
            Some(region) => within(region),
            None => parts.any(within) || self.subject.is_in_hands_of(actor, &[]),
        };
        self.subject.is_known_to(actor) && allowed
    }
}

#[cfg(test)]
mod tests;
