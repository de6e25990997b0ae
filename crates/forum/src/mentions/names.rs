//! Finding names after `@` in a text, and people by the first letters of their name.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use directory::{Person, Roster};
use kernel::{PersonId, RoomId};

/// Most people of one text; whoever calls more calls nobody in particular.
const MOST: usize = 20;

/// Most people that are offered while somebody types.
pub(super) const OFFERED: usize = 8;

/// Most letters after `@` that are shown as a name that was not found.
const LONGEST: usize = 12;

/// Who can be mentioned in a room.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<char, Vec<Known>>);

#[derive(Clone, Debug)]
struct Known {
    id: PersonId,
    letters: Vec<char>,
    employers: BTreeSet<String>,
}

impl Names {
    /// Those who read a room and whom the directory shows; nobody as long as the text calls nobody.
    pub fn of(people: &Roster, room: RoomId, text: &str) -> Self {
        let mut names: HashMap<char, Vec<Known>> = HashMap::new();
        if text.contains(is_at) {
            for person in candidates(people, room) {
                let letters = letters(&person.name);
                let employers = person.current().map(|tenure| bare(&tenure.organisation_name)).collect();
                if let Some(first) = letters.first() {
                    names.entry(*first).or_default().push(Known { id: person.id, letters, employers });
                }
            }
        }
        Self(names)
    }

    /// Where in a text somebody is mentioned, in its order.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, PersonId)> {
        let mut found: Vec<(Range<usize>, PersonId)> = Vec::new();
        let mut people = BTreeSet::new();
        for at in calls(text) {
            let is_free = found.last().is_none_or(|(range, _)| range.end <= at);
            if let Some((end, person)) = self.called(text, at).filter(|_| is_free) {
                people.insert(person);
                if people.len() > MOST {
                    break;
                }
                found.push((at..end, person));
            }
        }
        found
    }

    /// What stands after `@` and is nobody's name, or that of several.
    pub fn unknown(&self, text: &str) -> Vec<String> {
        let unknown = calls(text).filter(|at| self.called(text, *at).is_none());
        let words = unknown.map(|at| text[at..].chars().take(LONGEST).take_while(|sign| !ends(*sign)).collect());
        let mut words: Vec<String> = words.filter(|word: &String| word.chars().count() > 1).take(MOST).collect();
        words.dedup();
        words
    }

    /// The one person whose name begins after the `@` at this place, and where it ends: the longest name, and of several
    /// who have it the one whose employer follows in brackets.
    fn called(&self, text: &str, at: usize) -> Option<(usize, PersonId)> {
        let start = at + text[at..].chars().next()?.len_utf8();
        let first = text[start..].chars().next()?;
        let ends = self.0.get(&first)?.iter().filter_map(|known| Some((after(text, start, &known.letters)?, known)));
        let ends: Vec<_> = ends.collect();
        let end = ends.iter().map(|(end, _)| *end).max()?;
        let namesakes: Vec<&Known> = ends.iter().filter(|(it, _)| *it == end).map(|(_, known)| *known).collect();
        let employer = bracketed(&text[end..]);
        let of_employer = |known: &&&Known| employer.is_some_and(|(name, _)| known.employers.contains(&bare(name)));
        match (namesakes.as_slice(), namesakes.iter().filter(of_employer).collect::<Vec<_>>().as_slice()) {
            (_, [one]) => Some((end + employer.map_or(0, |(_, length)| length), one.id)),
            ([one], _) => Some((end, one.id)),
            _ => None,
        }
    }
}

/// A text in which this name after an `@` gives way to other words, with the employer in brackets and the さん that follow.
pub(crate) fn unnamed(text: &str, name: &str, employers: &[String], instead: &str) -> String {
    let letters = letters(name);
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for at in calls(text).filter(|_| !letters.is_empty()) {
        let start = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let Some(mut end) = after(text, start, &letters).filter(|_| at >= done) else { continue };
        if let Some((inner, length)) = bracketed(&text[end..])
            && employers.iter().any(|known| bare(known) == bare(inner))
        {
            end += length;
        }
        let rest = text[end..].trim_start_matches(is_space);
        if let Some(honorific) = ["さん", "様"].iter().find(|it| rest.starts_with(**it)) {
            end = text.len() - rest.len() + honorific.len();
        }
        out.push_str(&text[done..start]);
        out.push_str(instead);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Somebody who is offered, and what is written to mention them.
#[derive(Clone, Debug)]
pub(super) struct Offer<'a> {
    pub person: &'a Person,
    pub words: String,
}

/// Those whose name, or its よみ, begins like this.
pub(super) fn offers<'a>(people: &'a Roster, room: RoomId, typed: &str) -> Vec<Offer<'a>> {
    let namesakes = |person: &Person| candidates(people, room).filter(|it| it.name == person.name).count();
    let offer = |person: &'a Person| {
        let employer = person.current().next().filter(|_| namesakes(person) > 1);
        let brackets = employer.map_or_else(String::new, |tenure| format!("（{}）", tenure.organisation_name));
        Offer { person, words: format!("@{}{brackets}", person.name) }
    };
    people.readers_called(room, typed).into_iter().take(OFFERED).map(offer).collect()
}

fn candidates(people: &Roster, room: RoomId) -> impl Iterator<Item = &Person> {
    people.readers_of(room).filter(|person| person.listed)
}

fn is_at(sign: char) -> bool {
    matches!(sign, '@' | '＠')
}

/// Every `@` that is not within an address.
fn calls(text: &str) -> impl Iterator<Item = usize> {
    let before = |at: usize| text[..at].chars().next_back();
    text.match_indices(is_at)
        .map(|(at, _)| at)
        .filter(move |at| !before(*at).is_some_and(|it| it.is_ascii_alphanumeric()))
}

/// The end of a name that begins here, whether or not there are spaces in it.
fn after(text: &str, start: usize, letters: &[char]) -> Option<usize> {
    let mut signs = text[start..].char_indices();
    let mut end = start;
    for letter in letters {
        let (at, sign) = signs.find(|(at, sign)| *at == 0 || !is_space(*sign))?;
        if sign != *letter {
            return None;
        }
        end = start + at + sign.len_utf8();
    }
    Some(end)
}

/// What stands in brackets at the beginning, and how long it is with them.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let close = inner.find(['）', ')'])?;
    let (name, rest) = inner.split_at(close);
    Some((name, text.len() - rest.len() + rest.chars().next()?.len_utf8()))
}

/// A line break is no space in a name.
fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '　')
}

fn letters(name: &str) -> Vec<char> {
    name.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn bare(name: &str) -> String {
    letters(name).into_iter().collect()
}

fn ends(sign: char) -> bool {
    sign.is_whitespace() || "、。，．,;；（）()「」『』［］[]<>".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(people: &[(i64, &str, &str)]) -> Names {
        let mut names = Names::default();
        for (id, name, employer) in people {
            let letters = letters(name);
            let known = Known { id: PersonId(*id), employers: [bare(employer)].into(), letters };
            names.0.entry(known.letters[0]).or_default().push(known);
        }
        names
    }

    fn found(names: &Names, text: &str) -> Vec<(String, i64)> {
        names.find(text).into_iter().map(|(range, person)| (text[range].to_owned(), person.0)).collect()
    }

    #[test]
    fn a_name_is_found_with_and_without_its_space_and_the_longest_counts() {
        let names = names(&[(1, "佐藤 花子", "甲"), (2, "佐藤 花", "甲"), (3, "田中 一", "乙")]);
        assert_eq!(
            found(&names, "@佐藤 花子さん、＠田中　一様"),
            [("@佐藤 花子".to_owned(), 1), ("＠田中　一".to_owned(), 3)]
        );
        assert_eq!(found(&names, "@佐藤花子"), [("@佐藤花子".to_owned(), 1)]);
        assert_eq!(found(&names, "@佐藤 花さん"), [("@佐藤 花".to_owned(), 2)]);
        assert_eq!(found(&names, "@@佐藤 花子"), [("@佐藤 花子".to_owned(), 1)]);
        for nobody in ["佐藤 花子", "@ 佐藤 花子", "a@佐藤 花子", "@佐藤\n花子", "@佐藤", "@", ""] {
            assert_eq!(found(&names, nobody), [], "{nobody}");
        }
    }

    #[test]
    fn a_name_gives_way_wherever_it_is_called_and_nowhere_else() {
        let employers = ["乙市役所".to_owned()];
        for (text, without) in [
            ("@佐藤 花子さん、＠佐藤花子（乙市役所）様へ", "@誰か、＠誰かへ"),
            ("佐藤 花子さんに聞きました。a@佐藤 花子", "佐藤 花子さんに聞きました。a@佐藤 花子"),
            ("@佐藤 花子（よその所属）", "@誰か（よその所属）"),
            ("@田中 一", "@田中 一"),
        ] {
            assert_eq!(unnamed(text, "佐藤 花子", &employers, "誰か"), without);
        }
    }

    #[test]
    fn of_namesakes_the_employer_decides_and_without_it_nobody_is_called() {
        let names = names(&[(1, "佐藤 花子", "甲市医師会"), (2, "佐藤 花子", "乙市役所"), (3, "田中 一", "丙")]);
        assert_eq!(found(&names, "@佐藤 花子（乙市役所）さん"), [("@佐藤 花子（乙市役所）".to_owned(), 2)]);
        assert_eq!(found(&names, "@佐藤 花子(甲市 医師会)"), [("@佐藤 花子(甲市 医師会)".to_owned(), 1)]);
        assert_eq!(found(&names, "@佐藤 花子さん"), []);
        assert_eq!(found(&names, "@田中 一（よその所属）"), [("@田中 一".to_owned(), 3)]);
        assert_eq!(names.unknown("@佐藤 花子さん、@山田太郎（丁）と@田中 一"), ["@佐藤", "@山田太郎"]);
    }

    #[test]
    fn a_text_full_of_signs_is_read_quickly_and_calls_few() {
        let many: Vec<(i64, String)> = (1..40).map(|id| (id, format!("佐藤{id}番"))).collect();
        let many: Vec<(i64, &str, &str)> = many.iter().map(|(id, name)| (*id, name.as_str(), "甲")).collect();
        let names = names(&many);
        let text = many.iter().map(|(_, name, _)| format!("@{name}")).collect::<Vec<_>>().join("、");
        assert_eq!(names.find(&text).len(), MOST);
        assert_eq!(names.find(&"@佐".repeat(10_000)), []);
        assert!(names.unknown(&"@佐".repeat(10_000)).len() <= MOST);
    }
}
