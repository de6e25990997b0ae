//! The code that is typed where no link survives: on paper, or in an office whose mail is stripped.

use kernel::text;
use rand::RngExt as _;

/// Capital letters and digits that cannot be taken for one another, in print or by hand.
const ALPHABET: &[u8] = b"ACDEFGHJKMNPQRTVWXY34679";

/// Characters of a code.
const LENGTH: usize = 8;

/// A fresh code, without its hyphen.
pub fn draw() -> String {
    let mut random = rand::rng();
    (0..LENGTH).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())])).collect()
}

/// As it is shown: `ABCD-EFGH`.
pub fn grouped(code: &str) -> String {
    let (left, right) = code.split_at(LENGTH / 2);
    format!("{left}-{right}")
}

/// Reads what was typed, in full or half width, capitals or not, with or without hyphens and spaces; the error is a
/// sentence for the person who typed it.
pub fn parse_code(input: &str) -> Result<String, String> {
    let typed = text::nfkc(&input[..input.floor_char_boundary(LONGEST_INPUT)]).to_uppercase();
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect();
    if code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte)) {
        Ok(code)
    } else {
        Err(format!(
            "コードは、英字と数字の{LENGTH}文字です（例: ACDE-3467）。お手元のコードをもう一度お確かめください。"
        ))
    }
}

/// More than anybody types for eight characters.
const LONGEST_INPUT: usize = 100;

/// What keyboards in Japan give for a hyphen, the long vowel mark among them.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | 'ー' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in
            ["ACDE-3467", "acde3467", "ＡＣＤＥ－３４６７", " acde ー 3467 ", "ａｃｄｅ　３４６７", "A-C-D-E-3-4-6-7"]
        {
            assert_eq!(parse_code(typed), Ok("ACDE3467".to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused_in_words() {
        for typed in ["", "ACDE346", "ACDE34677", "ACDE346O", "あいうえおかきく", "ACDE346\0", &"A".repeat(100_000)]
        {
            assert!(parse_code(typed).is_err_and(|sentence| sentence.contains("8文字")), "{typed:?}");
        }
    }

    #[test]
    fn every_drawn_code_can_be_typed_as_it_is_shown() {
        for _ in 0..200 {
            let code = draw();
            assert_eq!(parse_code(&grouped(&code)), Ok(code));
        }
    }
}
