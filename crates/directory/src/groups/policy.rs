//! Who founds, tends and leaves groups.

use kernel::{Action, GroupId, PersonId, Viewer};

use crate::access::takes_part;
use crate::roster::Group;

/// Founding a group.
#[derive(Clone, Copy, Debug)]
pub struct Found;

impl Action for Found {
    type On = ();
    fn allows(viewer: &Viewer, (): &()) -> bool {
        viewer.is_active() && takes_part(viewer.roles(), !viewer.tenures().is_empty())
    }
}

/// Accepting an invitation, or leaving it.
#[derive(Clone, Copy, Debug)]
pub struct Answer;

impl Action for Answer {
    type On = GroupId;
    fn allows(viewer: &Viewer, _: &GroupId) -> bool {
        viewer.may::<Found>(()).is_ok()
    }
}

/// Inviting, removing, naming, handing over, ending.
#[derive(Clone, Copy, Debug)]
pub struct Tend;

impl Action for Tend {
    type On = Group;
    fn allows(viewer: &Viewer, group: &Group) -> bool {
        viewer.tends(group.room.id)
    }
}

/// Leaving a group.
#[derive(Clone, Copy, Debug)]
pub struct Leave;

impl Action for Leave {
    type On = Group;
    fn allows(viewer: &Viewer, group: &Group) -> bool {
        viewer.reads(group.room.id) && group.owner != viewer.id()
    }
}

/// Taking up a group whose owner is gone.
#[derive(Clone, Copy, Debug)]
pub struct TakeOver;

/// A group and who may take it up, if anybody.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The group.
    pub group: Group,
    /// The next in line.
    pub next: Option<PersonId>,
}

impl Action for TakeOver {
    type On = Succession;
    fn allows(viewer: &Viewer, succession: &Succession) -> bool {
        succession.next == Some(viewer.id())
    }
}
