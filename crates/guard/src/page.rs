//! A text under examination: what every rule may ask.

use std::ops::Range;

use regex::{Captures, Regex};

use crate::context::Context;
use crate::cues::{Cue, Cues};
use crate::finding::Level;
use crate::lexicon::Lexicon;
use crate::patterns::{Pattern, compile};
use crate::reading::Reading;

/// A text under examination.
pub(crate) struct Page<'a> {
    /// Its normal form.
    pub reading: &'a Reading,
    /// What it is about.
    pub cues: &'a Cues,
    /// Names and places.
    pub lexicon: &'a Lexicon,
    /// What is known of the author.
    pub context: &'a Context,
    /// Addresses of the web, whose digits mean nothing here.
    links: Vec<Range<usize>>,
}

static LINK: Pattern = Pattern::new(|| compile(r"(?:https?|ftp)://[!-~]{1,500}"));

/// An organisation whose number or address follows.
static ORGANISATION: Pattern = Pattern::new(|| {
    compile(
        r"(?:病院|医院|クリニック|診療所|ステーション|薬局|センター|事業所|公民館|会館|役場|役所|保健所|医師会|協議会|事務所|支所|本部|学校|大学|消防署|(?:<K>課|<K>係|<K>室|<K>局|<K>部))[^。\n]{0,3}(?:TEL|Tel|tel|電話|FAX|Fax|所在地|住所|直通|番号)?[^。\n]{0,4}$",
    )
});

/// A public building that an address leads to.
static BUILDING: Pattern = Pattern::new(|| {
    compile(
        r"^[\s)(「『、・:]{0,3}[^。\n]{0,14}(?:センター|会館|公民館|病院|クリニック|役所|役場|ホール|プラザ|庁舎|事務所|薬局|保健所|大学)",
    )
});

impl<'a> Page<'a> {
    /// Opens a text.
    pub fn new(reading: &'a Reading, cues: &'a Cues, lexicon: &'a Lexicon, context: &'a Context) -> Self {
        let links = LINK.find_iter(&reading.text).map(|it| reading.chars_of(it.range())).collect();
        Self { reading, cues, lexicon, context, links }
    }

    /// All matches of an expression, with their place in characters.
    pub fn matches(&self, pattern: &Regex) -> impl Iterator<Item = (Range<usize>, Captures<'_>)> {
        pattern.captures_iter(&self.reading.text).filter_map(|captures| {
            let whole = self.reading.chars_of(captures.get(0)?.range());
            Some((whole, captures))
        })
    }

    /// The place of a group in characters, if it took part.
    pub fn group(&self, captures: &Captures<'_>, group: usize) -> Option<Range<usize>> {
        captures.get(group).map(|it| self.reading.chars_of(it.range()))
    }

    /// Whether this lies in an address of the web.
    pub fn is_link(&self, range: &Range<usize>) -> bool {
        let next = self.links.partition_point(|link| link.end <= range.start);
        self.links.get(next).is_some_and(|link| link.start < range.end)
    }

    /// How serious a number or address is by which somebody, or an office, is reached; `None` where nothing tells.
    pub fn reach(&self, range: &Range<usize>) -> Option<Level> {
        let sentence = self.cues.sentence(range);
        let left = range.start.saturating_sub(22).max(sentence.start)..range.start;
        let right = range.end..(range.end + 14).min(sentence.end);
        let tell = |part: &Range<usize>| {
            let office = self.cues.has(Cue::Office, part);
            (self.cues.has(Cue::Person, part), office)
        };
        if ORGANISATION.is_match(self.reading.slice(&left))
            && !self.cues.has(Cue::Person, &(range.start.saturating_sub(8)..range.start))
        {
            return Some(Level::Hint);
        }
        match (tell(&left), tell(&right)) {
            ((true, false), _) | ((false, false), (true, false)) => return Some(Level::Warn),
            ((false, true), (false, _)) | ((false, false), (false, true)) => return Some(Level::Hint),
            _ => {}
        }
        if BUILDING.is_match(self.reading.right(range.end, 30)) {
            return Some(Level::Hint);
        }
        greater(self.cues.balance(range)).or_else(|| greater(self.cues.wide_balance(range)))
    }
}

/// What the greater side says.
fn greater((person, office): (usize, usize)) -> Option<Level> {
    match person.cmp(&office) {
        std::cmp::Ordering::Greater => Some(Level::Warn),
        std::cmp::Ordering::Less => Some(Level::Hint),
        std::cmp::Ordering::Equal => None,
    }
}
