//! 「熊谷市の近く」: people who serve a place that was named, one that borders on it, or one of its medical area.

use std::collections::{BTreeSet, HashMap};

use kernel::Places;

use super::traits::{Facet, Traits};
use crate::claims::Towns;
use crate::places::across_the_border;
use crate::roster::fold;

/// How people say it, in the form in which words are compared.
const NEAR: [&str; 12] =
    ["近く", "ちかく", "付近", "近辺", "周辺", "近隣", "隣", "となり", "あたり", "周り", "まわり", "近い"];
/// What may stand between a place and these.
const OF: [char; 2] = ['の', 'に'];
/// What joins these to what follows.
const AND: [&str; 4] = ["にいる", "の", "で", "に"];
/// Words that ask for nobody in particular.
const ANYBODY: [&str; 6] = ["人", "ひと", "方", "かた", "担当者", "仲間"];

/// How near a place is to one that was named, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ring {
    /// The place itself.
    Itself,
    /// It borders on it.
    Neighbour,
    /// It lies in the same medical area.
    SameArea,
}

/// The places around those that were named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vicinity {
    /// What was named; several where places share a name.
    pub named: Vec<String>,
    /// How near each place is, and to which of those.
    rings: HashMap<String, (Ring, String)>,
}

impl Vicinity {
    /// What is meant by words, and the words that are left; nothing when no word names what is near a place.
    pub(super) fn read<'a>(words: &[&'a str], places: &Places) -> Option<(Self, Vec<&'a str>)> {
        let says_near = |word: &&str| NEAR.iter().any(|near| fold(word).contains(near));
        if !words.iter().any(says_near) {
            return None;
        }
        let towns = Towns::new(places);
        words.iter().enumerate().filter(|(_, word)| says_near(word)).find_map(|(at, word)| {
            let (first, named, after) = splits(word).find_map(|(name, after)| {
                // 「熊谷市の近く」, or 「熊谷市」 and 「近く」.
                let first = if is_joint(&name) { words[..at].iter().rposition(|word| !is_joint(word))? } else { at };
                let name = if first == at { &name } else { words[first] };
                // 「いのの近く」 is near いの町.
                let ways = [name, name.strip_suffix(OF).unwrap_or(name)];
                let named = ways.into_iter().map(|way| towns.meant(way)).find(|named| !named.is_empty())?;
                Some((first, named, after))
            })?;
            let mut rest = words[..first].to_vec();
            rest.extend(following(after, &words[at + 1..]));
            Some((Self::around(named, places), rest))
        })
    }

    fn around(named: BTreeSet<&str>, places: &Places) -> Self {
        let mut rings: HashMap<String, (Ring, String)> = HashMap::new();
        let mut put = |code: &str, ring: Ring, of: &str| {
            let known = rings.entry(code.to_owned()).or_insert_with(|| (ring, of.to_owned()));
            if ring < known.0 {
                *known = (ring, of.to_owned());
            }
        };
        for code in &named {
            put(code, Ring::Itself, code);
            for other in across_the_border(code, places) {
                put(&other.code, Ring::Neighbour, code);
            }
            let areas = places.municipality(code).map_or(&[][..], |place| &place.areas);
            let inside = places.municipalities().filter(|other| other.areas.iter().any(|area| areas.contains(area)));
            inside.for_each(|other| put(&other.code, Ring::SameArea, code));
        }
        Self { named: named.into_iter().map(str::to_owned).collect(), rings }
    }

    /// The nearest place that somebody serves: how near it is, its code, and to what.
    pub fn nearest<'a>(&'a self, traits: &'a Traits) -> Option<(Ring, &'a str, &'a str)> {
        let served = traits.of_facet(Facet::Municipality).iter();
        let near = served.filter_map(|code| self.rings.get(code).map(|(ring, of)| (*ring, code.as_str(), of.as_str())));
        near.min()
    }

    /// Why somebody is there: 「行田市は熊谷市のとなり」
    pub fn reason(&self, traits: &Traits, places: &Places) -> Option<String> {
        let (ring, code, of) = self.nearest(traits)?;
        let (place, of) = (places.told_apart(code), places.told_apart(of));
        Some(match ring {
            Ring::Itself => format!("{place}を担当"),
            Ring::Neighbour => format!("{place}は{of}のとなり"),
            Ring::SameArea => format!("{place}は{of}と同じ医療圏"),
        })
    }

    /// What is looked at, in words: 「熊谷市（埼玉県）と、となりの市町村、同じ医療圏の市町村」
    pub fn label(&self, places: &Places) -> String {
        let names: Vec<String> = self.named.iter().map(|code| places.full_name(code)).collect();
        format!("{}と、となりの市町村、同じ医療圏の市町村", names.join("・"))
    }
}

/// The places that words name without asking for what is near them; of several words, those of the first that is one.
pub(super) fn named(words: &str, places: &Places) -> Vec<String> {
    let towns = Towns::new(places);
    let mut meant = words.split_whitespace().map(|word| towns.meant(word));
    meant.find(|codes| !codes.is_empty()).into_iter().flatten().map(str::to_owned).collect()
}

/// A word cut behind each way of saying near: what stands before it, folded, and what follows. 「熊谷市隣保館」 says no such
/// thing, so something must join what follows.
fn splits(word: &str) -> impl Iterator<Item = (String, &str)> {
    let ends = word.char_indices().map(|(start, letter)| start + letter.len_utf8());
    ends.filter_map(|end| {
        let folded = fold(&word[..end]);
        let name = NEAR.iter().filter_map(|near| folded.strip_suffix(near)).min_by_key(|name| name.len())?;
        let after = &word[end..];
        let joined = AND.iter().find_map(|and| after.strip_prefix(and));
        // 「近い」 stands before a noun by itself.
        let joined = joined.or_else(|| (after.is_empty() || folded.ends_with("近い")).then_some(after))?;
        Some((name.to_owned(), joined))
    })
}

/// Whether a word only joins two others.
fn is_joint(word: &str) -> bool {
    word.trim_end_matches(OF).is_empty()
}

/// What is asked for beside the place, after the word that says near: 「の看護師」 is 「看護師」, and 「の人」 nothing.
fn following<'a>(after: &'a str, others: &[&'a str]) -> Vec<&'a str> {
    let is_kana = |rest: &str| rest.starts_with(|c| matches!(c, 'ぁ'..='ん'));
    // 「のだ」 is a name and 「の看護師」 none.
    let joined = |word: &'a str| word.strip_prefix('の').filter(|rest| !is_kana(rest)).unwrap_or(word);
    let others = others.iter().enumerate().map(|(at, word)| if at == 0 { joined(word) } else { *word });
    [after].into_iter().chain(others).filter(|word| !word.is_empty() && !ANYBODY.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    fn named(text: &str, places: &Places) -> Option<(Vec<String>, String)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        Vicinity::read(&words, places).map(|(vicinity, rest)| (vicinity.named, rest.join(" ")))
    }

    #[test]
    fn a_place_is_named_in_the_ways_in_which_people_say_it() {
        let places = places();
        for (text, codes, rest) in [
            ("熊谷市の近く", vec!["11202"], ""),
            ("熊谷市 近く", vec!["11202"], ""),
            ("熊谷市の 近く", vec!["11202"], ""),
            ("熊谷の近く", vec!["11202"], ""),
            ("くまがやしのちかく 看護師", vec!["11202"], "看護師"),
            ("埼玉県熊谷市周辺", vec!["11202"], ""),
            ("認知症 熊谷市のとなり", vec!["11202"], "認知症"),
            ("府中市の近く", vec!["13206", "34208"], ""),
            ("府中市（東京都）の近く", vec!["13206"], ""),
            ("竜ヶ崎市の近く", vec!["08208"], ""),
            ("中原区の近く", vec!["14133"], ""),
            ("熊谷市付近", vec!["11202"], ""),
            ("熊谷市に近い", vec!["11202"], ""),
            ("熊谷市の周り", vec!["11202"], ""),
            ("熊谷市の周辺", vec!["11202"], ""),
            ("熊谷市の隣", vec!["11202"], ""),
            ("熊谷市の近隣", vec!["11202"], ""),
            ("熊谷市 の 近く", vec!["11202"], ""),
            ("熊谷市 の近く", vec!["11202"], ""),
            ("認知症　熊谷市 の 近く の 看護師", vec!["11202"], "認知症 看護師"),
            ("熊谷市の近くの看護師", vec!["11202"], "看護師"),
            ("熊谷市の近く の看護師 認知症", vec!["11202"], "看護師 認知症"),
            ("熊谷市に近い方", vec!["11202"], ""),
            ("熊谷市の近くにいる人", vec!["11202"], ""),
            ("熊谷市の近くで 認知症", vec!["11202"], "認知症"),
            ("熊谷市の近く のだ", vec!["11202"], "のだ"),
            ("いのの近く", vec!["39386"], ""),
            ("いの 近く", vec!["39386"], ""),
        ] {
            let codes = codes.into_iter().map(str::to_owned).collect();
            assert_eq!(named(text, &places), Some((codes, rest.to_owned())), "{text}");
        }
        for text in ["熊谷市", "近く", "の 近く", "まぼろし市の近く", "近くの病院", "隣の熊谷市", "熊谷市隣保館", ""]
        {
            assert_eq!(named(text, &places), None, "{text}");
        }
    }
}
