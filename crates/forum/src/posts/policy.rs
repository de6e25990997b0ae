//! What may be done to a text.

use kernel::{Action, PersonId, RoomId, Viewer};

use super::queries::Written;

/// Changes the text.
#[derive(Clone, Copy, Debug)]
pub struct Edit;

impl Action for Edit {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        may_edit(viewer, post.room_id, post.author.id())
    }
}

/// Takes the text back for good.
#[derive(Clone, Copy, Debug)]
pub struct Withdraw;

impl Action for Withdraw {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        may_withdraw(viewer, post.room_id, post.author.id())
    }
}

/// Erases what a former version of the text said.
#[derive(Clone, Copy, Debug)]
pub struct EraseVersion;

impl Action for EraseVersion {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        may_withdraw(viewer, post.room_id, post.author.id()) || viewer.tends(post.room_id)
    }
}

/// Says 参考になった, or takes it back.
#[derive(Clone, Copy, Debug)]
pub struct Thank;

impl Action for Thank {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        may_thank(viewer, post.room_id, post.author.id())
    }
}

/// Only the author changes a text, and only as long as they may still write in the room.
pub(crate) fn may_edit(viewer: &Viewer, room: RoomId, author: PersonId) -> bool {
    author == viewer.id() && viewer.writes(room)
}

/// One's words remain one's own: whoever has left the post takes them back as long as they can be reached.
pub(crate) fn may_withdraw(viewer: &Viewer, room: RoomId, author: PersonId) -> bool {
    author == viewer.id() && viewer.reads(room)
}

/// Whoever writes in the room finds texts useful, but not their own.
pub(crate) fn may_thank(viewer: &Viewer, room: RoomId, author: PersonId) -> bool {
    author != viewer.id() && viewer.writes(room)
}
