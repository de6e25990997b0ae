//! The normal form in which a text is examined, and the way back to the characters that were typed.
//!
//! People type full-width digits, half-width kana, decomposed kana, old forms of characters, circled digits and invisible
//! characters. All of them read alike here, and every character of the normal form knows which typed characters it came
//! from. Nothing here fails, and one pass over the text is enough.

mod fold;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::compose;

/// A text as the rules read it.
pub(crate) struct Reading {
    /// The normal form.
    pub text: String,
    /// The same, by character.
    pub chars: Vec<char>,
    /// Where each character begins in `text`, in bytes.
    bytes: Vec<usize>,
    /// The typed characters behind each character.
    origins: Vec<Range<usize>>,
}

impl Reading {
    /// Reads a text.
    pub fn of(typed: &str) -> Self {
        let mut reading = Self {
            text: String::with_capacity(typed.len()),
            chars: Vec::with_capacity(typed.len() / 3),
            bytes: Vec::new(),
            origins: Vec::with_capacity(typed.len() / 3),
        };
        for (at, typed) in typed.chars().enumerate() {
            reading.push(typed, at);
        }
        reading.unify_dashes();
        for c in &reading.chars {
            reading.bytes.push(reading.text.len());
            reading.text.push(*c);
        }
        reading
    }

    /// The character of the normal form that contains this byte of it, or the end.
    pub fn char_at(&self, byte: usize) -> usize {
        if byte >= self.text.len() { self.chars.len() } else { self.bytes.partition_point(|start| *start <= byte) - 1 }
    }

    /// Bytes of the normal form as characters of it.
    pub fn chars_of(&self, bytes: Range<usize>) -> Range<usize> {
        self.char_at(bytes.start)..self.char_at(bytes.end)
    }

    /// The typed characters behind characters of the normal form.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let of = |at: usize| self.origins.get(at).cloned().unwrap_or_default();
        if range.is_empty() {
            of(range.start).start..of(range.start).start
        } else {
            of(range.start).start..of(range.end - 1).end
        }
    }

    /// Part of the normal form.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(range.start)..byte(range.end)).unwrap_or_default()
    }

    /// The character there; a line break beyond both ends.
    pub fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before; a line break at the beginning.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.get(at))
    }

    /// What stands before a character, at most so many characters.
    pub fn left(&self, at: usize, most: usize) -> &str {
        self.slice(&(at.saturating_sub(most)..at))
    }

    /// What stands from a character on, at most so many characters.
    pub fn right(&self, at: usize, most: usize) -> &str {
        self.slice(&(at..(at + most).min(self.chars.len())))
    }

    fn push(&mut self, typed: char, at: usize) {
        if fold::is_invisible(typed) {
            return;
        }
        if let Some(mark) = fold::voicing(typed) {
            // A mark of its own joins the kana before it, however the two were typed.
            if let (Some(last), Some(origin)) = (self.chars.last_mut(), self.origins.last_mut())
                && let Some(whole) = compose(*last, mark)
            {
                (*last, origin.end) = (whole, at + 1);
            }
            return;
        }
        for normal in std::iter::once(typed).nfkc() {
            if fold::is_accent(normal) {
                continue;
            }
            self.chars.push(fold::fold(normal));
            self.origins.push(at..at + 1);
        }
    }

    /// A long vowel mark between digits is meant as a dash.
    fn unify_dashes(&mut self) {
        let mut before = ' ';
        for at in 0..self.chars.len() {
            let c = self.chars[at];
            if c == 'ー' && is_digit(before) {
                let after = self.chars[at + 1..].iter().take(3).find(|c| **c != ' ');
                if after.is_some_and(|after| is_digit(*after)) {
                    self.chars[at] = '-';
                }
            }
            if c != ' ' {
                before = self.chars[at];
            }
        }
    }
}

/// Whether this writes a digit, in Arabic or Chinese form.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九".contains(c)
}

/// Whether this is a Chinese character.
pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether this is a hiragana.
pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ')
}

/// Whether this is a katakana or its long vowel mark.
pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ')
}

/// Katakana as hiragana; everything else as it is.
pub(crate) fn hiragana(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, 'ァ'..='ヶ') { char::from_u32(u32::from(c) - 0x60).unwrap_or(c) } else { c })
        .collect()
}

/// The number that digits write, Arabic or Chinese with or without places (九十二, 九二, 百二).
pub(crate) fn number(text: &str) -> Option<u32> {
    let (mut total, mut digits) = (0_u32, None::<u32>);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if let Some(digit) = digit(c) {
            digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        } else {
            let place = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                '元' => return Some(1),
                _ => return None,
            };
            total = total.checked_add(digits.take().unwrap_or(1).checked_mul(place)?)?;
        }
    }
    if total == 0 && digits.is_none() { None } else { total.checked_add(digits.unwrap_or(0)) }
}

/// The value of a digit in Arabic or Chinese form.
pub(crate) fn digit(c: char) -> Option<u32> {
    c.to_digit(10)
        .or_else(|| "〇一二三四五六七八九".chars().position(|it| it == c).and_then(|at| u32::try_from(at).ok()))
        .or(if c == '零' { Some(0) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_text_read_alike() {
        let plain = "ガンジ 高橋 090-1234";
        for typed in [
            "ｶﾞﾝｼﾞ 高橋 090-1234",
            "カ\u{3099}ンシ\u{3099} 髙橋　０９０ー１２３４",
            "ガン\u{200b}ジ 髙\u{fe00}橋 ⓪⑨⓪–①②③④",
        ] {
            assert_eq!(Reading::of(typed).text, plain, "{typed}");
        }
    }

    #[test]
    fn a_place_in_the_normal_form_leads_back_to_what_was_typed() {
        let reading = Reading::of("ｶﾞ\u{200b}①");
        assert_eq!(reading.text, "ガ1");
        assert_eq!((reading.origin(&(0..1)), reading.origin(&(1..2)), reading.origin(&(0..2))), (0..2, 3..4, 0..4));
    }

    #[test]
    fn numbers_are_read_in_all_their_forms() {
        let numbers =
            [("92", 92), ("九十二", 92), ("九二", 92), ("百二", 102), ("十", 10), ("千二百", 1200), ("元", 1)];
        for (text, value) in numbers {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!((number(""), number("山")), (None, None));
    }
}
