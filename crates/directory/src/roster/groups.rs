//! Groups as the roster knows them, and the rooms of everybody, those of groups among them.

use std::collections::HashMap;

use kernel::places::Room;
use kernel::rooms::RoomKind;
use kernel::{GroupId, PersonId, Places, RoomId, Scope, Viewer};

use super::{Person, Roster};
use crate::access::{Membership, RoomSets, rooms_with_groups, takes_part};

/// A group; whoever is handed one belongs to it or has been invited.
#[derive(Clone, Debug)]
pub struct Group {
    /// Id.
    pub id: GroupId,
    /// Its room, under its name.
    pub room: Room,
    /// What it is for.
    pub purpose: String,
    /// Who tends it.
    pub owner: PersonId,
    /// Everybody who has joined, the longest member first; also those who have lost access to the site meanwhile.
    pub members: Vec<PersonId>,
    /// Who has been invited and has not answered, the longest waiting first.
    pub invited: Vec<PersonId>,
    /// Whether it has come to its end and is only read.
    pub is_closed: bool,
}

/// All groups of the site.
#[derive(Debug, Default)]
pub struct Groups {
    all: Vec<Group>,
    by_room: HashMap<RoomId, usize>,
    of: HashMap<PersonId, Vec<Membership>>,
}

impl Group {
    /// An open group without members.
    pub(super) fn new(id: GroupId, name: String, purpose: String, owner: PersonId, is_closed: bool) -> Self {
        let room_id = RoomId::from(id);
        let room = Room { id: room_id, slug: room_id.group_slug(), name, kind: RoomKind::Group };
        Self { id, room, purpose, owner, members: Vec::new(), invited: Vec::new(), is_closed }
    }
}

impl Groups {
    pub(super) fn new(mut all: Vec<Group>) -> Self {
        all.sort_by(|a, b| (a.is_closed, &a.room.name, a.id).cmp(&(b.is_closed, &b.room.name, b.id)));
        let by_room = all.iter().enumerate().map(|(index, group)| (group.room.id, index)).collect();
        let mut of: HashMap<PersonId, Vec<Membership>> = HashMap::new();
        for group in &all {
            for person in &group.members {
                let is_owner = group.owner == *person;
                let membership = Membership { group: group.id, is_owner, is_closed: group.is_closed };
                of.entry(*person).or_default().push(membership);
            }
        }
        Self { all, by_room, of }
    }

    /// The rooms of an active person.
    pub(super) fn rooms_of(&self, person: &Person, places: &Places) -> RoomSets {
        let groups = self.of.get(&person.id).map_or(&[][..], Vec::as_slice);
        rooms_with_groups(&person.roles, &person.seats(), groups, places)
    }
}

impl Roster {
    /// The room, be it of a region or of a group. Whether somebody may know of it is for the caller to ask.
    pub fn room<'a>(&'a self, places: &'a Places, id: RoomId) -> Option<&'a Room> {
        places.room(id).or_else(|| self.groups.by_room.get(&id).map(|index| &self.groups.all[*index].room))
    }

    /// The room with this name in addresses; see [`Roster::room`].
    pub fn room_by_slug<'a>(&'a self, places: &'a Places, slug: &str) -> Option<&'a Room> {
        let of_group = || {
            let id = slug.strip_prefix("group-")?.parse().ok().map(RoomId)?;
            self.groups.by_room.get(&id).map(|index| &self.groups.all[*index].room).filter(|room| room.slug == slug)
        };
        places.room_by_slug(slug).or_else(of_group)
    }

    /// The rooms that the viewer reads: regions in the order of the map, then groups by name.
    pub fn readable<'a>(&'a self, viewer: &'a Viewer, places: &'a Places) -> impl Iterator<Item = &'a Room> {
        self.rooms_within(viewer.scope(), places)
    }

    /// The rooms of a scope in the same order.
    pub fn rooms_within<'a>(&'a self, scope: &'a Scope, places: &'a Places) -> impl Iterator<Item = &'a Room> {
        let groups = self.groups.all.iter().map(|group| &group.room);
        places.rooms().iter().chain(groups).filter(|room| scope.rooms().contains(&room.id))
    }

    /// The rooms of somebody else; nobody who is not active has any.
    pub fn rooms_of(&self, person: &Person, places: &Places) -> RoomSets {
        if person.is_active { self.groups.rooms_of(person, places) } else { RoomSets::default() }
    }

    /// The group, if the viewer belongs to it.
    pub fn group(&self, viewer: &Viewer, id: GroupId) -> Option<&Group> {
        self.groups_of(viewer).find(|group| group.id == id)
    }

    /// The groups to which the viewer belongs, open ones first.
    pub fn groups_of(&self, viewer: &Viewer) -> impl Iterator<Item = &Group> {
        self.groups.all.iter().filter(|group| viewer.reads(group.room.id))
    }

    /// The groups to which the viewer has been invited.
    pub fn invitations_of(&self, viewer: &Viewer) -> impl Iterator<Item = &Group> {
        self.groups.all.iter().filter(|group| !group.is_closed && group.invited.contains(&viewer.id()))
    }

    /// The person, if they can be in groups now.
    pub fn takes_part(&self, id: PersonId) -> Option<&Person> {
        self.listed_person(id).filter(|person| takes_part(&person.roles, person.seats().any()))
    }

    /// Who of the members would tend the group if its owner could no longer: the longest of those who still take part.
    pub fn next_in_line(&self, group: &Group) -> Option<PersonId> {
        let active = |id: &&PersonId| **id != group.owner && self.takes_part(**id).is_some();
        let is_orphaned = !group.is_closed && self.takes_part(group.owner).is_none();
        if is_orphaned { group.members.iter().find(active).copied() } else { None }
    }
}
