//! Text as bytes: UTF-8, UTF-16 with its mark, or CP932 as Japanese Windows writes it.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

use crate::limits::TEXT;

/// The text, unless the bytes are no text.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..]),
        None => {
            [UTF_8, SHIFT_JIS].iter().find_map(|known| known.decode_without_bom_handling_and_without_replacement(bytes))
        }
    }?;
    let is_foreign = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    (!text.chars().any(is_foreign)).then(|| text.into_owned())
}

/// Whether the bytes begin with the mark of an encoding.
pub fn has_mark(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some()
}

/// What is kept of a text, and whether that is all of it.
pub fn kept(text: &str) -> (String, bool) {
    let is_shown = |c: &char| !c.is_control() || matches!(c, '\t' | '\n');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept = String::with_capacity(text.len().min(TEXT * 4));
    let mut blank = 0;
    for line in text.lines() {
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            kept.extend(line.trim_end().chars().filter(is_shown));
            kept.push('\n');
        }
    }
    let kept = kept.trim_matches('\n');
    match kept.char_indices().nth(TEXT) {
        Some((end, _)) => (kept[..end].to_owned(), false),
        None => (kept.to_owned(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_japanese_offices_are_read() {
        let (cp932, ..) = SHIFT_JIS.encode("氏名,①髙橋\r\n");
        assert_eq!(decoded(&cp932).unwrap(), "氏名,①髙橋\r\n");
        assert_eq!(decoded("\u{feff}あ".as_bytes()).unwrap(), "あ");
        assert_eq!(decoded(&[0xff, 0xfe, 0x42, 0x30]).unwrap(), "あ");
        assert_eq!(decoded(b"a\0b"), None);
        assert_eq!(decoded(&[0x81, 0xff, 0xff]), None);
    }

    #[test]
    fn what_is_kept_has_an_end() {
        assert_eq!(kept("あ \r\n\r\n\r\n\r\nい\u{1}\r\n"), ("あ\n\nい".to_owned(), true));
        let (text, is_whole) = kept(&"あ".repeat(TEXT + 1));
        assert_eq!((text.chars().count(), is_whole), (TEXT, false));
    }
}
