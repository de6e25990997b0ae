//! Who may change whose registration.
//!
//! Pure functions over what is known of both sides. Three rules hold for everything: only where one has a charge, never
//! one's own registration, and never that of somebody who outranks the charge in which one acts.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Action, PersonId, SeatId, TenureId, Timestamp, Viewer};

use super::region::Region;
use crate::members::{CheckedSeat, SeatChange};

/// How far a charge reaches; a wider one outranks a narrower one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// None.
    Member,
    /// A prefecture.
    Manager,
    /// A bloc.
    Bureau,
    /// The site.
    Administrator,
}

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

/// Giving a seat.
#[derive(Debug)]
pub struct GiveSeat;
/// Changing a seat.
#[derive(Debug)]
pub struct ChangeSeat;
/// Ending a tenure.
#[derive(Debug)]
pub struct EndTenure;
/// Granting or revoking a role.
#[derive(Debug)]
pub struct Entrust;
/// Suspending or restoring a person.
#[derive(Debug)]
pub struct SetStanding;
/// Handing out a code with which a person sets a new password.
#[derive(Debug)]
pub struct IssueCode;

impl Rank {
    /// The widest of these grants.
    pub fn of(roles: &BTreeSet<Role>) -> Self {
        roles.iter().map(Self::of_role).max().unwrap_or(Self::Member)
    }

    fn of_role(role: &Role) -> Self {
        match role {
            Role::Officer(_) | Role::Observer(_) | Role::Alumni => Self::Member,
            Role::Manager(_) => Self::Manager,
            Role::Bureau(_) => Self::Bureau,
            Role::Administrator => Self::Administrator,
        }
    }
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
        let reaches = |region| actor.charge(region).is_some_and(|rank| rank >= self.rank);
        self.id != actor.id && (actor.is_administrator() || (!part.is_empty() && part.iter().all(reaches)))
    }

    /// Whether the actor may shut this person out, or let them in again.
    pub fn is_wholly_in_hands_of(&self, actor: &Actor) -> bool {
        self.is_in_hands_of(actor, self.whole())
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

impl Action for GiveSeat {
    type On = SeatOffer;
    fn allows(viewer: &Viewer, offer: &SeatOffer) -> bool {
        offer.is_up_to(&Actor::of(viewer))
    }
}

impl Action for ChangeSeat {
    type On = SeatRevision;
    fn allows(viewer: &Viewer, revision: &SeatRevision) -> bool {
        revision.is_up_to(&Actor::of(viewer))
    }
}

impl Action for EndTenure {
    type On = Leave;
    fn allows(viewer: &Viewer, leave: &Leave) -> bool {
        leave.is_up_to(&Actor::of(viewer))
    }
}

impl Action for Entrust {
    type On = Trust;
    fn allows(viewer: &Viewer, trust: &Trust) -> bool {
        trust.is_up_to(&Actor::of(viewer))
    }
}

impl Action for SetStanding {
    type On = Subject;
    fn allows(viewer: &Viewer, person: &Subject) -> bool {
        person.is_wholly_in_hands_of(&Actor::of(viewer))
    }
}

impl Action for IssueCode {
    type On = Subject;
    fn allows(viewer: &Viewer, person: &Subject) -> bool {
        person.is_active && person.is_wholly_in_hands_of(&Actor::of(viewer))
    }
}

#[cfg(test)]
mod tests;
