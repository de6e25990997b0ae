//! What may be done to a text.

use kernel::{Action, Viewer};

use super::queries::Written;

/// Changes the text; only its author, and only as long as they may still write in the room.
#[derive(Clone, Copy, Debug)]
pub struct Edit;

impl Action for Edit {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        post.author_id == viewer.id() && viewer.writes(post.room_id)
    }
}

/// Says 参考になった, or takes it back; one's own text is not for that.
#[derive(Clone, Copy, Debug)]
pub struct Thank;

impl Action for Thank {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        post.author_id != viewer.id() && viewer.writes(post.room_id)
    }
}
