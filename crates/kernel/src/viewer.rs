//! Who is asking and what they may see: said once here, spoken in SQL and in the search index.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::ops::Deref;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, Condition};

use crate::changes::Version;
use crate::{Error, PersonId, Result, RoomId, SessionId, TenureId};

/// What a person may be granted beside holding a seat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The responsible officer of one municipality (code of 5 digits).
    Officer(String),
    /// Tends the rooms of one prefecture (code of 2 digits).
    Manager(String),
    /// Tends the room of one bloc (slug of the bureau).
    Bureau(String),
    /// Reads one room, writes nowhere.
    Observer(RoomId),
    /// Has left the field and stays in touch: the room of all Japan.
    Alumni,
    /// Looks after the whole site.
    Administrator,
}

impl Role {
    /// Whether other people's registrations are in the charge of whoever holds it.
    pub fn is_charge(&self) -> bool {
        matches!(self, Self::Manager(_) | Self::Bureau(_) | Self::Administrator)
    }
}

/// How far a person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits for approval and sees nothing but that.
    Pending,
    /// Is a member.
    Active,
}

/// What the session middleware knows of the person who asks; see [`Viewer::new`].
#[derive(Clone, Debug)]
pub struct Facts {
    /// The person.
    pub id: PersonId,
    /// The session that speaks for the person.
    pub session: SessionId,
    /// The person's name as shown in the header.
    pub name: String,
    /// Pending or active; suspended people are nobody.
    pub standing: Standing,
    /// Grants that hold now.
    pub roles: BTreeSet<Role>,
    /// Current tenures, each with the codes of the municipalities or wards that its seat serves.
    pub tenures: Vec<(TenureId, Vec<String>)>,
    /// Slugs of the themes that the person may be asked about.
    pub themes: Vec<String>,
    /// Rooms that may be read.
    pub reads: BTreeSet<RoomId>,
    /// Rooms that may be written in.
    pub writes: BTreeSet<RoomId>,
    /// Rooms that are in the person's charge.
    pub tends: BTreeSet<RoomId>,
    /// How often the roster of people has changed, as of this request.
    pub roster_version: i64,
    /// The state of the change log as of this request; none while it cannot be told.
    pub changes: Option<Version>,
}

/// Who is asking. Built by the session middleware and nowhere else.
#[derive(Clone, Debug)]
pub struct Viewer {
    facts: Facts,
    scope: Scope,
}

/// Which rooms a viewer may look into, and which are in their charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    rooms: BTreeSet<RoomId>,
    tends: BTreeSet<RoomId>,
}

impl Scope {
    /// A scope over exactly these rooms.
    pub fn of(rooms: BTreeSet<RoomId>, tends: BTreeSet<RoomId>) -> Self {
        Self { rooms, tends }
    }

    /// The rooms that may be read.
    pub fn rooms(&self) -> &BTreeSet<RoomId> {
        &self.rooms
    }

    /// The condition under which a row of a room may be seen. No rooms: no rows.
    ///
    /// Zero is added to the column so that no index on it is used: most rows may be seen by whoever asks, and SQLite
    /// would rather sort all of them than read the first few in their order.
    pub fn sql(&self, room: impl ColumnTrait) -> Condition {
        Condition::all().add(room.into_expr().add(0).is_in(self.rooms.iter().map(|room| room.0)))
    }

    /// The condition under which a row of a room may be seen that is hidden from its readers: to those who tend the room.
    pub fn tended(&self, room: impl ColumnTrait) -> Condition {
        Condition::all().add(room.into_expr().is_in(self.tends.iter().map(|room| room.0)))
    }
}

impl Viewer {
    /// Disallowed everywhere but in the session middleware, so that nobody becomes somebody by accident.
    pub fn new(facts: Facts) -> Self {
        let scope = Scope::of(facts.reads.clone(), facts.tends.clone());
        Self { facts, scope }
    }

    /// The person.
    pub fn id(&self) -> PersonId {
        self.facts.id
    }

    /// The session that speaks for the person.
    pub fn session(&self) -> SessionId {
        self.facts.session
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// Whether the person has been approved.
    pub fn is_active(&self) -> bool {
        self.facts.standing == Standing::Active
    }

    /// Whether the person has been approved and yet no seat and no grant of theirs holds now: their time has ended, or has
    /// still to begin. Nothing is left to them but their own account.
    pub fn is_outside(&self) -> bool {
        self.is_active() && !self.reads(RoomId::DIRECTORY)
    }

    /// What may be seen.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether the room may be read.
    pub fn reads(&self, room: RoomId) -> bool {
        self.facts.reads.contains(&room)
    }

    /// Whether the room may be written in; observers write nowhere.
    pub fn writes(&self, room: RoomId) -> bool {
        self.facts.writes.contains(&room)
    }

    /// The rooms that may be written in.
    pub fn writable(&self) -> &BTreeSet<RoomId> {
        &self.facts.writes
    }

    /// Whether the room is in the person's charge.
    pub fn tends(&self, room: RoomId) -> bool {
        self.facts.tends.contains(&room)
    }

    /// The rooms in the person's charge.
    pub fn tended(&self) -> &BTreeSet<RoomId> {
        &self.facts.tends
    }

    /// The grants that hold now.
    pub fn roles(&self) -> &BTreeSet<Role> {
        &self.facts.roles
    }

    /// Whether other people's registrations are in this person's charge.
    pub fn has_charge(&self) -> bool {
        self.roles().iter().any(Role::is_charge)
    }

    /// Codes of the municipalities or wards served, through all current seats, in a stable order.
    pub fn places(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self.facts.tenures.iter().flat_map(|(_, codes)| codes).map(String::as_str).collect();
        all.into_iter().collect()
    }

    /// Current tenures with the codes that they serve.
    pub fn tenures(&self) -> &[(TenureId, Vec<String>)] {
        &self.facts.tenures
    }

    /// Slugs of the themes that the person may be asked about.
    pub fn themes(&self) -> &[String] {
        &self.facts.themes
    }

    /// The version of the roster that this request must not fall behind.
    pub fn roster_version(&self) -> i64 {
        self.facts.roster_version
    }

    /// The state of the change log that this request must not fall behind; none while it cannot be told.
    pub fn changes(&self) -> Option<Version> {
        self.facts.changes
    }

    /// Proof that this viewer may do `A` on `subject`, or `Forbidden`.
    pub fn may<A: Action>(&self, subject: A::On) -> Result<Permit<A>> {
        if A::allows(self, &subject) {
            Ok(Permit { subject, viewer: self.id(), action: PhantomData })
        } else {
            Err(Error::Forbidden)
        }
    }
}

/// Something that a policy decides.
pub trait Action {
    /// What it is done to.
    type On;
    /// Whether the viewer, who can see the subject, may do it.
    fn allows(viewer: &Viewer, subject: &Self::On) -> bool;
}

/// Proof that a policy said yes; only [`Viewer::may`] can make one. It is as old as the read of its subject.
#[derive(Debug)]
pub struct Permit<A: Action> {
    subject: A::On,
    viewer: PersonId,
    action: PhantomData<A>,
}

impl<A: Action> Permit<A> {
    /// Who has been permitted.
    pub fn viewer(&self) -> PersonId {
        self.viewer
    }
}

impl<A: Action> Deref for Permit<A> {
    type Target = A::On;
    fn deref(&self) -> &A::On {
        &self.subject
    }
}
