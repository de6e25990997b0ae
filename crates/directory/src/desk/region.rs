//! Where people, seats and grants lie, as far as the charge over them goes.

use std::collections::BTreeSet;

use kernel::rooms::RoomKind;
use kernel::viewer::Role;
use kernel::{PersonId, Places, RoomId, Timestamp};

use super::policy::{Actor, Rank, Subject};
use crate::roster::{Person, Roster, Tenure};

/// A part of the map that can be in somebody's charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Region {
    /// A prefecture, in its bloc.
    Prefecture {
        /// Code of 2 digits.
        code: String,
        /// Slug of its bureau.
        bloc: String,
    },
    /// A bloc as a whole.
    Bloc(String),
    /// Everything, and whatever lies nowhere on the map.
    Japan,
}

impl Region {
    /// Code of the prefecture, for what lies in one.
    pub fn prefecture(&self) -> Option<&String> {
        match self {
            Self::Prefecture { code, .. } => Some(code),
            Self::Bloc(_) | Self::Japan => None,
        }
    }

    /// Slug of the bureau whose bloc it is, or is part of.
    pub fn bloc(&self) -> Option<&String> {
        match self {
            Self::Prefecture { bloc, .. } | Self::Bloc(bloc) => Some(bloc),
            Self::Japan => None,
        }
    }

    /// Where a municipality or ward lies.
    pub fn of_place(code: &str, places: &Places) -> Self {
        places.municipality(code).map_or(Self::Japan, |place| Self::of_prefecture(&place.prefecture, places))
    }

    /// Where a seat lies: in what it serves; an office that serves a whole region, where its employer stands.
    pub fn of_seat(served: &[String], employer: &str, places: &Places) -> Vec<Self> {
        if served.is_empty() {
            vec![Self::of_place(employer, places)]
        } else {
            served.iter().map(|code| Self::of_place(code, places)).collect()
        }
    }

    /// Where a role holds; nowhere for those who have left the field, since what they read is no region's.
    pub fn of_role(role: &Role, places: &Places) -> Option<Self> {
        match role {
            Role::Officer(code) => Some(Self::of_place(code, places)),
            Role::Manager(code) => Some(Self::of_prefecture(code, places)),
            Role::Bureau(slug) => Some(Self::Bloc(slug.clone())),
            Role::Observer(room) => Some(Self::of_room(*room, places)),
            Role::Alumni => None,
            Role::Administrator => Some(Self::Japan),
        }
    }

    fn of_prefecture(code: &str, places: &Places) -> Self {
        let bloc = places.prefecture(code).map(|prefecture| prefecture.bloc.clone());
        bloc.map_or(Self::Japan, |bloc| Self::Prefecture { code: code.to_owned(), bloc })
    }

    fn of_room(room: RoomId, places: &Places) -> Self {
        let found = match room.kind() {
            Some(RoomKind::Prefecture) => {
                let prefecture = places.prefectures().iter().find(|p| RoomId::prefecture(&p.code) == Some(room));
                prefecture.map(|prefecture| Self::of_prefecture(&prefecture.code, places))
            }
            Some(RoomKind::Area) => {
                let area = places.areas().iter().find(|area| RoomId::area(&area.code) == Some(room));
                area.map(|area| Self::of_prefecture(&area.prefecture, places))
            }
            Some(RoomKind::Bloc) => {
                let slug = places.room(room).and_then(|room| room.slug.strip_prefix("bloc-"));
                slug.map(|slug| Self::Bloc(slug.to_owned()))
            }
            Some(RoomKind::Japan | RoomKind::Group) | None => None,
        };
        found.unwrap_or(Self::Japan)
    }
}

impl Tenure {
    /// Where its seat lies.
    pub(crate) fn regions(&self, places: &Places) -> Vec<Region> {
        Region::of_seat(&self.places, &self.organisation_municipality, places)
    }
}

/// Those in whose hands these parts of somebody are, of the narrowest charge in which they are in anybody's.
pub(crate) fn in_whose_hands(subject: &Subject, part: &[Region], people: &Roster) -> BTreeSet<PersonId> {
    let active = people.everybody().filter(|person| person.is_active);
    let actors = active.map(|person| Actor { id: person.id, roles: person.roles.clone() });
    let may: Vec<_> = actors.filter(|actor| subject.is_in_hands_of(actor, part)).collect();
    let narrowest = may.iter().map(|actor| actor.rank_over(part)).min();
    may.iter().filter(|actor| Some(actor.rank_over(part)) == narrowest).map(|actor| actor.id).collect()
}

impl Subject {
    /// A member as the rules see them; somebody who was never approved is no member yet, and whoever has left is none
    /// any more: they are none of the desk's.
    pub fn of(person: &Person, places: &Places, now: Timestamp) -> Option<Self> {
        person.approved_at.filter(|_| !person.has_left)?;
        let (over, held): (Vec<&Tenure>, Vec<&Tenure>) = person.tenures.iter().partition(|tenure| tenure.is_over(now));
        let parts = |tenures: &[&Tenure], roles: &BTreeSet<Role>| -> Vec<Region> {
            let of_seats = tenures.iter().flat_map(|tenure| tenure.regions(places));
            of_seats.chain(roles.iter().filter_map(|role| Region::of_role(role, places))).collect()
        };
        Some(Self {
            id: person.id,
            rank: Rank::of(&person.roles),
            is_active: person.is_active,
            current: parts(&held, &person.roles),
            past: parts(&over, &person.past_roles),
        })
    }
}
