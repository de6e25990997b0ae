//! The piece of a text that shows why it was found, and which of several texts answers best.
//!
//! Cut from loaded text, never from the index: whoever may not load a text gets no piece of it. Total over all texts
//! and questions; nothing is escaped here.

use std::ops::Range;

use crate::analysis::Norm;
use crate::analysis::norm::normal_without_dots;
use crate::query::Found;

mod needles;
mod window;

pub use needles::Way;
use needles::{Match, Needles};

/// Texts are looked through up to this many bytes.
const LONGEST: usize = 200_000;

/// A piece of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text in pieces, and whether each is to be highlighted. Runs of white space are one space.
    pub parts: Vec<(String, bool)>,
    /// How many different words of the question occur in it, in whole or in part.
    pub matched: usize,
}

/// What is looked for, prepared once for many texts.
#[derive(Clone, Debug)]
pub struct Highlighter {
    needles: Needles,
}

impl Highlighter {
    /// Prepares the question that was answered; only words that were found by their sound are listened for.
    pub fn of(found: &Found) -> Self {
        let mut needles = Needles::of(&found.meaning);
        needles.listen_to(&found.heard);
        Self { needles }
    }

    /// Prepares a question that nothing has been found for yet.
    #[cfg(test)]
    pub fn new(words: &str) -> Self {
        Self { needles: Needles::of(&crate::query::meaning::Meaning::of(words)) }
    }

    /// Whether the question has nothing to look for.
    pub fn is_idle(&self) -> bool {
        self.needles.is_empty()
    }

    /// Whether everything of the question is written in a text, so that no other answers better.
    pub fn is_whole(&self, text: &str) -> bool {
        self.needles.coverage(&self.needles.written(&normal(text))) >= 1.0
    }

    /// The piece of a text with most of the question in it, `max_chars` characters long at most but for an ellipsis at
    /// either end. Without any of the question: the beginning of the text.
    pub fn snippet(&mut self, text: &str, max_chars: usize) -> Snippet {
        let found = self.find(text, &[]);
        cut(text, &found, max_chars)
    }

    /// A whole title with everything of the question in it highlighted, and a piece of the text below it. A word of kana
    /// that is found in the title is not looked for by its sound in the text.
    pub fn titled(&mut self, title: &str, text: &str, max_chars: usize) -> (Snippet, Snippet) {
        let above = self.find(title, &[]);
        let found = self.find(text, &above);
        (cut(title, &above, usize::MAX), cut(text, &found, max_chars))
    }

    /// How the words of the question were found in what is shown of a hit, where they do not stand there as typed.
    pub fn ways<'a>(&self, shown: impl IntoIterator<Item = &'a Snippet>) -> Vec<Way> {
        let parts = shown.into_iter().flat_map(|snippet| &snippet.parts);
        let marked: Vec<String> = parts.filter(|(_, is_match)| *is_match).map(|(text, _)| normal(text)).collect();
        self.needles.ways(&marked)
    }

    /// Which of several texts under a title holds most of the question; of equals, the first. A word of kana that is
    /// found in the title or written in any of them is not looked for by its sound in the others.
    pub fn best<'a>(&mut self, title: &str, texts: impl Iterator<Item = &'a str>) -> Option<usize> {
        let mut read: Vec<(String, Vec<Match>)> = Vec::new();
        for text in texts {
            let text = normal(text);
            let written = self.needles.written(&text);
            // Nothing answers better than all of it.
            if self.needles.coverage(&written) >= 1.0 {
                return Some(read.len());
            }
            read.push((text, written));
        }
        let mut known = self.needles.find(&normal(title), &[]);
        known.extend(read.iter().flat_map(|(_, found)| found).cloned());
        let unwritten = self.needles.unwritten(&known);
        let mut best = None;
        for (at, (text, mut found)) in read.into_iter().enumerate() {
            found.extend(self.needles.hear(&text, &unwritten));
            let coverage = self.needles.coverage(&found);
            if best.is_none_or(|(most, _)| coverage > most) {
                best = Some((coverage, at));
            }
            if coverage >= 1.0 {
                break;
            }
        }
        best.map(|(_, at)| at)
    }

    /// Everything of the question in a text, by its place in the text, in order; what is known from elsewhere is not
    /// looked for by its sound.
    fn find(&mut self, text: &str, known: &[Match]) -> Vec<Match> {
        let norm = Norm::without_dots(&text[..text.floor_char_boundary(LONGEST)]);
        let mut found = self.needles.find(&norm.text, known);
        for m in &mut found {
            m.range = norm.origin(&m.range);
        }
        found.retain(|m| !m.range.is_empty());
        found.sort_by_key(|m| (m.range.start, m.range.end));
        found
    }
}

/// The best window of a text with what was found in it.
fn cut(text: &str, found: &[Match], max_chars: usize) -> Snippet {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let window = window::best(text, found, max_chars);
    let inside: Vec<&Match> =
        found.iter().filter(|m| window.start <= m.range.start && m.range.end <= window.end).collect();
    let mut words: Vec<usize> = inside.iter().map(|m| m.word).collect();
    words.sort_unstable();
    words.dedup();
    Snippet { parts: parts(text, &window, &inside), matched: words.len() }
}

/// Cuts a window into pieces; matches that touch are one.
fn parts(text: &str, window: &Range<usize>, found: &[&Match]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(Range<usize>, bool)> = Vec::new();
    let mut at = window.start;
    for m in found {
        let start = m.range.start.max(at);
        if start < m.range.end {
            pieces.push((at..start, false));
            pieces.push((start..m.range.end, true));
            at = m.range.end;
        }
    }
    pieces.push((at..window.end, false));
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut push = |piece: String, highlighted: bool| match parts.last_mut() {
        _ if piece.is_empty() => {}
        Some((before, same)) if *same == highlighted => before.push_str(&piece),
        _ => parts.push((piece, highlighted)),
    };
    let ellipsis = |cut: bool| if cut { "…".to_owned() } else { String::new() };
    push(ellipsis(!text[..window.start].trim().is_empty()), false);
    for (range, highlighted) in pieces {
        push(single_spaced(&text[range]), highlighted);
    }
    push(ellipsis(!text[window.end..].trim().is_empty()), false);
    parts
}

/// The normal form in which a text is looked through.
fn normal(text: &str) -> String {
    normal_without_dots(&text[..text.floor_char_boundary(LONGEST)])
}

fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut after_space = false;
    for c in text.chars() {
        let is_space = c.is_whitespace() || c.is_control();
        if !is_space {
            spaced.push(c);
        } else if !after_space {
            spaced.push(' ');
        }
        after_space = is_space;
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(text: &str, words: &str, max_chars: usize) -> Snippet {
        Highlighter::new(words).snippet(text, max_chars)
    }

    fn marked(snippet: &Snippet) -> String {
        snippet.parts.iter().map(|(text, on)| if *on { format!("[{text}]") } else { text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_as_they_were_written() {
        let found = snippet("昨日は訪問看護の話でした。ﾒﾝﾃﾅﾝｽもあります。", "訪看　メンテナンス", 100);
        assert_eq!(marked(&found), "昨日は[訪問看護]の話でした。[ﾒﾝﾃﾅﾝｽ]もあります。");
        assert_eq!(found.matched, 2);
    }

    #[test]
    fn what_stands_for_a_word_is_told_unless_the_word_stands_there_too() {
        let ways = |title: &str, text: &str, words: &str| {
            let mut highlighter = Highlighter::new(words);
            let (title, text) = highlighter.titled(title, text, 100);
            let ways = highlighter.ways([&title, &text]);
            ways.into_iter().map(|way| (way.typed, way.found, way.by_sound)).collect::<Vec<_>>()
        };
        let told = |typed: &str, found: &str, by_sound| vec![(typed.to_owned(), found.to_owned(), by_sound)];
        assert_eq!(ways("夜間の訪問看護", "連絡先です。", "訪看"), told("訪看", "訪問看護", false));
        assert_eq!(ways("夜間の訪問看護", "訪看の連絡先です。", "訪看"), []);
        assert_eq!(ways("夜間の連絡先", "訪問看護です。", "ほうもんかんご"), told("ほうもんかんご", "訪問看護", true));
        assert_eq!(ways("夜間の連絡先", "ほうもんかんごです。", "ほうもんかんご"), []);
        assert_eq!(ways("夜間の訪問看護", "連絡先です。", "訪看　連絡先"), told("訪看", "訪問看護", false));
        assert_eq!(ways("夜間の訪問看護", "連絡先です。", "訪問看護"), []);
        assert_eq!(ways("夜間の訪問看護", "連絡先です。", "酸素"), []);
    }

    #[test]
    fn the_piece_begins_with_a_sentence_and_says_where_it_was_cut() {
        let text = format!(
            "{}薬剤師も呼びます。退院前カンファレンスの基準です。{}",
            "関係のない文です。".repeat(30),
            "あ".repeat(300)
        );
        let found = snippet(&text, "退院前カンファレンス 基準", 60);
        let told = marked(&found);
        assert!(told.contains("[退院前カンファレンス]の[基準]"), "{told}");
        assert!(told.starts_with('…') && told.ends_with('…'), "{told}");
        assert!(told.chars().filter(|c| !matches!(c, '[' | ']' | '…')).count() <= 60, "{told}");
    }

    #[test]
    fn middle_dots_letters_and_readings_are_seen() {
        assert_eq!(marked(&snippet("在宅医療・介護連携の場", "在宅医療介護連携", 50)), "[在宅医療・介護連携]の場");
        assert_eq!(marked(&snippet("latest ST", "ST", 50)), "latest [ST]");
        assert_eq!(marked(&snippet("夜間の訪問看護です", "ほうもんかんご", 50)), "夜間の[訪問看護]です");
    }

    #[test]
    fn a_digit_is_marked_where_it_was_asked_for_and_not_where_a_sentence_holds_it() {
        assert_eq!(marked(&snippet("第8期の計画", "8", 50)), "第[8]期の計画");
        let sentence = "令和8年度の退院前カンファレンスに薬剤師を呼ぶ基準はありますか";
        assert_eq!(marked(&snippet("夜8時に薬剤師を呼ぶ", sentence, 50)), "夜8時に[薬剤師]を[呼ぶ]");
    }

    #[test]
    fn the_best_of_several_texts_holds_most_and_of_equals_is_the_first() {
        let best = |asked: &str, texts: &[&str]| Highlighter::new(asked).best("", texts.iter().copied());
        assert_eq!(best("退院 薬剤師", &["薬剤師を呼ぶ", "退院に薬剤師を呼ぶ", "薬剤師と退院"]), Some(1));
        assert_eq!(best("退院", &["別の話", "また別の話"]), Some(0));
        assert_eq!(best("ほうもんかんご", &["別の話", "訪問看護です", "夜の訪問看護です"]), Some(1));
        assert_eq!(best("ほうもんかんご", &["訪問看護です", "ほうもんかんごです"]), Some(1));
        assert_eq!(best("退院", &[]), None);
    }

    #[test]
    fn text_without_a_match_begins_at_the_beginning() {
        assert_eq!(marked(&snippet("あいうえお", "検索", 3)), "あいう…");
        assert_eq!(snippet("", "検索", 3).parts, []);
        assert_eq!(marked(&snippet("あいう", "", 0)), "…");
    }
}
