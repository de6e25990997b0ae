//! The normal form of a text, and the way back from any piece of it to the text as written.

use std::ops::Range;

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
        normalise(source, without_dots, |c, from| {
            norm.origins.push((norm.text.len(), from.start, from.end));
            norm.text.push(c);
        });
        norm
    }
}

/// Hands over each character of the normal form with the bytes of the source that it was made from.
fn normalise(source: &str, without_dots: bool, mut add: impl FnMut(char, Range<usize>)) {
    let mut characters = source.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        let next = characters.peek();
        if is_plain(first) && next.is_none_or(|(_, next)| !is_mark(*next)) {
            let c = if has_no_variant(first) { first } else { fold(first.to_ascii_lowercase()) };
            if c != '・' || !without_dots {
                add(c, start..start + first.len_utf8());
            }
            continue;
        }
        let end = start + cluster(&source[start..]);
        while characters.next_if(|(at, _)| *at < end).is_some() {}
        for c in source[start..end].nfkc().flat_map(char::to_lowercase) {
            // Half-width kana with marks fold like the full-width ones only after NFKC.
            let c = fold(c);
            if !is_silent(c) && (c != '・' || !without_dots) {
                add(c, start..end);
            }
        }
    }
}

/// The letters that half of a text is.
fn has_no_variant(c: char) -> bool {
    matches!(c, 'ぁ'..='ん')
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
    normalise(source, without_dots, |c, _| text.push(c));
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
