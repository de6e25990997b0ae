//! Everything about people, seats and groups in memory, as of one version and one stretch of time.
//!
//! A roster is a snapshot: whether a tenure is current was decided when it was taken, and [`RosterCache`] takes a new
//! one when somebody writes or when a tenure or a role begins or ends by itself. So nothing here asks for the time.

mod cache;
mod called;
mod extract;
mod groups;
mod person;
mod rows;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use kernel::{PersonId, Places, RoomId, TenureId, Timestamp, terms};

pub use self::cache::RosterCache;
pub(crate) use self::called::Called;
pub use self::extract::People;
pub use self::groups::Group;
use self::groups::Groups;
pub(crate) use self::person::fold;
pub use self::person::{GONE, Person, Tenure};
pub use self::rows::version;
use crate::likeness::Towns;
use crate::places::coverage::Coverage;
use crate::veils::{Veil, Veils, veils};

/// The snapshot.
#[derive(Debug, Default)]
pub struct Roster {
    version: i64,
    valid: Range<i64>,
    people: Vec<Person>,
    by_id: HashMap<PersonId, usize>,
    /// By their places in `people`.
    readers: HashMap<RoomId, Vec<usize>>,
    writers: HashMap<RoomId, Vec<usize>>,
    /// Worked out when a room's are asked for, and kept as long as the snapshot.
    veils: Mutex<HashMap<RoomId, Veils>>,
    groups: Groups,
    known: OnceLock<guard::Context>,
    towns: OnceLock<Towns>,
    coverage: OnceLock<Coverage>,
}

/// Who wrote something, as it stands above the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// Name.
    pub name: String,
    /// Employer at the time of writing; empty when the person wrote without a seat.
    pub organisation: String,
    /// 所属区分 in Japanese, or the role of somebody who wrote without a seat.
    pub affiliation: &'static str,
    /// Full names of the municipalities that the seat serves.
    pub places: Vec<String>,
    /// The profile, for people in the directory.
    pub href: Option<String>,
}

impl Roster {
    /// The snapshot of these people, at `now`.
    pub(crate) fn new(
        version: i64,
        now: Timestamp,
        mut people: Vec<Person>,
        groups: Vec<Group>,
        places: &Places,
    ) -> Self {
        people.sort_by(|a, b| (&a.kana, &a.name, a.id).cmp(&(&b.kana, &b.name, b.id)));
        let groups = Groups::new(groups);
        let (mut readers, mut writers) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (index, person) in people.iter().enumerate().filter(|(_, person)| person.is_active) {
            let rooms = groups.rooms_of(person, places);
            for room in rooms.reads {
                readers.entry(room).or_default().push(index);
            }
            for room in rooms.writes {
                writers.entry(room).or_default().push(index);
            }
        }
        let by_id = people.iter().enumerate().map(|(index, person)| (person.id, index)).collect();
        Self { version, valid: stretch(&people, now), people, by_id, readers, writers, groups, ..Self::default() }
    }

    /// The person, also one who has left or is suspended.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.by_id.get(&id).map(|index| &self.people[*index])
    }

    /// The person, if the directory shows them.
    pub fn listed_person(&self, id: PersonId) -> Option<&Person> {
        self.person(id).filter(|person| person.listed)
    }

    /// Everybody, by よみ, also those who have left or are suspended.
    pub fn everybody(&self) -> impl Iterator<Item = &Person> {
        self.people.iter()
    }

    /// Everybody whom the directory shows, by よみ.
    pub fn listed(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.listed)
    }

    /// How many people can read the room now.
    pub fn readers(&self, room: RoomId) -> usize {
        self.readers.get(&room).map_or(0, Vec::len)
    }

    /// Who they are, by よみ.
    pub fn readers_of(&self, room: RoomId) -> impl Iterator<Item = &Person> {
        self.readers.get(&room).into_iter().flatten().map(|index| &self.people[*index])
    }

    /// What readers of a room would see of somebody who hides their name there; nothing where that cannot be done.
    pub fn veil(&self, person: PersonId, room: RoomId, places: &Places) -> Option<Veil> {
        let mut known = self.veils.lock().unwrap_or_else(PoisonError::into_inner);
        let of_room = known.entry(room).or_insert_with(|| {
            let writers = self.writers.get(&room).map_or(&[][..], Vec::as_slice);
            veils(writers.iter().map(|index| &self.people[*index]), room, places)
        });
        of_room.get(&person).copied()
    }

    /// Who wrote, under the tenure in which it was written and as they were called then, even if that has ended.
    pub fn byline(&self, author: PersonId, tenure: Option<TenureId>, places: &Places) -> Byline {
        let Some(person) = self.person(author) else {
            let name = "登録のない方".to_owned();
            return Byline { name, organisation: String::new(), affiliation: "", places: Vec::new(), href: None };
        };
        if person.has_left {
            // Where somebody worked, and when, would tell who it was.
            let (organisation, places) = (String::new(), Vec::new());
            return Byline { name: person.name.clone(), organisation, affiliation: "", places, href: None };
        }
        let tenure = tenure.and_then(|id| person.tenures.iter().find(|tenure| tenure.id == id));
        Byline {
            name: tenure.map_or(person.name.as_str(), |tenure| person.name_in(tenure)).to_owned(),
            organisation: tenure.map(|tenure| tenure.organisation_name.clone()).unwrap_or_default(),
            affiliation: match tenure {
                Some(tenure) => terms::name(terms::AFFILIATIONS, tenure.affiliation).unwrap_or_default(),
                None => person.shown_roles().last().map_or("", crate::access::role_name),
            },
            places: tenure.iter().flat_map(|tenure| &tenure.places).map(|code| places.full_name(code)).collect(),
            href: person.listed.then(|| web::links::person(person.id)),
        }
    }

    /// What the identifier guard is told about the site, made once for each snapshot. The telephone numbers are those of
    /// offices; the roster knows no others.
    pub(crate) fn known(&self) -> &guard::Context {
        self.known.get_or_init(|| {
            let tenures = || self.people.iter().flat_map(|person| &person.tenures);
            let employers: BTreeSet<&str> = tenures().map(|tenure| tenure.organisation_name.as_str()).collect();
            guard::Context::default()
                .with_members(self.listed().map(|person| person.name.as_str()))
                .with_organisations(employers)
                .with_phones(tenures().map(|tenure| tenure.organisation_phone.as_str()))
        })
    }

    /// All municipalities as they are compared with each other, made once for each snapshot.
    pub fn towns(&self, places: &Places) -> &Towns {
        self.towns.get_or_init(|| Towns::new(self, places))
    }

    /// Which municipalities have somebody, made once for each snapshot.
    pub fn coverage(&self, places: &Places) -> &Coverage {
        self.coverage.get_or_init(|| Coverage::new(self, places))
    }

    /// How often the roster had been written when this was taken.
    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    /// Whether this snapshot is what a request at `now` that has seen `version` must be answered from.
    fn is_current(&self, version: i64, now: Timestamp) -> bool {
        self.version == version && self.valid.contains(&now.0)
    }
}

/// The time around `now` in which no tenure begins or ends, no role ends by itself and nobody's busy time is over.
fn stretch(people: &[Person], now: Timestamp) -> Range<i64> {
    let of = |person: &Person| person.turns().into_iter().chain(person.busy_until);
    let turns = || people.iter().flat_map(of).map(|at| at.0);
    let start = turns().filter(|at| *at <= now.0).max().unwrap_or(i64::MIN);
    let end = turns().filter(|at| *at > now.0).min().unwrap_or(i64::MAX);
    start..end
}
