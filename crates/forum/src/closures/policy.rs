//! Who may say that a discussion has come to its end.

use kernel::{Action, Viewer};

use crate::threads::queries::Thread;

/// Closes a discussion, or opens it again.
#[derive(Clone, Copy, Debug)]
pub struct Close;

impl Action for Close {
    type On = Thread;
    fn allows(viewer: &Viewer, thread: &Thread) -> bool {
        let asks = thread.author.id() == viewer.id() && viewer.writes(thread.room_id);
        asks || viewer.tends(thread.room_id)
    }
}

#[cfg(test)]
mod tests {
    use super::Close;
    use crate::threads::Kind;
    use crate::threads::policy::tests::{Persona, thread_by, viewer};

    #[test]
    fn the_asker_and_whoever_tends_the_room_may_close_a_discussion_of_any_kind() {
        let table = [
            (Persona::Asker, true),
            (Persona::AskerWhoLeft, false),
            (Persona::Colleague, false),
            (Persona::Tender, true),
            (Persona::Observer, false),
        ];
        for kind in Kind::ALL {
            for (persona, allowed) in table {
                let thread = thread_by(Persona::Asker, kind);
                assert_eq!(viewer(persona).may::<Close>(thread).is_ok(), allowed, "{persona:?} {kind:?}");
            }
        }
    }
}
