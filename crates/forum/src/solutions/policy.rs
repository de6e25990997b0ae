//! Who may say that a question is solved.

use kernel::{Action, Viewer};

use crate::threads::Kind;
use crate::threads::queries::Thread;

/// Marks a reply as the solution, or takes the mark back.
#[derive(Clone, Copy, Debug)]
pub struct Solve;

impl Action for Solve {
    type On = Thread;
    fn allows(viewer: &Viewer, thread: &Thread) -> bool {
        let asks = thread.author.id() == viewer.id() && viewer.writes(thread.room_id);
        thread.kind == Kind::Consultation && (asks || viewer.tends(thread.room_id))
    }
}

#[cfg(test)]
mod tests {
    use super::Solve;
    use crate::threads::Kind;
    use crate::threads::policy::tests::{Persona, thread_by, viewer};

    #[test]
    fn the_asker_and_whoever_tends_the_room_may_solve_a_consultation() {
        let table = [
            (Persona::Asker, Kind::Consultation, true),
            (Persona::Asker, Kind::Practice, false),
            (Persona::Asker, Kind::Notice, false),
            (Persona::AskerWhoLeft, Kind::Consultation, false),
            (Persona::Colleague, Kind::Consultation, false),
            (Persona::Tender, Kind::Consultation, true),
            (Persona::Tender, Kind::Chat, false),
            (Persona::Observer, Kind::Consultation, false),
        ];
        for (persona, kind, allowed) in table {
            let thread = thread_by(Persona::Asker, kind);
            assert_eq!(viewer(persona).may::<Solve>(thread).is_ok(), allowed, "{persona:?} {kind:?}");
        }
    }
}
