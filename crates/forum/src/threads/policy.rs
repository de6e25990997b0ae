//! Who may begin and continue discussions. What may be done to a text stands in [`crate::posts::policy`].

use kernel::{Action, RoomId, Viewer};

use super::Kind;
use super::queries::Thread;

/// Writes at all; observers do not.
#[derive(Clone, Copy, Debug)]
pub struct Write;

impl Action for Write {
    type On = ();
    fn allows(viewer: &Viewer, (): &()) -> bool {
        !viewer.writable().is_empty()
    }
}

/// Begins a discussion.
#[derive(Clone, Copy, Debug)]
pub struct Start;

/// Where a discussion begins, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The room.
    pub room: RoomId,
    /// The kind.
    pub kind: Kind,
}

impl Action for Start {
    type On = Place;
    fn allows(viewer: &Viewer, place: &Place) -> bool {
        viewer.writes(place.room) && (place.kind != Kind::Notice || viewer.tends(place.room))
    }
}

/// Answers in a discussion.
#[derive(Clone, Copy, Debug)]
pub struct Reply;

impl Action for Reply {
    type On = Thread;
    fn allows(viewer: &Viewer, thread: &Thread) -> bool {
        viewer.writes(thread.room_id)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeSet;

    use kernel::viewer::{Facts, Standing};
    use kernel::{PersonId, PostId, SessionId, ThreadId, Timestamp};

    use super::*;
    use crate::posts::authors::Author;
    use crate::posts::policy::{Edit, EraseVersion, Thank, Withdraw};
    use crate::posts::queries::Written;

    const ROOM: RoomId = RoomId(111);

    #[derive(Clone, Copy, Debug)]
    pub(crate) enum Persona {
        Asker,
        AskerWhoLeft,
        Colleague,
        Tender,
        Observer,
    }

    impl Persona {
        fn id(self) -> PersonId {
            PersonId(match self {
                Self::Asker | Self::AskerWhoLeft => 1,
                Self::Colleague => 2,
                Self::Tender => 3,
                Self::Observer => 4,
            })
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a table of policies needs viewers without sessions")]
    pub(crate) fn viewer(persona: Persona) -> Viewer {
        let rooms = |yes: bool| if yes { BTreeSet::from([ROOM]) } else { BTreeSet::new() };
        Viewer::new(Facts {
            id: persona.id(),
            session: SessionId(1),
            name: String::new(),
            standing: Standing::Active,
            roles: BTreeSet::new(),
            tenures: Vec::new(),
            themes: Vec::new(),
            reads: rooms(true),
            writes: rooms(!matches!(persona, Persona::Observer | Persona::AskerWhoLeft)),
            tends: rooms(matches!(persona, Persona::Tender)),
            roster_version: 1,
            changes: None,
        })
    }

    pub(crate) fn thread_by(persona: Persona, kind: Kind) -> Thread {
        Thread {
            id: ThreadId(9),
            room_id: ROOM,
            kind,
            title: String::new(),
            created_at: Timestamp(0),
            last_post_at: Timestamp(0),
            reply_count: 0,
            texts: 1,
            solution_id: None,
            closed_at: None,
            withdrawn_at: None,
            hidden_at: None,
            author: Author::named(persona.id(), None),
            worn: None,
            read_until: None,
            tags: crate::threads::Tags::default(),
        }
    }

    fn text_by(persona: Persona) -> Written {
        Written {
            id: PostId(9),
            thread_id: ThreadId(9),
            room_id: ROOM,
            title: String::new(),
            author: Author::named(persona.id(), None),
            body: String::new(),
            version: 1,
            created_at: Timestamp(0),
            edited_at: None,
            withdrawn_at: None,
            files_count: 0,
            thread_withdrawn_at: None,
            hidden_at: None,
            thread_hidden_at: None,
        }
    }

    #[test]
    fn one_begins_where_one_writes_and_announces_where_one_tends() {
        let table = [
            (Persona::Colleague, ROOM, Kind::Consultation, true),
            (Persona::Colleague, ROOM, Kind::Practice, true),
            (Persona::Colleague, ROOM, Kind::Chat, true),
            (Persona::Colleague, ROOM, Kind::Notice, false),
            (Persona::Colleague, RoomId::JAPAN, Kind::Chat, false),
            (Persona::Tender, ROOM, Kind::Notice, true),
            (Persona::Tender, RoomId::JAPAN, Kind::Notice, false),
            (Persona::Observer, ROOM, Kind::Chat, false),
        ];
        for (persona, room, kind, allowed) in table {
            let place = Place { room, kind };
            assert_eq!(viewer(persona).may::<Start>(place).is_ok(), allowed, "{persona:?} {place:?}");
        }
    }

    #[test]
    fn who_only_observes_writes_nothing() {
        for (persona, allowed) in [(Persona::Colleague, true), (Persona::Tender, true), (Persona::Observer, false)] {
            let viewer = viewer(persona);
            assert_eq!(viewer.may::<Write>(()).is_ok(), allowed, "{persona:?}");
            assert_eq!(viewer.may::<Reply>(thread_by(Persona::Asker, Kind::Chat)).is_ok(), allowed, "{persona:?}");
            assert_eq!(viewer.may::<Thank>(text_by(Persona::Asker)).is_ok(), allowed, "{persona:?}");
        }
    }

    #[test]
    fn authors_take_their_words_back_even_after_leaving_the_post_and_tenders_erase_former_ones() {
        let table = [
            (Persona::Asker, true, true),
            (Persona::AskerWhoLeft, true, true),
            (Persona::Colleague, false, false),
            (Persona::Tender, false, true),
            (Persona::Observer, false, false),
        ];
        for (persona, withdraws, erases) in table {
            let viewer = viewer(persona);
            assert_eq!(viewer.may::<Withdraw>(text_by(Persona::Asker)).is_ok(), withdraws, "{persona:?}");
            assert_eq!(viewer.may::<EraseVersion>(text_by(Persona::Asker)).is_ok(), erases, "{persona:?}");
        }
    }

    #[test]
    fn only_authors_change_texts_and_nobody_thanks_oneself() {
        let table = [
            (Persona::Asker, true, false),
            (Persona::AskerWhoLeft, false, false),
            (Persona::Colleague, false, true),
            (Persona::Tender, false, true),
            (Persona::Observer, false, false),
        ];
        for (persona, edits, thanks) in table {
            let viewer = viewer(persona);
            assert_eq!(viewer.may::<Edit>(text_by(Persona::Asker)).is_ok(), edits, "{persona:?}");
            assert_eq!(viewer.may::<Thank>(text_by(Persona::Asker)).is_ok(), thanks, "{persona:?}");
        }
    }
}
