//! Which discussions a list shows: choices of several properties, all of which must hold.

use std::collections::BTreeMap;
use std::fmt;

use directory::Roster;
use kernel::terms::{self, Terms};
use kernel::{Places, RoomId, Viewer};
use serde::Deserialize;
use web::links::with_query;

use super::cursor::{Cursor, Sort};
use super::kind::STATES;

/// A property that a list is filtered by; within one, any chosen value will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Where a question stands.
    State,
    /// 相談, 取組の共有 …
    Kind,
    /// The room.
    Room,
    /// 4つの場面
    Scene,
    /// 事業項目
    Item,
    /// テーマ
    Theme,
}

impl Facet {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [Self::State, Self::Kind, Self::Room, Self::Scene, Self::Theme, Self::Item];

    /// Its name in addresses, and in the rows of tags.
    pub fn slug(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Kind => "kind",
            Self::Room => "room",
            Self::Scene => "scene",
            Self::Item => "item",
            Self::Theme => "theme",
        }
    }

    /// What people read.
    pub fn legend(self) -> &'static str {
        match self {
            Self::State => "状態",
            Self::Kind => "種類",
            Self::Room => "部屋",
            Self::Scene => "場面",
            Self::Item => "事業項目",
            Self::Theme => "テーマ",
        }
    }

    /// Its controlled list; the values of a room are the rooms that the viewer reads.
    pub fn list(self) -> Terms {
        match self {
            Self::State => STATES,
            Self::Kind => terms::KINDS,
            Self::Room => &[],
            Self::Scene => terms::SCENES,
            Self::Item => terms::ITEMS,
            Self::Theme => terms::THEMES,
        }
    }
}

/// What a browser sends to a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Params {
    room: Vec<String>,
    kind: Vec<String>,
    scene: Vec<String>,
    item: Vec<String>,
    theme: Vec<String>,
    state: Vec<String>,
    sort: String,
    cursor: String,
}

/// What it means.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The one room of a room's own page.
    pub within: Option<RoomId>,
    /// The order.
    pub sort: Sort,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    chosen: BTreeMap<Facet, Vec<String>>,
    rooms: Vec<RoomId>,
    impossible: bool,
}

impl Filter {
    /// Reads the parameters.
    ///
    /// What does not exist matches nothing, and neither does a room that the viewer may not read: the two look alike.
    pub fn parse(params: &Params, viewer: &Viewer, people: &Roster, places: &Places) -> Self {
        let sort = Sort::parse(&params.sort);
        let mut filter = Self { sort, cursor: Cursor::parse(sort, &params.cursor), ..Self::default() };
        let mut rooms: Vec<_> = given(&params.room).filter_map(|slug| people.room_by_slug(places, slug)).collect();
        rooms.retain(|room| viewer.reads(room.id));
        rooms.sort_by_key(|room| room.id);
        rooms.dedup_by_key(|room| room.id);
        filter.rooms = rooms.iter().map(|room| room.id).collect();
        filter.choose(Facet::Room, &params.room, rooms.into_iter().map(|room| room.slug.clone()).collect());
        for (facet, values) in [
            (Facet::State, &params.state),
            (Facet::Kind, &params.kind),
            (Facet::Scene, &params.scene),
            (Facet::Item, &params.item),
            (Facet::Theme, &params.theme),
        ] {
            let known = terms::known(facet.list(), values).into_iter().map(str::to_owned).collect();
            filter.choose(facet, values, known);
        }
        filter
    }

    fn choose(&mut self, facet: Facet, values: &[String], known: Vec<String>) {
        self.impossible |= known.is_empty() && given(values).next().is_some();
        if !known.is_empty() {
            self.chosen.insert(facet, known);
        }
    }

    /// Only what is in this room.
    #[must_use]
    pub fn within(mut self, room: RoomId) -> Self {
        self.within = Some(room);
        self
    }

    /// The chosen values of a property.
    pub fn chosen(&self, facet: Facet) -> &[String] {
        self.chosen.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// How many values are chosen in all.
    pub fn count(&self) -> usize {
        self.chosen.values().map(Vec::len).sum()
    }

    /// The chosen rooms.
    pub(crate) fn rooms(&self) -> &[RoomId] {
        &self.rooms
    }

    /// All that decides which discussions there are, whatever their order and page.
    pub(crate) fn conditions(&self) -> impl fmt::Debug {
        (self.within, &self.chosen, &self.rooms, self.impossible)
    }

    /// Whether something was asked for that does not exist.
    pub fn is_impossible(&self) -> bool {
        self.impossible
    }

    /// The address of this list with a value chosen, or not any more; a question stands in one place only.
    pub fn toggled(&self, base: &str, facet: Facet, value: &str) -> String {
        let mut chosen = self.chosen.clone();
        let values = chosen.entry(facet).or_default();
        if let Some(index) = values.iter().position(|known| known == value) {
            values.remove(index);
        } else if facet == Facet::State {
            *values = vec![value.to_owned()];
        } else {
            values.push(value.to_owned());
        }
        address(base, &chosen, self.sort, "")
    }

    /// The address of this list in another order.
    pub fn sorted(&self, base: &str, sort: Sort) -> String {
        address(base, &self.chosen, sort, "")
    }

    /// The address of the page that begins after `cursor`.
    pub fn after(&self, base: &str, cursor: &Cursor) -> String {
        address(base, &self.chosen, self.sort, &cursor.to_string())
    }
}

fn given(values: &[String]) -> impl Iterator<Item = &str> {
    values.iter().map(String::as_str).filter(|value| !value.is_empty())
}

fn address(base: &str, chosen: &BTreeMap<Facet, Vec<String>>, sort: Sort, cursor: &str) -> String {
    let pairs = chosen.iter().flat_map(|(facet, values)| values.iter().map(|value| (facet.slug(), value.as_str())));
    let sort = if sort == Sort::default() { "" } else { sort.slug() };
    with_query(base, pairs.chain([("sort", sort), ("cursor", cursor)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::policy::tests::{Persona, viewer};

    fn filter(params: &Params) -> Filter {
        Filter::parse(params, &viewer(Persona::Colleague), &Roster::default(), &Places::default())
    }

    fn values(slugs: &[&str]) -> Vec<String> {
        slugs.iter().map(|slug| (*slug).to_owned()).collect()
    }

    #[test]
    fn values_are_toggled_and_the_page_begins_at_its_top() {
        let scene = values(&["endoflife", "daily", "daily"]);
        let filter = filter(&Params { scene, cursor: "1.2".to_owned(), sort: "new".to_owned(), ..Params::default() });
        assert_eq!(filter.chosen(Facet::Scene), ["daily", "endoflife"]);
        assert_eq!(filter.toggled("/threads", Facet::Scene, "daily"), "/threads?scene=endoflife&sort=new");
        assert_eq!(
            filter.toggled("/threads", Facet::State, "solved"),
            "/threads?state=solved&scene=daily&scene=endoflife&sort=new"
        );
        let next = filter.after("/threads", &Cursor(vec![16, 2]));
        assert_eq!(next, "/threads?scene=daily&scene=endoflife&sort=new&cursor=10.2");
    }

    #[test]
    fn a_question_stands_in_one_place() {
        let filter = filter(&Params { state: values(&["open"]), ..Params::default() });
        assert_eq!(filter.toggled("/threads", Facet::State, "solved"), "/threads?state=solved");
        assert_eq!(filter.toggled("/threads", Facet::State, "open"), "/threads");
    }

    #[test]
    fn what_does_not_exist_matches_nothing_and_an_empty_value_is_no_value() {
        assert!(filter(&Params { kind: values(&["x"]), ..Params::default() }).is_impossible());
        assert!(filter(&Params { room: values(&["pref-99"]), ..Params::default() }).is_impossible());
        assert!(!filter(&Params { kind: values(&[""]), ..Params::default() }).is_impossible());
        assert!(!filter(&Params { theme: values(&["x", "acp"]), ..Params::default() }).is_impossible());
    }
}
