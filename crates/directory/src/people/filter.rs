//! What somebody asks the directory for: words, values of facets, order, page; and its address.

use kernel::Places;
use search::analysis::kana::of_romaji;
use web::links;

use super::traits::Facet;
use super::vicinity::{Vicinity, named};
use crate::roster::{Person, fold};

/// Name in addresses of the towns that the people shall serve.
pub const SIMILAR_TO: &str = "similar_to";

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Nearest first, then by よみ.
    #[default]
    Near,
    /// By よみ.
    Kana,
    /// Newest members first.
    New,
}

/// The question.
///
/// Several values of one facet widen it (保健師 or 看護師), different facets narrow it, and so does every word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words as typed.
    pub words: String,
    /// What each of them may be written as; [`Filter::vicinity`] has taken some away.
    folded: Vec<Vec<String>>,
    /// The place that the words name, if they ask for what is near one.
    pub vicinity: Option<Vicinity>,
    values: [Vec<String>; Facet::ALL.len()],
    /// Codes of municipalities, or `mine`: people who serve one of the towns like these.
    pub similar_to: Vec<String>,
    /// The order.
    pub sort: Sort,
    /// The page, from 1; it may lie behind the last one.
    pub page: usize,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Near, Self::Kana, Self::New];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Kana => "kana",
            Self::New => "new",
        }
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Near => "近い順",
            Self::Kana => "よみ順",
            Self::New => "新しい順",
        }
    }
}

impl Filter {
    /// A question after these words.
    pub fn new(words: &str, sort: Sort, page: usize, places: &Places) -> Self {
        let typed: Vec<&str> = words.split_whitespace().collect();
        let (vicinity, typed) = match Vicinity::read(&typed, places) {
            Some((vicinity, rest)) => (Some(vicinity), rest),
            None => (None, typed),
        };
        let folded = typed.into_iter().map(ways).filter(|ways| !ways.is_empty()).collect();
        Self { words: words.to_owned(), folded, vicinity, sort, page, ..Self::default() }
    }

    /// The same question with these words in the box, which are not searched for.
    #[must_use]
    pub(super) fn saying(mut self, words: &str) -> Self {
        words.clone_into(&mut self.words);
        self
    }

    /// Chosen values of a facet.
    pub fn chosen(&self, facet: Facet) -> &[String] {
        &self.values[facet as usize]
    }

    /// Whether a value is chosen.
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.chosen(facet).iter().any(|chosen| chosen == value)
    }

    /// The municipalities that it names, by words or as a choice.
    pub fn named(&self, places: &Places) -> Vec<String> {
        let chosen = self.chosen(Facet::Municipality);
        match &self.vicinity {
            Some(vicinity) => vicinity.named.clone(),
            None if chosen.is_empty() => named(&self.words, places),
            None => chosen.iter().filter(|code| places.municipality(code).is_some()).cloned().collect(),
        }
    }

    /// How many values are chosen in all.
    pub fn count(&self) -> usize {
        self.values.iter().map(Vec::len).sum::<usize>() + self.similar_to.len()
    }

    /// The same question with one more value.
    #[must_use]
    pub fn with(mut self, facet: Facet, value: &str) -> Self {
        if !self.has(facet, value) {
            self.values[facet as usize].push(value.to_owned());
        }
        self
    }

    /// The first page of the same question with a value added or taken out.
    ///
    /// Together with a region go the narrower choices inside it, which the page no longer offers.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str, places: &Places) -> Self {
        let mut other = Self { page: 1, ..self.clone() };
        if !self.has(facet, value) {
            return other.with(facet, value);
        }
        other.values[facet as usize].retain(|chosen| chosen != value);
        for narrower in [Facet::Prefecture, Facet::Area, Facet::Municipality] {
            if narrower > facet {
                other.values[narrower as usize].retain(|chosen| !lies_in(narrower, chosen, facet, value, places));
            }
        }
        other
    }

    /// The first page of the same question with the towns like one added or taken out.
    #[must_use]
    pub fn toggled_similar(&self, value: &str) -> Self {
        let mut other = Self { page: 1, ..self.clone() };
        match other.similar_to.iter().position(|known| known == value) {
            Some(index) => drop(other.similar_to.remove(index)),
            None => other.similar_to.push(value.to_owned()),
        }
        other
    }

    /// The first page of the same question in another order.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort, page: 1, ..self.clone() }
    }

    /// The same question, another page.
    #[must_use]
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same question with the values of each facet in order.
    #[must_use]
    pub(super) fn in_order(&self) -> Self {
        let mut other = self.clone();
        other.values.iter_mut().for_each(|values| values.sort());
        other.similar_to.sort();
        other
    }

    /// The same words without any chosen value.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self { values: <[Vec<String>; Facet::ALL.len()]>::default(), similar_to: Vec::new(), page: 1, ..self.clone() }
    }

    /// The address of the page that answers this question.
    pub fn href(&self) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let mut parameters = self.fields();
        parameters.push(("page", &page));
        links::with_query(links::COORDINATORS, parameters)
    }

    /// The address of the file with all pages of the answer.
    pub fn export_href(&self) -> String {
        links::with_query("/coordinators/export", self.fields())
    }

    /// Everything but the page, as parameters; an empty value stands for nothing.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let sort = if self.sort == Sort::default() { "" } else { self.sort.name() };
        let values =
            Facet::ALL.into_iter().flat_map(|facet| self.chosen(facet).iter().map(move |v| (facet.name(), v.as_str())));
        let similar = self.similar_to.iter().map(|value| (SIMILAR_TO, value.as_str()));
        [("q", self.words.as_str())].into_iter().chain(values).chain(similar).chain([("sort", sort)]).collect()
    }

    /// Whether a person fulfils everything but the likeness of towns.
    pub(super) fn is_met_by(&self, person: &Person) -> bool {
        self.has_words(person) && self.is_around(person) && self.failing(person).is_empty()
    }

    /// Whether every word is found somewhere in what is known of the person.
    pub(super) fn has_words(&self, person: &Person) -> bool {
        self.folded.iter().all(|ways| ways.iter().any(|way| person.haystack.contains(way.as_str())))
    }

    /// Whether they serve a place near the one that was named.
    pub(super) fn is_around(&self, person: &Person) -> bool {
        self.vicinity.as_ref().is_none_or(|vicinity| vicinity.nearest(&person.traits).is_some())
    }

    /// Whether anything is asked.
    pub(super) fn asks(&self) -> bool {
        !self.folded.is_empty() || self.vicinity.is_some() || self.count() > 0
    }

    /// The facets in which the person has none of the chosen values.
    pub(super) fn failing(&self, person: &Person) -> Vec<Facet> {
        let fails = |facet: &Facet| {
            let chosen = self.chosen(*facet);
            !chosen.is_empty() && !chosen.iter().any(|value| person.traits.has(*facet, value))
        };
        Facet::ALL.into_iter().filter(fails).collect()
    }
}

/// A word as it is compared, and as kana if it was typed with the input method left off.
fn ways(word: &str) -> Vec<String> {
    let folded = fold(word);
    let kana = of_romaji(&folded).map(|kana| fold(&kana));
    [folded].into_iter().chain(kana).filter(|way| !way.is_empty()).collect()
}

/// Whether a region lies in a wider one.
fn lies_in(facet: Facet, value: &str, wider: Facet, outer: &str, places: &Places) -> bool {
    let (prefecture, areas): (&str, &[String]) = match facet {
        Facet::Prefecture => (value, &[]),
        Facet::Area => (places.area(value).map_or("", |area| &area.prefecture), &[]),
        _ => places.municipality(value).map_or(("", &[]), |place| (&place.prefecture, &place.areas)),
    };
    match wider {
        Facet::Bloc => places.prefecture(prefecture).is_some_and(|p| p.bloc == outer),
        Facet::Prefecture => prefecture == outer,
        Facet::Area => areas.iter().any(|area| area == outer),
        _ => false,
    }
}
