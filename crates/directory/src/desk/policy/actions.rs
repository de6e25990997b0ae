//! What can be asked for at the desk, as types; each asks the rule of what it is done to.

use kernel::{Action, Viewer};

use super::{Actor, Leave, Readmission, SeatOffer, SeatRevision, Subject, Suspension, Trust};

/// Giving a seat.
#[derive(Debug)]
pub struct GiveSeat;
/// Changing a seat.
#[derive(Debug)]
pub struct ChangeSeat;
/// Ending a tenure.
#[derive(Debug)]
pub struct EndTenure;
/// Taking back the end that was planned for a tenure.
#[derive(Debug)]
pub struct CallOffEnd;
/// Granting or revoking a role.
#[derive(Debug)]
pub struct Entrust;
/// Shutting a person out.
#[derive(Debug)]
pub struct Suspend;
/// Letting a person in again.
#[derive(Debug)]
pub struct Restore;
/// Handing out a code with which a person sets a new password.
#[derive(Debug)]
pub struct IssueCode;

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

impl Action for CallOffEnd {
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

impl Action for Suspend {
    type On = Suspension;
    fn allows(viewer: &Viewer, suspension: &Suspension) -> bool {
        suspension.subject.is_wholly_in_hands_of(&Actor::of(viewer))
    }
}

impl Action for Restore {
    type On = Readmission;
    fn allows(viewer: &Viewer, readmission: &Readmission) -> bool {
        readmission.is_up_to(&Actor::of(viewer))
    }
}

impl Action for IssueCode {
    type On = Subject;
    fn allows(viewer: &Viewer, person: &Subject) -> bool {
        person.is_active && person.is_outranked_by(&Actor::of(viewer))
    }
}
