//! The normal form of a text, and the way back from any piece of it to the text as written.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use super::variants::{fold, is_silent};

/// Marks beyond this many on one character are normalised on their own, so that hostile text costs no more than others.
const MARKS: usize = 8;

/// A text in NFKC and lower case, with variants of characters folded, that remembers where each piece came from.
#[derive(Clone, Debug, Default)]
pub struct Norm {
    /// The normal form.
    pub text: String,
    /// For each character of `text` its start there, and the start and end of what it was made from.
    origins: Vec<(usize, usize, usize)>,
}

impl Norm {
    /// Normalises a text.
    pub fn of(source: &str) -> Self {
        Self::made_of(source, false)
    }

    /// Normalises a text and leaves out middle dots, which writers set or leave out as they like.
    pub fn without_dots(source: &str) -> Self {
        Self::made_of(source, true)
    }

    /// The bytes of the source that a range of bytes of the normal form stands for, on character boundaries.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.origins.partition_point(|(at, _, _)| *at < range.start);
        let last = self.origins.partition_point(|(at, _, _)| *at < range.end);
        match (self.origins.get(first), last.checked_sub(1).and_then(|last| self.origins.get(last))) {
            (Some((_, start, _)), Some((_, _, end))) if start < end => *start..*end,
            _ => 0..0,
        }
    }

    fn made_of(source: &str, without_dots: bool) -> Self {
        let mut norm =
            Self { text: String::with_capacity(source.len()), origins: Vec::with_capacity(source.len() / 2) };
        normalise(source, without_dots, &mut norm);
        norm
    }
}

/// What a normal form is written into.
trait Form {
    /// Takes a piece of the source as it is, which begins there.
    fn keep(&mut self, piece: &str, start: usize);
    /// Takes a character and the bytes of the source that it was made from.
    fn add(&mut self, c: char, from: Range<usize>);
}

impl Form for String {
    fn keep(&mut self, piece: &str, _: usize) {
        self.push_str(piece);
    }

    fn add(&mut self, c: char, _: Range<usize>) {
        self.push(c);
    }
}

impl Form for Norm {
    fn keep(&mut self, piece: &str, start: usize) {
        let to = self.text.len();
        let origin = |(at, c): (usize, char)| (to + at, start + at, start + at + c.len_utf8());
        self.origins.extend(piece.char_indices().map(origin));
        self.text.push_str(piece);
    }

    fn add(&mut self, c: char, from: Range<usize>) {
        self.origins.push((self.text.len(), from.start, from.end));
        self.text.push(c);
    }
}

/// Writes the normal form of a text.
fn normalise(source: &str, without_dots: bool, form: &mut impl Form) {
    let mut at = 0;
    while at < source.len() {
        let kept = kept(&source[at..]);
        form.keep(&source[at..at + kept], at);
        at += kept;
        let mut others = source[at..].chars();
        let Some(first) = others.next() else { break };
        if is_plain(first) && others.next().is_none_or(|next| !is_mark(next)) {
            let c = fold(first.to_ascii_lowercase());
            if c != '・' || !without_dots {
                form.add(c, at..at + first.len_utf8());
            }
            at += first.len_utf8();
            continue;
        }
        let end = at + cluster(&source[at..]);
        for c in source[at..end].nfkc().flat_map(char::to_lowercase) {
            // Half-width kana with marks fold like the full-width ones only after NFKC.
            let c = fold(c);
            if !is_silent(c) && (c != '・' || !without_dots) {
                form.add(c, at..end);
            }
        }
        at = end;
    }
}

/// How many bytes at the beginning of a text are their own normal form. Nearly all of a Japanese text is, and to copy it
/// in one piece takes a fraction of the time.
fn kept(text: &str) -> usize {
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if !stays(c) {
            // A mark changes what is before it.
            return if is_mark(c) { last } else { at };
        }
        last = at;
    }
    text.len()
}

/// Whether a character that no mark follows is its own normal form, with and without middle dots.
fn stays(c: char) -> bool {
    static STAYING: LazyLock<Box<[bool]>> = LazyLock::new(|| {
        let is_own = |c: char| is_plain(c) && c != '・' && fold(c.to_ascii_lowercase()) == c;
        (0..=0xffff).map(|c| char::from_u32(c).is_some_and(is_own)).collect()
    });
    STAYING.get(c as usize).copied().unwrap_or(false)
}

/// Whether NFKC leaves a character as it is that no mark follows; nearly all of a Japanese text is such, and NFKC takes
/// its time.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '、' | '。' | '「' | '」' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9fff}')
}

/// The length in bytes of the first character together with the marks that belong to it, such as a half-width ﾞ.
fn cluster(text: &str) -> usize {
    let end = text.char_indices().skip(1).enumerate().find(|(count, (_, c))| *count >= MARKS || !is_mark(*c));
    end.map_or(text.len(), |(_, (at, _))| at)
}

fn is_mark(c: char) -> bool {
    !is_plain(c) && (matches!(c, '\u{ff9e}' | '\u{ff9f}') || (c > '\u{2ff}' && canonical_combining_class(c) != 0))
}

/// The normal form alone.
pub fn normal(text: &str) -> String {
    text_of(text, false)
}

/// The normal form without middle dots alone.
pub fn normal_without_dots(text: &str) -> String {
    text_of(text, true)
}

fn text_of(source: &str, without_dots: bool) -> String {
    let mut text = String::with_capacity(source.len());
    normalise(source, without_dots, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_variants_do_not_matter() {
        assert_eq!(normal("ｻｰﾊﾞｰのﾒﾝﾃﾅﾝｽ手順書（第２版）"), "サーバーのメンテナンス手順書(第2版)");
        assert_eq!(normal("髙橋と山﨑、鎌ヶ谷のＭＳＷ"), "高橋と山崎、鎌ケ谷のmsw");
        assert_eq!(normal("か\u{3099}ん\u{200b}ご"), "がんご");
        assert_eq!(Norm::without_dots("在宅医療・介護･連携").text, "在宅医療介護連携");
    }

    #[test]
    fn what_skips_nfkc_would_have_come_out_of_it_as_it_was() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_plain(*c)) {
            assert!(c.nfkc().eq([c]) && c.to_lowercase().eq([c.to_ascii_lowercase()]), "{c:?}");
            assert!(canonical_combining_class(c) == 0, "{c:?}");
        }
    }

    #[test]
    fn a_text_is_normalised_alike_in_pieces_and_character_by_character() {
        let source = "か\u{3099}んごAbc訪・問か\u{3099}\u{3099}髙\u{200b}ｶﾞ、ゖは\u{309a}";
        assert_eq!(normal(source), "がんごabc訪・問が\u{3099}高ガ、ケぱ");
        let norm = Norm::without_dots(source);
        assert_eq!(norm.text, normal_without_dots(source));
        let made: Vec<&str> = norm.origins.iter().map(|(_, start, end)| &source[*start..*end]).collect();
        assert_eq!(made[..4], ["か\u{3099}", "ん", "ご", "A"]);
        assert!(made.ends_with(&["ｶﾞ", "、", "ゖ", "は\u{309a}"]));
    }

    #[test]
    fn every_piece_leads_back_to_what_was_written() {
        let source = "㈱ｻｰﾊﾞｰの髙さ";
        let norm = Norm::of(source);
        let at = norm.text.find("サーバー").unwrap();
        assert_eq!(&source[norm.origin(&(at..at + "サーバー".len()))], "ｻｰﾊﾞｰ");
        let at = norm.text.find("高さ").unwrap();
        assert_eq!(&source[norm.origin(&(at..at + "高さ".len()))], "髙さ");
        assert_eq!(&source[norm.origin(&(0..1))], "㈱");
        assert_eq!(norm.origin(&(5..5)), 0..0);
    }
}
