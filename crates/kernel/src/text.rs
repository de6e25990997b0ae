//! What people type: cleaned without changing what they meant, and refused in words that help.

use unicode_normalization::UnicodeNormalization as _;

/// A line or text that may be stored: not empty, not too long, without characters that no screen can show.
///
/// The error is a sentence for the person who typed it; `label` is the name of the field on screen.
pub fn require(label: &str, input: &str, max: usize) -> Result<String, String> {
    let text = optional(label, input, max)?;
    if text.is_empty() { Err(format!("{label}を入力してください。")) } else { Ok(text) }
}

/// Like [`require`], but nothing is fine too: what cannot be seen counts as nothing.
pub fn optional(label: &str, input: &str, max: usize) -> Result<String, String> {
    let text = input.replace("\r\n", "\n").replace('\r', "\n");
    // U+FFFD stands for bytes that were no text: somebody's characters have been lost on the way.
    if text.chars().any(|c| (c.is_control() && c != '\n' && c != '\t') || c == '\u{fffd}') {
        return Err(format!("{label}に、画面に表示できない文字が含まれています。その文字を消してください。"));
    }
    let text = text.trim();
    let count = text.chars().count();
    if count > max {
        return Err(format!("{label}は{max}文字以内で入力してください（いま{count}文字です）。"));
    }
    if text.chars().all(is_invisible) { Ok(String::new()) } else { Ok(text.to_owned()) }
}

/// A single line: like [`require`], with line breaks and tabs turned into spaces.
pub fn require_line(label: &str, input: &str, max: usize) -> Result<String, String> {
    require(label, &input.replace(['\r', '\n', '\t'], " "), max)
}

/// A single line that may be empty.
pub fn optional_line(label: &str, input: &str, max: usize) -> Result<String, String> {
    optional(label, &input.replace(['\r', '\n', '\t'], " "), max)
}

/// Whether a character leaves no mark on paper: spaces, zero-width and formatting characters, blank fillers.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The form in which words are compared: NFKC (full and half width alike), lower case, katakana as hiragana, without
/// spaces and middle dots.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            _ => c,
        })
        .filter(|c| !is_invisible(*c) && *c != '・')
        .collect()
}

/// A cell for a spreadsheet: what begins like a formula is text, whatever the program thinks.
/// Source: OWASP, CSV Injection.
pub fn harmless_cell(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Whether a spreadsheet would work out what begins like this instead of showing it.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Bytes from hexadecimal digits, unless they are anything else.
pub fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?)).collect()
}

/// NFKC, for passwords and e-mail addresses.
pub fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_lead_back_to_their_bytes_and_nothing_else_does() {
        assert_eq!(bytes(&hex(&[0, 15, 255])), Some(vec![0, 15, 255]));
        assert_eq!(bytes(""), Some(Vec::new()));
        for other in ["0", "0g", "あ", "00 "] {
            assert_eq!(bytes(other), None, "{other}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(harmless_cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(harmless_cell("個人情報=氏名"), "個人情報=氏名");
    }

    #[test]
    fn invisible_text_is_no_text() {
        for nothing in ["", "   ", "\u{3000}", "\u{200b}\u{feff}", "\u{3164}", "\n\n", "\u{2800}"] {
            assert_eq!(require("件名", nothing, 10), Err("件名を入力してください。".to_owned()), "{nothing:?}");
        }
    }

    #[test]
    fn characters_that_cannot_be_shown_are_refused_with_the_name_of_the_field() {
        assert!(require("件名", "あ\0い", 10).unwrap_err().contains("件名"));
        assert!(require("件名", "あ\u{1b}い", 10).is_err());
        assert!(require("件名", "あ\u{fffd}い", 10).is_err());
    }

    #[test]
    fn length_is_counted_in_characters_and_told() {
        assert_eq!(require("件名", "あいう", 3), Ok("あいう".to_owned()));
        assert!(require("件名", "あいうえ", 3).unwrap_err().contains("いま4文字"));
    }

    #[test]
    fn kana_and_width_do_not_matter_when_comparing() {
        assert_eq!(fold("ｻﾄｳ　ハナコ"), "さとうはなこ");
        assert_eq!(fold("ＭＳＷ"), "msw");
        assert_eq!(fold("在宅医療・介護"), "在宅医療介護");
    }
}
