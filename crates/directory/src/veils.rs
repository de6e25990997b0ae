//! What readers see of an author who hides name and municipality: region, kind and size of place, kind of employer.
//!
//! Invariants:
//! - a veil names nothing narrower than a bloc;
//! - in a room it is worn by at least [`FEWEST`] people who can write there, else by nobody: whoever knows the rule and the
//!   directory is left with so many of whom each would be shown exactly like this.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::rooms::BLOCS;
use kernel::terms::{self, Terms};
use kernel::viewer::Role;
use kernel::{PersonId, Places, RoomId};

use crate::roster::{Person, Tenure};

/// So many people at least are shown alike.
pub const FEWEST: usize = 5;

/// How often something can be left out of a veil.
const STEPS: usize = 4;

/// What is shown; what is missing is not told, or is not the same for all places that the person serves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Veil {
    bloc: Option<&'static str>,
    kind: Option<&'static str>,
    population: Option<&'static str>,
    affiliation: Option<&'static str>,
}

/// The veils of a room, for everybody who has one there.
pub(crate) type Veils = Arc<HashMap<PersonId, Veil>>;

impl Veil {
    /// As it is stored: `bloc:kinki kind:town`.
    pub fn text(&self) -> String {
        let parts = [
            ("bloc", self.bloc),
            ("kind", self.kind),
            ("population", self.population),
            ("affiliation", self.affiliation),
        ];
        let parts = parts.iter().filter_map(|(name, slug)| slug.map(|slug| format!("{name}:{slug}")));
        parts.collect::<Vec<_>>().join(" ")
    }

    /// What was stored; a slug that is not known any more tells nothing.
    pub fn of_text(text: &str) -> Self {
        let slug = |name: &str| text.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix(':'));
        let known = |name: &str, list: Terms| slug(name).and_then(|slug| known(list, slug));
        Self {
            bloc: slug("bloc").and_then(bloc),
            kind: known("kind", terms::VEILED_KINDS),
            population: known("population", terms::VEILED_POPULATIONS),
            affiliation: known("affiliation", terms::AFFILIATIONS),
        }
    }

    /// What the index may know of it: `by:hospital`, `size:under-10000`.
    pub fn tags(&self) -> Vec<String> {
        let tags = [("by", self.affiliation), ("size", self.population)];
        tags.iter().filter_map(|(facet, slug)| slug.map(|slug| format!("{facet}:{slug}"))).collect()
    }

    /// 「関東信越・町村・人口1万人未満・郡市区医師会所属」; empty when it tells nothing.
    pub fn words(&self) -> String {
        let of = |list: Terms, slug: Option<&str>| slug.and_then(|slug| terms::name(list, slug)).map(str::to_owned);
        let bloc = self.bloc.and_then(|slug| BLOCS.iter().find(|(known, _)| *known == slug));
        let parts = [
            bloc.map(|(_, name)| (*name).to_owned()),
            of(terms::VEILED_KINDS, self.kind),
            of(terms::VEILED_POPULATIONS, self.population),
            of(terms::AFFILIATIONS, self.affiliation).map(|name| format!("{name}所属")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("・")
    }

    /// With so many of its finest parts left out: first the employer, then the size, the kind and the bloc.
    fn without(self, finest: usize) -> Self {
        Self {
            affiliation: self.affiliation.filter(|_| finest < 1),
            population: self.population.filter(|_| finest < 2),
            kind: self.kind.filter(|_| finest < 3),
            bloc: self.bloc.filter(|_| finest < 4),
        }
    }

    /// All that could be told of somebody who writes in a room: of the seat under which they write there, else of their
    /// charge.
    fn whole(person: &Person, room: RoomId, places: &Places) -> Self {
        if let Some(tenure) = seat_in(person, room, places) {
            let office = [tenure.organisation_municipality.clone()];
            let served = if tenure.places.is_empty() {
                Self { bloc: Self::of_places(&office, places).bloc, ..Self::default() }
            } else {
                Self::of_places(&tenure.places, places)
            };
            return Self { affiliation: Some(tenure.affiliation), ..served };
        }
        let charge = |role: &Role| match role {
            Role::Officer(code) => Some(Self::of_places(std::slice::from_ref(code), places)),
            Role::Manager(code) => {
                let prefecture = places.prefecture(code)?;
                Some(Self { bloc: bloc(&prefecture.bloc), ..Self::default() })
            }
            Role::Bureau(slug) => Some(Self { bloc: bloc(slug), ..Self::default() }),
            Role::Observer(_) | Role::Alumni | Role::Administrator => None,
        };
        person.roles.iter().find_map(charge).unwrap_or_default()
    }

    /// Of places that one seat serves: only what is the same for all. A ward counts as its city.
    fn of_places(codes: &[String], places: &Places) -> Self {
        let mut veils = codes.iter().filter_map(|code| Self::of_place(places.city_of(code), places));
        let first = veils.next().unwrap_or_default();
        veils.fold(first, |common, veil| Self {
            bloc: common.bloc.filter(|_| common.bloc == veil.bloc),
            kind: common.kind.filter(|_| common.kind == veil.kind),
            population: common.population.filter(|_| common.population == veil.population),
            affiliation: None,
        })
    }

    fn of_place(code: &str, places: &Places) -> Option<Self> {
        let place = places.municipality(code)?;
        let kind = if matches!(place.kind.as_str(), "町" | "村") { "town" } else { "city" };
        Some(Self {
            bloc: places.prefecture(&place.prefecture).and_then(|prefecture| bloc(&prefecture.bloc)),
            kind: known(terms::VEILED_KINDS, kind),
            population: Some(terms::veiled_population(place.statistics.population)),
            affiliation: None,
        })
    }
}

/// The veils of these people, who can write in a room.
///
/// Step by step the finest part is left out. At each step those who are at least [`FEWEST`] alike are done, and only the
/// others are counted at the next one. Counting everybody there would be wrong: of six alike of whom five had something
/// finer, the sixth would be known.
pub(crate) fn veils<'a>(writers: impl Iterator<Item = &'a Person>, room: RoomId, places: &Places) -> Veils {
    Arc::new(ladder(writers.map(|person| (person.id, Veil::whole(person, room, places))).collect()))
}

fn ladder(mut others: Vec<(PersonId, Veil)>) -> HashMap<PersonId, Veil> {
    let mut worn = HashMap::new();
    for step in 0..=STEPS {
        let mut alike: HashMap<Veil, usize> = HashMap::new();
        for (_, veil) in &others {
            *alike.entry(veil.without(step)).or_default() += 1;
        }
        others.retain(|(person, veil)| {
            let veil = veil.without(step);
            let is_done = alike.get(&veil).is_some_and(|count| *count >= FEWEST);
            if is_done {
                worn.insert(*person, veil);
            }
            !is_done
        });
    }
    worn
}

/// The seat under which somebody writes in a room: the one whose places reach it, else the first.
fn seat_in<'a>(person: &'a Person, room: RoomId, places: &Places) -> Option<&'a Tenure> {
    let reaches = |tenure: &&Tenure| places.rooms_of(tenure.places.iter().map(String::as_str)).contains(&room);
    person.current().find(reaches).or(person.current().next())
}

fn bloc(slug: &str) -> Option<&'static str> {
    BLOCS.iter().find(|(known, _)| *known == slug).map(|(slug, _)| *slug)
}

fn known(list: Terms, slug: &str) -> Option<&'static str> {
    list.iter().find(|term| term.slug == slug).map(|term| term.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veil(kind: &'static str, population: &'static str, affiliation: &'static str) -> Veil {
        Veil { bloc: Some("kinki"), kind: Some(kind), population: Some(population), affiliation: Some(affiliation) }
    }

    fn shown(groups: &[(usize, Veil)]) -> Vec<Option<String>> {
        let mut people = Vec::new();
        for (count, veil) in groups {
            people.extend((0..*count).map(|_| *veil));
        }
        let all: Vec<_> = (1..).map(PersonId).zip(people).collect();
        let worn = ladder(all.clone());
        let firsts = groups.iter().scan(1, |first, (count, _)| {
            let id = PersonId(*first);
            *first += i64::try_from(*count).unwrap();
            Some(id)
        });
        firsts.map(|id| worn.get(&id).map(Veil::words)).collect()
    }

    #[test]
    fn five_alike_are_shown_in_full_and_four_with_a_part_less() {
        let (nurses, doctors) =
            (veil("town", "under-10000", "visiting-nursing"), veil("town", "under-10000", "clinic"));
        let full = "近畿・町村・人口1万人未満・訪問看護ステーション所属".to_owned();
        assert_eq!(shown(&[(5, nurses)]), [Some(full)]);
        let less = Some("近畿・町村・人口1万人未満".to_owned());
        assert_eq!(shown(&[(4, nurses), (1, doctors)]), [less.clone(), less]);
        assert_eq!(shown(&[(4, nurses)]), [None]);
    }

    #[test]
    fn who_remains_is_not_hidden_among_those_who_are_shown_more_finely() {
        let (many, one) = (veil("town", "under-10000", "clinic"), veil("town", "10000-50000", "hospital"));
        assert_eq!(shown(&[(5, many), (1, one)])[1], None);
        assert_eq!(shown(&[(5, many), (4, one)])[1], None);
        assert!(shown(&[(5, many), (5, one)])[1].is_some());
    }

    #[test]
    fn each_step_leaves_the_finest_part_out() {
        let whole = veil("town", "under-10000", "clinic");
        let steps = ["近畿・町村・人口1万人未満・診療所所属", "近畿・町村・人口1万人未満", "近畿・町村", "近畿", ""];
        for (step, words) in steps.iter().enumerate() {
            assert_eq!(whole.without(step).words(), *words);
        }
        let other = Veil { bloc: Some("kyushu"), ..whole };
        assert_eq!(shown(&[(4, whole), (1, other)]), [Some(String::new()), Some(String::new())]);
    }

    #[test]
    fn what_is_stored_is_read_again() {
        let whole = veil("city", "over-300000", "hospital");
        for step in 0..=STEPS {
            assert_eq!(Veil::of_text(&whole.without(step).text()), whole.without(step));
        }
        assert_eq!(Veil::of_text("bloc:nowhere kind:town more").words(), "町村");
    }

    #[test]
    fn places_tell_what_they_have_in_common() {
        let places = crate::reference::places();
        let of = |codes: &[&str]| {
            let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
            Veil::of_places(&codes, &places).words()
        };
        assert_eq!(of(&["11369"]), "関東信越・町村・人口1万人未満");
        assert_eq!(of(&["11369", "11202"]), "関東信越");
        assert_eq!(of(&["14133"]), of(&["14130"]));
        assert_eq!(of(&[]), "");
    }
}
