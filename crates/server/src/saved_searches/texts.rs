//! What a saved search asks of discussions: the words and filters of the results page, without order and page.

use accounts::sessions::hash;
use directory::Roster;
use directory::people::Reader;
use kernel::clock::fiscal_year;
use kernel::{Places, Timestamp, Viewer, terms, text};
use search::Ask;
use web::forms::{fields, from_fields};

use crate::search_page::alike;
use crate::search_page::params::{PROPERTIES, Params, Property, Values};

/// Most bytes of a question as an address: 2,000 characters and every filter.
const MOST_BYTES: usize = 32 * 1024;

/// A question that can be saved: it asks for something.
#[derive(Clone, Debug)]
pub struct Texts {
    params: Params,
    query: String,
}

impl Texts {
    /// The question of a results page; nothing where nothing is asked of discussions.
    pub fn of(params: &Params) -> Option<Self> {
        let question = params.question();
        let asks = !params.is_people() && (!question.q.is_empty() || question.filters() > 0);
        let query = question.address().split_once('?').map(|(_, query)| query.to_owned())?;
        (asks && query.len() <= MOST_BYTES).then_some(Self { params: question, query })
    }

    /// The question that these parameters ask.
    pub fn read(query: &str) -> Option<Self> {
        let fields = fields(query).filter(|_| query.len() <= MOST_BYTES)?;
        Self::of(&from_fields(&fields)?)
    }

    /// As it is stored: the parameters of its page.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// What was typed.
    pub fn words(&self) -> &str {
        &self.params.q
    }

    /// Its results page, the newest first.
    pub fn address(&self) -> String {
        self.params.sorted("new")
    }

    /// The same for the same question in other widths.
    pub fn digest(&self) -> String {
        let words = text::nfkc(&self.params.q).split_whitespace().collect::<Vec<_>>().join(" ");
        hash(&self.params.with_words(&words))
    }

    /// What the index is asked in somebody's name.
    pub fn ask(&self, viewer: &Viewer, people: &Roster, places: &Places, now: Timestamp) -> Ask {
        self.params.discussions(viewer, people, places, now).0
    }

    /// In words: 「退院　様式／状態：解決／部屋：埼玉県」. A room that its owner does not read is not named.
    pub fn in_words(&self, reader: Reader) -> String {
        let Reader { viewer, people, places } = reader;
        let Params { q, room, from, to, .. } = &self.params;
        let mut parts = vec![q.clone()];
        for property in &PROPERTIES {
            let names: Vec<String> =
                self.params.chosen(property.name).iter().map(|slug| name(property, slug, places)).collect();
            parts.extend((!names.is_empty()).then(|| format!("{}：{}", property.legend, names.join("、"))));
        }
        let alike = alike::asked(&self.params, viewer, people, places);
        parts.extend(alike.chosen.iter().map(|like| format!("似た自治体：{}", like.label)));
        if !room.is_empty() {
            let known = people.room_by_slug(places, room).filter(|room| viewer.reads(room.id));
            parts.push(format!("部屋：{}", known.map_or("いまは見られない部屋", |room| room.name.as_str())));
        }
        let day = |typed: &str| Timestamp::start_of_day(typed).map(Timestamp::japanese_date);
        parts.extend(day(from).map(|day| format!("{day}から")));
        parts.extend(day(to).map(|day| format!("{day}まで")));
        parts.retain(|part| !part.is_empty());
        parts.join("／")
    }
}

/// What people read for a value of a property.
fn name(property: &Property, slug: &str, places: &Places) -> String {
    let name = match property.values {
        Values::Terms(list) => terms::name(list, slug).map(str::to_owned),
        Values::Prefectures => places.prefecture(slug).map(|prefecture| prefecture.name.clone()),
        Values::Years => slug.parse().ok().map(fiscal_year),
    };
    name.unwrap_or_else(|| "不明".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_is_one_however_it_was_typed() {
        let digest = |query: &str| Texts::read(query).expect("a question").digest();
        let plain = digest("q=%E9%80%80%E9%99%A2+ICT&theme=acp&theme=hospital");
        for same in [
            "q=%E9%80%80%E9%99%A2%E3%80%80ICT+&theme=hospital&theme=acp&theme=acp&page=3&sort=thanks",
            "q=%E9%80%80%E9%99%A2+%EF%BC%A9%EF%BC%A3%EF%BC%B4&theme=acp&theme=hospital&from=x&kind=",
        ] {
            assert_eq!(digest(same), plain, "{same}");
        }
        for other in ["q=%E9%80%80%E9%99%A2+ICT&theme=acp", "q=ICT+%E9%80%80%E9%99%A2&theme=acp&theme=hospital"] {
            assert_ne!(digest(other), plain, "{other}");
        }
    }

    #[test]
    fn what_asks_for_nothing_or_for_people_is_no_question() {
        for nothing in ["", "q=+", "sort=new&page=2", "q=a&tab=people", "from=yesterday"] {
            assert!(Texts::read(nothing).is_none(), "{nothing}");
        }
        assert_eq!(Texts::read("state=open").expect("a question").query(), "state=open");
    }
}
