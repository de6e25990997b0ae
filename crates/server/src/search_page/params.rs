//! What can be asked of the search, and the addresses that ask it.

use directory::Roster;
use directory::people::SIMILAR_TO;
use kernel::terms::{self, Term, Terms};
use kernel::{Places, Scope, Timestamp, Viewer};
use search::{Ask, Order};
use serde::Deserialize;
use web::links;

use super::{Language, alike};

/// Hits on a page.
pub const PAGE: usize = 20;
/// Pages beyond this one are not asked for: nobody reads them, and ranking them costs.
const LAST_PAGE: usize = 500;
/// More is not a question but a text.
const LONGEST: usize = 2_000;

/// The parameters as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Params {
    /// Words.
    pub q: String,
    /// `people`, or nothing for discussions.
    pub tab: String,
    /// Slug of a room.
    pub room: String,
    /// Slugs of kinds.
    pub kind: Vec<String>,
    /// Codes of prefectures.
    pub pref: Vec<String>,
    /// Slugs of scenes.
    pub scene: Vec<String>,
    /// Slugs of items.
    pub item: Vec<String>,
    /// Slugs of themes.
    pub theme: Vec<String>,
    /// Slugs of states.
    pub state: Vec<String>,
    /// Slugs of kinds of employers.
    pub by: Vec<String>,
    /// Slugs of sizes of places.
    pub size: Vec<String>,
    /// Years, from April to March.
    pub year: Vec<String>,
    /// `file` for discussions with files.
    pub has: Vec<String>,
    /// Codes of municipalities, or `mine`: of askers, or people, who serve one of the towns like these.
    pub similar_to: Vec<String>,
    /// First day, in Japan.
    pub from: String,
    /// Last day, in Japan.
    pub to: String,
    /// `relevance`, `new` or `thanks`.
    pub sort: String,
    /// From 1.
    pub page: String,
}

/// A property by which discussions are narrowed down.
pub struct Property {
    /// Its name in addresses and in the index.
    pub name: &'static str,
    /// Its name on screen.
    pub legend: &'static str,
    /// Its values.
    pub values: Values,
}

/// The values of a property.
pub enum Values {
    /// A list.
    Terms(Terms),
    /// The prefectures of the map.
    Prefectures,
    /// The years in which something was asked.
    Years,
}

/// What a discussion may have beside its texts; the index calls it [`search::HAS_FILE`].
pub const HAS: Terms = &[Term { slug: "file", name: "添付ファイルあり" }];

/// All of them, in the order of the page.
pub const PROPERTIES: [Property; 10] = [
    Property { name: "state", legend: "状態", values: Values::Terms(forum::threads::STATES) },
    Property { name: "kind", legend: "種類", values: Values::Terms(terms::KINDS) },
    Property { name: "has", legend: "添付", values: Values::Terms(HAS) },
    Property { name: "theme", legend: "テーマ", values: Values::Terms(terms::THEMES) },
    Property { name: "scene", legend: "場面", values: Values::Terms(terms::SCENES) },
    Property { name: "item", legend: "事業項目", values: Values::Terms(terms::ITEMS) },
    Property { name: "by", legend: "相談した方の所属", values: Values::Terms(terms::AFFILIATIONS) },
    Property { name: "size", legend: "相談した方のまち", values: Values::Terms(terms::VEILED_POPULATIONS) },
    Property { name: "pref", legend: "相談した方の都道府県", values: Values::Prefectures },
    Property { name: "year", legend: "相談した年度", values: Values::Years },
];

impl Params {
    /// The page's number, from 1; what is no number is the first page.
    pub fn number(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, LAST_PAGE)
    }

    /// Whether people are asked for.
    pub fn is_people(&self) -> bool {
        self.tab == "people"
    }

    /// Whether people are looked for at all: beside discussions only by words that are no conditions.
    pub fn asks_for_people(&self, words: &str) -> bool {
        self.is_people() || !words.trim().is_empty()
    }

    /// What is looked for, cut to a length that a question has.
    pub fn words(&self) -> String {
        self.q.chars().take(LONGEST).collect()
    }

    /// The chosen values of a property.
    pub fn chosen(&self, property: &str) -> &[String] {
        match property {
            "state" => &self.state,
            "has" => &self.has,
            "kind" => &self.kind,
            "theme" => &self.theme,
            "scene" => &self.scene,
            "item" => &self.item,
            "by" => &self.by,
            "size" => &self.size,
            "pref" => &self.pref,
            "year" => &self.year,
            SIMILAR_TO => &self.similar_to,
            _ => &[],
        }
    }

    /// The question about discussions, and the conditions that were typed among its words.
    pub fn discussions(&self, viewer: &Viewer, roster: &Roster, places: &Places, now: Timestamp) -> (Ask, String) {
        let mut ask = Ask::new("thread", viewer.scope().clone(), now);
        ask.words = self.words();
        ask.filters = PROPERTIES.iter().map(|p| (p.name.to_owned(), self.chosen(p.name).to_vec())).collect();
        ask.facets = PROPERTIES.iter().map(|p| p.name.to_owned()).collect();
        (ask.from, ask.to) = (self.first_instant(), self.instant_after());
        ask.order = match self.sort.as_str() {
            "new" => Order::Newest,
            "thanks" => Order::Thanked,
            _ => Order::Relevance,
        };
        (ask.offset, ask.limit) = ((self.number() - 1) * PAGE, PAGE);
        if !self.room.is_empty() {
            match roster.room_by_slug(places, &self.room).filter(|room| viewer.reads(room.id)) {
                Some(room) => ask.rooms.push(room.id),
                // A room that is unknown or hidden holds nothing.
                None => ask.scope = Scope::default(),
            }
        }
        alike::narrow(&mut ask, &alike::asked(self, viewer, roster, places));
        Language { scope: viewer.scope(), roster, places }.read(ask)
    }

    /// How many people stand on the pages before.
    pub fn skipped(&self) -> usize {
        if self.is_people() { (self.number() - 1) * PAGE } else { 0 }
    }

    /// Whether nothing but words is asked: no other page, order or kind, and no condition among the words.
    pub fn is_plain(&self, asked: &Ask) -> bool {
        let narrows = asked.filters.iter().any(|(_, slugs)| !slugs.is_empty())
            || !(asked.without.is_empty() && asked.rooms.is_empty() && asked.without_rooms.is_empty())
            || asked.from.is_some()
            || asked.to.is_some();
        !narrows && self.filters() == 0 && !self.is_people() && self.number() == 1 && self.sort.is_empty()
    }

    /// Whether the time is bounded.
    pub fn has_days(&self) -> bool {
        self.first_instant().or(self.instant_after()).is_some()
    }

    fn values_of(&mut self, property: &str) -> &mut Vec<String> {
        match property {
            "state" => &mut self.state,
            "has" => &mut self.has,
            "kind" => &mut self.kind,
            "theme" => &mut self.theme,
            "scene" => &mut self.scene,
            "item" => &mut self.item,
            "by" => &mut self.by,
            "size" => &mut self.size,
            "year" => &mut self.year,
            SIMILAR_TO => &mut self.similar_to,
            _ => &mut self.pref,
        }
    }

    fn first_instant(&self) -> Option<Timestamp> {
        Timestamp::start_of_day(self.from.trim())
    }

    /// The last day is included whole.
    fn instant_after(&self) -> Option<Timestamp> {
        Timestamp::start_of_day(self.to.trim()).map(|day| day.plus(kernel::clock::DAY))
    }

    /// The address of this question with one value of a property added or taken away, on the first page.
    pub fn toggled(&self, property: &str, value: &str) -> String {
        let mut changed = self.clone();
        let values = changed.values_of(property);
        match values.iter().position(|known| known == value) {
            Some(index) => drop(values.remove(index)),
            None => values.push(value.to_owned()),
        }
        changed.page.clear();
        changed.address()
    }

    /// The same question without any value of a property.
    #[must_use]
    pub fn without(&self, property: &str) -> Self {
        let mut changed = self.clone();
        changed.values_of(property).clear();
        changed
    }

    /// The address of another page of this question.
    pub fn at_page(&self, number: usize) -> String {
        Self { page: if number == 1 { String::new() } else { number.to_string() }, ..self.clone() }.address()
    }

    /// The address of this question in another order.
    pub fn sorted(&self, sort: &str) -> String {
        Self { sort: sort.to_owned(), page: String::new(), ..self.clone() }.address()
    }

    /// The address of other words with the same filters.
    pub fn with_words(&self, words: &str) -> String {
        Self { q: words.to_owned(), page: String::new(), ..self.clone() }.address()
    }

    /// The same words, for people (`people`) or discussions (empty), in the same towns.
    pub fn in_tab(&self, tab: &str) -> String {
        let similar_to = self.similar_to.clone();
        Self { tab: tab.to_owned(), q: self.q.clone(), similar_to, ..Self::default() }.address()
    }

    /// Where this is asked.
    pub fn address(&self) -> String {
        let mut all = vec![("q", self.q.as_str()), ("tab", &self.tab), ("room", &self.room)];
        for name in PROPERTIES.iter().map(|property| property.name).chain([SIMILAR_TO]) {
            all.extend(self.chosen(name).iter().map(|value| (name, value.as_str())));
        }
        all.extend([("from", self.from.as_str()), ("to", &self.to), ("sort", &self.sort), ("page", &self.page)]);
        links::with_query(links::SEARCH, all)
    }

    /// The question alone, whatever its order, its page and the way in which it was typed. Nothing is left out that narrows.
    #[must_use]
    pub fn question(&self) -> Self {
        let mut asked = self.clone();
        asked.q = self.words().split_whitespace().collect::<Vec<_>>().join(" ");
        for text in [&mut asked.tab, &mut asked.sort, &mut asked.page] {
            text.clear();
        }
        // A day that is none does not narrow.
        asked.from = asked.first_instant().map_or(String::new(), |_| self.from.trim().to_owned());
        asked.to = asked.instant_after().map_or(String::new(), |_| self.to.trim().to_owned());
        for name in PROPERTIES.iter().map(|property| property.name).chain([SIMILAR_TO]) {
            let values = asked.values_of(name);
            values.retain(|value| !value.is_empty());
            values.sort();
            values.dedup();
        }
        asked
    }

    /// How many filters are set beside the words.
    pub fn filters(&self) -> usize {
        PROPERTIES.iter().map(|p| self.chosen(p.name).len()).sum::<usize>()
            + self.similar_to.len()
            + usize::from(!self.room.is_empty())
            + usize::from(self.first_instant().is_some())
            + usize::from(self.instant_after().is_some())
    }
}
