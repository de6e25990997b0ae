//! The areas that somebody is in charge of, and their parts.

use std::ops::Range;

use directory::people::Facet;
use directory::{Person, Roster};
use kernel::viewer::Role;
use kernel::{Error, Places, Result, RoomId, TenureId, Timestamp, Viewer};

/// An area in somebody's charge.
#[derive(Clone, Debug)]
pub struct Charge {
    /// Slug of its widest room, by which it is chosen.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its parts, which do not overlap: the widest room first.
    pub parts: Vec<Part>,
    /// Codes of the prefectures in it.
    pub prefectures: Vec<String>,
    /// Where people stand in it by what they serve: code and name.
    pub regions: Vec<(String, String)>,
    /// What these regions are.
    by: Facet,
}

/// A part of an area.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The rooms that are counted together.
    pub rooms: Vec<RoomId>,
}

impl Charge {
    /// The charge that was asked for, or the first one, and all of them; nobody without a charge has a report.
    pub fn of(viewer: &Viewer, slug: &str, places: &Places) -> Result<(Self, Vec<Self>)> {
        let all: Vec<Self> = viewer.roles().iter().filter_map(|role| Self::by_role(role, places)).collect();
        let chosen = all.iter().find(|charge| charge.slug == slug);
        match chosen.or(all.first()).filter(|_| slug.is_empty() || chosen.is_some()) {
            Some(charge) => Ok((charge.clone(), all)),
            // A charge of others does not exist here, and neither does one that nobody has.
            None if all.is_empty() => Err(Error::Forbidden),
            None => Err(Error::NotFound),
        }
    }

    fn by_role(role: &Role, places: &Places) -> Option<Self> {
        match role {
            Role::Manager(code) => Self::of_prefecture(code, places),
            Role::Bureau(slug) => Self::of_bloc(slug, places),
            Role::Administrator => Self::of_japan(places),
            Role::Officer(_) | Role::Observer(_) | Role::Alumni => None,
        }
    }

    fn of_prefecture(code: &str, places: &Places) -> Option<Self> {
        let (prefecture, room) = (places.prefecture(code)?, places.room(RoomId::prefecture(code)?)?);
        let areas: Vec<_> = places.areas().iter().filter(|area| area.prefecture == code).collect();
        let parts = areas.iter().filter_map(|area| {
            Some(Part { name: format!("{}医療圏", area.name), rooms: vec![RoomId::area(&area.code)?] })
        });
        let whole = Part { name: format!("{}の部屋", prefecture.name), rooms: vec![room.id] };
        Some(Self {
            slug: room.slug.clone(),
            name: prefecture.name.clone(),
            parts: std::iter::once(whole).chain(parts).collect(),
            prefectures: vec![code.to_owned()],
            regions: areas.iter().map(|area| (area.code.clone(), area.name.clone())).collect(),
            by: Facet::Area,
        })
    }

    fn of_bloc(slug: &str, places: &Places) -> Option<Self> {
        let room = places.room(RoomId::bloc(slug)?)?;
        let inside: Vec<_> = places.prefectures().iter().filter(|p| p.bloc == slug).collect();
        let parts = inside.iter().map(|prefecture| Part {
            name: prefecture.name.clone(),
            rooms: places.rooms_tended_in(&prefecture.code).into_iter().collect(),
        });
        let whole = Part { name: format!("{}の部屋", room.name), rooms: vec![room.id] };
        Some(Self {
            slug: room.slug.clone(),
            name: room.name.clone(),
            parts: std::iter::once(whole).chain(parts).collect(),
            prefectures: inside.iter().map(|prefecture| prefecture.code.clone()).collect(),
            regions: inside.iter().map(|prefecture| (prefecture.code.clone(), prefecture.name.clone())).collect(),
            by: Facet::Prefecture,
        })
    }

    /// Only the room of all Japan is read by those who look after the site, so it is what they are told of.
    fn of_japan(places: &Places) -> Option<Self> {
        let room = places.room(RoomId::JAPAN)?;
        let mut blocs: Vec<(String, String)> = Vec::new();
        for prefecture in places.prefectures() {
            if !blocs.iter().any(|(slug, _)| *slug == prefecture.bloc) {
                blocs.push((prefecture.bloc.clone(), directory::access::bloc_name(&prefecture.bloc).to_owned()));
            }
        }
        Some(Self {
            slug: room.slug.clone(),
            name: room.name.clone(),
            parts: vec![Part { name: format!("{}の部屋", room.name), rooms: vec![room.id] }],
            prefectures: places.prefectures().iter().map(|prefecture| prefecture.code.clone()).collect(),
            regions: blocs,
            by: Facet::Bloc,
        })
    }

    /// Whether it is one prefecture.
    pub fn is_prefecture(&self) -> bool {
        self.by == Facet::Area
    }

    /// All rooms of all parts.
    pub fn rooms(&self) -> Vec<RoomId> {
        self.parts.iter().flat_map(|part| part.rooms.iter().copied()).collect()
    }

    /// The part in which a room lies.
    pub fn part_of(&self, room: RoomId) -> Option<usize> {
        self.parts.iter().position(|part| part.rooms.contains(&room))
    }

    /// What the regions are called together.
    pub fn kind(&self) -> &'static str {
        match self.by {
            Facet::Area => "二次医療圏",
            Facet::Bloc => "ブロック",
            _ => "都道府県",
        }
    }

    /// Where somebody stands who speaks in a seat: code of the region of the first place that it serves.
    pub fn place_of(&self, person: &Person, seat: Option<TenureId>, places: &Places) -> Option<String> {
        let tenure = person.tenures.iter().find(|tenure| Some(tenure.id) == seat)?;
        let place = places.municipality(tenure.places.first()?)?;
        match self.by {
            Facet::Area => place.areas.first().cloned(),
            Facet::Bloc => Some(places.prefecture(&place.prefecture)?.bloc.clone()),
            _ => Some(place.prefecture.clone()),
        }
    }

    /// Those who serve the area and have come between two instants.
    pub fn newcomers<'a>(&self, roster: &'a Roster, came: &Range<Timestamp>, places: &Places) -> Vec<&'a Person> {
        let is_inside =
            |code: &str| places.municipality(code).is_some_and(|town| self.prefectures.contains(&town.prefecture));
        let is_new = |at: Timestamp| came.contains(&at);
        roster
            .listed()
            .filter(|person| person.places().any(is_inside) && person.approved_at.is_some_and(is_new))
            .collect()
    }
}
