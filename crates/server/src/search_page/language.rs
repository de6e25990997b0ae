//! Conditions that can be typed among the words of a question, in English and in Japanese: `room:pref-11`, 部屋:埼玉県.
//!
//! A value that is not known is no condition: it is looked for like any other word. Nothing that is typed here widens what
//! may be seen, since only rooms of the scope are known.

use directory::Roster;
use kernel::places::Municipality;
use kernel::terms::{self, Terms};
use kernel::{Places, RoomId, Scope, Timestamp};
use search::analysis::norm::normal;
use search::{Ask, signs};

use super::alike::TOWN;
use super::days::Days;

/// What somebody knows who asks: places, and the rooms that they may look into.
#[derive(Clone, Copy)]
pub struct Language<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Groups and their rooms.
    pub roster: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// What a condition asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// One of these slugs of a facet.
    Tag(&'static str, Vec<String>),
    /// One of these rooms.
    Rooms(Vec<RoomId>),
    /// Not before this instant.
    From(Timestamp),
    /// Before this instant.
    To(Timestamp),
}

/// Properties with a list of values: how their names are typed, how the index calls them, and the list.
const LISTS: [(&[&str], &str, Terms); 8] = [
    (&["kind", "種類"], "kind", terms::KINDS),
    (&["is", "state", "状態"], "state", forum::threads::STATES),
    (&["by", "所属", "所属先"], "by", terms::AFFILIATIONS),
    (&["size", "規模", "人口"], "size", terms::VEILED_POPULATIONS),
    (&["theme", "tag", "テーマ", "タグ"], "theme", terms::THEMES),
    (&["scene", "tag", "場面", "タグ"], "scene", terms::SCENES),
    (&["item", "tag", "項目", "事業項目", "タグ"], "item", terms::ITEMS),
    (&["has", "添付", "添付ファイル", "ファイル", "資料"], "has", super::params::HAS),
];

/// Other words for values of the lists.
const WORDS: [(&str, &str, &[&str]); 5] = [
    ("state", "solved", &["解決", "解決した", "済"]),
    ("state", "unanswered", &["未回答", "回答なし", "返信なし"]),
    ("state", "open", &["未解決", "受付中"]),
    ("kind", "practice", &["取組", "取り組み", "共有", "事例"]),
    ("has", "file", &["files", "attachment", "attachments", "ファイル", "添付", "資料", "あり", "有り", "有", "yes"]),
];

/// Words for having nothing.
const NONE: [&str; 5] = ["なし", "無し", "無", "no", "none"];

impl Language<'_> {
    /// The question with its conditions taken out of its words, and these as they were typed.
    #[must_use]
    pub fn read(&self, mut ask: Ask) -> (Ask, String) {
        let signed = signs(&ask.words, |name, value| self.understand(name, &normal(value)));
        ask.words = signed.words;
        let mut rooms = Vec::new();
        for (condition, wanted) in signed.signs {
            match (condition, wanted) {
                (Condition::Tag(facet, slugs), true) => add_filter(&mut ask, facet, slugs),
                (Condition::Tag(facet, slugs), false) => {
                    ask.without.extend(slugs.into_iter().map(|slug| (facet.to_owned(), slug)));
                }
                (Condition::Rooms(known), true) => rooms.extend(known),
                (Condition::Rooms(known), false) => ask.without_rooms.extend(known),
                (Condition::From(at), true) | (Condition::To(at), false) => ask.from = ask.from.max(Some(at)),
                (Condition::To(at), true) | (Condition::From(at), false) => {
                    ask.to = Some(ask.to.map_or(at, |to| to.min(at)));
                }
            }
        }
        narrow_to(&mut ask, rooms);
        (ask, signed.typed)
    }

    fn understand(&self, name: &str, value: &str) -> Option<(Condition, bool)> {
        let yes = |condition| Some((condition, true));
        match name {
            "room" | "部屋" => yes(Condition::Rooms(self.rooms(value)?)),
            "pref" | "県" | "都道府県" => yes(Condition::Tag("pref", self.prefectures(value)?)),
            "similar_to" | "似た自治体" | "似た市町村" => yes(Condition::Tag(TOWN, self.alike(value)?)),
            "year" | "年度" => yes(Condition::Tag("year", vec![Days::fiscal_year(value)?.to_string()])),
            "after" | "from" | "から" | "以降" => yes(Condition::From(Days::read(value)?.first)),
            "before" => yes(Condition::To(Days::read(value)?.first)),
            "to" | "まで" | "以前" => yes(Condition::To(Days::read(value)?.after)),
            _ => of_lists(name, value),
        }
    }

    fn rooms(&self, value: &str) -> Option<Vec<RoomId>> {
        let rooms: Vec<_> = self.roster.rooms_within(self.scope, self.places).collect();
        let named = |is: &dyn Fn(&str) -> bool| -> Vec<RoomId> {
            rooms.iter().filter(|room| is(&normal(&room.name))).map(|room| room.id).collect()
        };
        let by_slug: Vec<RoomId> = rooms.iter().filter(|room| room.slug == value).map(|room| room.id).collect();
        first_found([by_slug, named(&|name| name == value), named(&|name| name.starts_with(value))])
    }

    /// The towns like the one with this code, or like all that have this name.
    fn alike(&self, value: &str) -> Option<Vec<String>> {
        let named = |place: &&Municipality| place.code == value || normal(&place.name) == value;
        let codes: Vec<&str> = self.places.municipalities().filter(named).map(|place| place.code.as_str()).collect();
        let near = self.roster.towns(self.places).nearest(&codes);
        first_found([near.iter().map(|near| near.town.code.clone()).collect()])
    }

    fn prefectures(&self, value: &str) -> Option<Vec<String>> {
        let all = self.places.prefectures();
        let such = |is: &dyn Fn(&kernel::places::Prefecture) -> bool| -> Vec<String> {
            all.iter().filter(|prefecture| is(prefecture)).map(|prefecture| prefecture.code.clone()).collect()
        };
        first_found([
            such(&|p| p.code == value),
            such(&|p| p.name == value),
            such(&|p| is_without_suffix(&p.name, value)),
        ])
    }
}

/// A room that was chosen beside the words, and those that were typed, are asked for together.
fn narrow_to(ask: &mut Ask, typed: Vec<RoomId>) {
    if typed.is_empty() {
        return;
    }
    if ask.rooms.is_empty() {
        ask.rooms = typed;
    } else {
        ask.rooms.retain(|room| typed.contains(room));
        if ask.rooms.is_empty() {
            ask.scope = Scope::default();
        }
    }
}

/// 埼玉 for 埼玉県; 北海道 has nothing to leave out.
fn is_without_suffix(name: &str, value: &str) -> bool {
    name.strip_suffix(['県', '府', '都']).is_some_and(|short| short == value)
}

/// A value of one of the lists, by its slug or its name or by how either begins. A file can also be there or not.
fn of_lists(name: &str, value: &str) -> Option<(Condition, bool)> {
    let lists = LISTS.iter().filter(|(names, _, _)| names.contains(&name));
    let mut found = lists.filter_map(|(_, facet, list)| {
        if *facet == "has" && NONE.contains(&value) {
            return Some((Condition::Tag(facet, vec!["file".to_owned()]), false));
        }
        let other = WORDS.iter().filter(|(of, _, words)| of == facet && words.contains(&value));
        let other: Vec<String> = other.map(|(_, slug, _)| (*slug).to_owned()).collect();
        let such = |is: &dyn Fn(&str) -> bool| -> Vec<String> {
            let terms = list.iter().filter(|term| is(term.slug) || is(&normal(term.name)));
            terms.map(|term| term.slug.to_owned()).collect()
        };
        let begins = |text: &str| value.chars().nth(1).is_some() && text.starts_with(value);
        let holds = |text: &str| value.chars().nth(1).is_some() && text.contains(value);
        let slugs = first_found([other, such(&|text| text == value), such(&begins), such(&holds)])?;
        Some((Condition::Tag(facet, slugs), true))
    });
    found.next()
}

fn first_found<T, const N: usize>(ways: [Vec<T>; N]) -> Option<Vec<T>> {
    ways.into_iter().find(|found| !found.is_empty())
}

fn add_filter(ask: &mut Ask, facet: &str, slugs: Vec<String>) {
    match ask.filters.iter_mut().find(|(known, _)| known == facet) {
        Some((_, chosen)) => chosen.extend(slugs),
        None => ask.filters.push((facet.to_owned(), slugs)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    static PLACES: LazyLock<Places> = LazyLock::new(|| directory::reference::embedded().unwrap());

    fn may_see() -> Scope {
        Scope::of([RoomId::JAPAN, RoomId::prefecture("11").unwrap()].into(), [].into())
    }

    fn read(words: &str) -> Ask {
        let (scope, roster) = (may_see(), Roster::default());
        let language = Language { scope: &scope, roster: &roster, places: &PLACES };
        language.read(Ask { words: words.to_owned(), ..Ask::new("thread", scope.clone(), Timestamp::default()) }).0
    }

    /// Names, marks and values in any order, and what nobody would type.
    fn typed() -> impl Strategy<Value = String> {
        let pieces = "room 部屋 pref 県 is 状態 has 添付 size 年度 after まで similar_to : ： \" ” “ - － OR
            pref-13 japan 埼玉県 東京 埼玉 11 13 group solved 解決 なし file 2026-04 令和8年 R99 9999 熊谷市 11202 退院";
        let known = prop::sample::select(pieces.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned);
        let piece = prop_oneof![6 => known, 3 => Just(" ".to_owned()), 1 => "\\PC{0,4}"];
        vec(piece, 0..16).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_widens_what_may_be_seen(typed in typed()) {
            let (ask, scope) = (read(&typed), may_see());
            prop_assert!(ask.scope == scope || ask.scope == Scope::default());
            prop_assert!(ask.rooms.iter().chain(&ask.without_rooms).all(|room| scope.rooms().contains(room)));
            let conditions = ask.filters.len() + ask.without.len() + ask.rooms.len() + ask.without_rooms.len();
            if conditions == 0 && ask.from.is_none() && ask.to.is_none() {
                prop_assert_eq!(ask.words, typed, "what is no condition is looked for");
            }
        }
    }

    fn filters(words: &str) -> Vec<(String, Vec<String>)> {
        read(words).filters
    }

    #[test]
    fn conditions_are_understood_in_both_languages() {
        for (typed, facet, slug) in [
            ("種類：相談", "kind", "consultation"),
            ("kind:practice", "kind", "practice"),
            ("種類:取組", "kind", "practice"),
            ("県:埼玉", "pref", "11"),
            ("pref:11", "pref", "11"),
            ("is:solved", "state", "solved"),
            ("状態:未回答", "state", "unanswered"),
            ("テーマ:ACP", "theme", "acp"),
            ("年度:令和8", "year", "2026"),
            ("添付:あり", "has", "file"),
            ("所属:郡市区医師会", "by", "medical-association"),
        ] {
            let ask = read(&format!("退院 {typed}"));
            assert_eq!(ask.filters, [(facet.to_owned(), vec![slug.to_owned()])], "{typed}");
            assert_eq!(ask.words, "退院", "{typed}");
        }
        let alike = filters("退院 似た自治体:熊谷市");
        assert!(
            alike[0].0 == "town" && alike[0].1.len() == 20 && alike[0].1.contains(&"08203".to_owned()),
            "{alike:?}"
        );
        assert_eq!(filters("similar_to:11202"), alike);
        assert_eq!(filters("所属:医師会")[0].1.len(), 3, "whatever holds the words");
    }

    #[test]
    fn what_is_not_known_is_a_word() {
        for typed in [
            "部屋:ひみつ",
            "room:pref-13",
            "部屋:東京都",
            "県:火星",
            "before:昨日",
            "種類:",
            "メモ:退院",
            "by:x",
            "似た自治体:火星市",
        ] {
            let ask = read(typed);
            assert_eq!((ask.words.as_str(), ask.rooms.len(), ask.filters.len()), (typed, 0, 0), "{typed}");
        }
    }

    #[test]
    fn conditions_can_be_turned_round_and_joined() {
        let ask = read("-状態:解決 部屋:埼玉 部屋:全国 -県:埼玉 添付:なし");
        assert_eq!(ask.rooms, [RoomId::prefecture("11").unwrap(), RoomId::JAPAN]);
        let without = [("state", "solved"), ("pref", "11"), ("has", "file")];
        assert_eq!(ask.without, without.map(|(facet, slug)| (facet.to_owned(), slug.to_owned())));
        assert_eq!(ask.words, "");
    }

    #[test]
    fn days_months_and_years_bound_the_time() {
        let day = |iso| Timestamp::start_of_day(iso);
        let bounds = |typed| (read(typed).from, read(typed).to);
        assert_eq!(bounds("after:2026-04-01"), (day("2026-04-01"), None));
        assert_eq!(bounds("から:令和8年4月"), (day("2026-04-01"), None));
        assert_eq!(bounds("before:2026-04"), (None, day("2026-04-01")));
        assert_eq!(bounds("まで:2026/4"), (None, day("2026-05-01")));
        assert_eq!(bounds("から:R8.4.1 まで:2026"), (day("2026-04-01"), day("2027-01-01")));
    }
}
