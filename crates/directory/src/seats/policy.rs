//! Who reads and who writes what a seat hands on.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Action, PersonId, Places, SeatId, TenureId, Viewer};

use super::Seat;
use crate::desk::region::Region;

/// A seat as the rules see it.
#[derive(Clone, Debug)]
pub struct Charge {
    /// The seat.
    pub seat: SeatId,
    /// The times in it that run.
    running: Vec<TenureId>,
    /// The prefectures in which it lies.
    prefectures: BTreeSet<String>,
}

/// Writing the note that goes to whoever comes next: those who hold the seat.
#[derive(Debug)]
pub struct WriteNote;

/// Reading it: those who hold the seat, and the managers of its prefectures, who hand it on where nobody overlaps.
#[derive(Debug)]
pub struct ReadNote;

/// Inviting somebody to follow: whoever has a charge over all that the seat serves; asked again of the invitation.
#[derive(Debug)]
pub struct Fill;

/// Choosing whether those who follow may ask: whose time in a seat it is, and which.
#[derive(Debug)]
pub struct LetAsk;

impl Action for LetAsk {
    type On = (PersonId, TenureId);
    fn allows(viewer: &Viewer, (holder, _): &(PersonId, TenureId)) -> bool {
        viewer.id() == *holder
    }
}

impl Charge {
    /// What the rules ask of a seat.
    pub fn of(seat: &Seat, places: &Places) -> Self {
        let regions = seat.known.regions(places);
        Self {
            seat: seat.id,
            running: seat.holders.iter().map(|holder| holder.tenure.id).collect(),
            prefectures: regions.iter().filter_map(Region::prefecture).cloned().collect(),
        }
    }

    fn is_held_by(&self, viewer: &Viewer) -> bool {
        viewer.tenures().iter().any(|(id, _)| self.running.contains(id))
    }
}

impl Action for WriteNote {
    type On = Charge;
    fn allows(viewer: &Viewer, seat: &Charge) -> bool {
        seat.is_held_by(viewer)
    }
}

impl Action for ReadNote {
    type On = Charge;
    fn allows(viewer: &Viewer, seat: &Charge) -> bool {
        let manages = |role: &Role| matches!(role, Role::Manager(code) if seat.prefectures.contains(code));
        seat.is_held_by(viewer) || viewer.roles().iter().any(manages)
    }
}

impl Action for Fill {
    type On = Vec<Region>;
    fn allows(viewer: &Viewer, regions: &Vec<Region>) -> bool {
        let actor = crate::desk::policy::Actor::of(viewer);
        regions.iter().all(|region| actor.has_charge(region))
    }
}
