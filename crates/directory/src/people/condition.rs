//! What somebody has asked the directory and keeps: its words and filters, without order and page.

use kernel::{PersonId, Places, Viewer};
use web::forms::{fields, from_fields};

use super::forms::DirectoryQuery;
use super::{Facet, Filter, Sort};
use crate::likeness::{Asked, own_towns};
use crate::roster::{Person, Roster};

/// In whose name something is asked, of what is known now.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Who asks.
    pub viewer: &'a Viewer,
    /// Everybody, as of now.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// A question to the directory that asks for something.
#[derive(Clone, Debug)]
pub struct Condition(Filter);

impl Condition {
    /// The condition of a page of the directory; nothing where everybody is shown.
    pub fn of(filter: &Filter) -> Option<Self> {
        filter.asks().then(|| Self(filter.sorted(Sort::default())))
    }

    /// The condition that these parameters ask.
    pub fn read(query: &str, places: &Places) -> Option<Self> {
        let (filter, problem) = from_fields::<DirectoryQuery>(&fields(query)?)?.parse(places).ok()?;
        Self::of(&filter).filter(|_| problem.is_none())
    }

    /// As it is stored: the parameters of its page.
    pub fn query(&self) -> String {
        let address = self.0.href();
        address.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned())
    }

    /// Its page, the newest members first.
    pub fn address(&self) -> String {
        self.0.sorted(Sort::New).href()
    }

    /// The address of the page on which it can be saved.
    pub fn saving_address(&self) -> String {
        web::links::with_query(web::links::NEW_SEARCH, [("about", "people")].into_iter().chain(self.0.fields()))
    }

    /// The same with its words in one width and its values in one order.
    #[must_use]
    pub fn normal(&self) -> Self {
        let words = kernel::text::nfkc(&self.0.words).split_whitespace().collect::<Vec<_>>().join(" ");
        Self(self.0.in_order().saying(&words))
    }

    /// In words: 「熊谷市の近く／テーマ：入退院支援」
    pub fn in_words(&self, reader: Reader) -> String {
        let like =
            self.asked(reader).chosen.iter().map(|like| format!("似た自治体：{}", like.label)).collect::<Vec<_>>();
        let facets = Facet::ALL.into_iter().filter(|facet| !self.0.chosen(*facet).is_empty()).map(|facet| {
            let names: Vec<String> =
                self.0.chosen(facet).iter().map(|value| facet.label(value, reader.places)).collect();
            format!("{}：{}", facet.legend(), names.join("、"))
        });
        let words = (!self.0.words.is_empty()).then(|| self.0.words.clone());
        words.into_iter().chain(facets).chain(like).collect::<Vec<_>>().join("／")
    }

    /// Those of some people whom the directory shows and who fulfil it; never the one who asks.
    pub fn met_by<'p>(&self, some: impl Iterator<Item = &'p Person>, reader: Reader) -> Vec<&'p Person> {
        let asked = self.asked(reader);
        let others = some.filter(|person| person.listed && person.id != reader.viewer.id());
        let (filter, asked) = (&self.0, &asked);
        others.filter(|person| filter.is_met_by(person) && asked.admits(&person.traits)).collect()
    }

    /// Everybody who fulfils it now.
    pub fn everybody(&self, reader: Reader) -> Vec<PersonId> {
        self.met_by(reader.people.listed(), reader).into_iter().map(|person| person.id).collect()
    }

    fn asked<'a>(&self, reader: Reader<'a>) -> Asked<'a> {
        let Reader { viewer, people, places } = reader;
        let own = people.person(viewer.id()).map_or_else(Vec::new, |person| own_towns(person, places));
        Asked::of(&self.0.similar_to, &own, people.towns(places), places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn the_same_condition_is_one_however_it_was_chosen() {
        let places = places();
        let normal = |query: &str| Condition::read(query, &places).expect("a condition").normal().query();
        let plain = normal("q=%E7%9C%8B%E8%AD%B7%E5%B8%AB+ICT&pref=11&theme=acp&theme=hospital");
        for same in [
            "q=%E7%9C%8B%E8%AD%B7%E5%B8%AB%E3%80%80%EF%BC%A9%EF%BC%A3%EF%BC%B4&theme=hospital&theme=acp&pref=11",
            "q=%E7%9C%8B%E8%AD%B7%E5%B8%AB+ICT&pref=11&theme=acp&theme=acp&theme=hospital&page=3&sort=new&bloc=",
        ] {
            assert_eq!(normal(same), plain, "{same}");
        }
        assert_ne!(normal("q=ICT&pref=11&theme=acp&theme=hospital"), plain);
    }

    #[test]
    fn what_shows_everybody_is_no_condition() {
        let places = places();
        for nothing in ["", "q=+", "sort=new&page=2", "pref=", "state=open"] {
            assert!(Condition::read(nothing, &places).is_none(), "{nothing}");
        }
        assert_eq!(Condition::read("similar_to=mine&page=2", &places).expect("a condition").query(), "similar_to=mine");
    }
}
