//! Who may ask who wrote a text, and who may confirm.

use kernel::{Action, RoomId, Viewer};

use super::offices::Office;
use super::queries::Request;
use crate::posts::authors::Author;
use crate::posts::queries::Written;

/// A text with the office in which somebody asks about it.
#[derive(Debug)]
pub(super) struct Asked {
    pub post: Written,
    pub office: Office,
}

impl Asked {
    /// In the office that the viewer holds; whoever holds both asks as the manager.
    pub fn by(viewer: &Viewer, post: Written) -> Self {
        let is_manager = Office::Manager.is_of(viewer, post.room_id);
        Self { office: if is_manager { Office::Manager } else { Office::Administrator }, post }
    }
}

/// Asking. That it is not one's own text is asked in the verb: a refusal here would be written down, and tell.
#[derive(Debug)]
pub(super) struct Ask;

impl Action for Ask {
    type On = Asked;
    fn allows(viewer: &Viewer, asked: &Asked) -> bool {
        let offices = [Office::Manager, Office::Administrator];
        asked.post.author.is_hidden() && offices.iter().any(|office| office.is_of(viewer, asked.post.room_id))
    }
}

/// Whether the viewer is offered to ask who wrote a text.
pub(crate) fn may_unmask(viewer: &Viewer, room: RoomId, author: &Author) -> bool {
    let is_in_office = || [Office::Manager, Office::Administrator].iter().any(|office| office.is_of(viewer, room));
    author.is_hidden() && author.id() != viewer.id() && is_in_office()
}

/// Confirming what somebody in the other office has asked.
#[derive(Debug)]
pub(super) struct Confirm;

impl Action for Confirm {
    type On = Request;
    fn allows(viewer: &Viewer, request: &Request) -> bool {
        request.asked_by != viewer.id() && request.office().other().is_of(viewer, request.room_id)
    }
}
