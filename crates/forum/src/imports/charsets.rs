//! Words from bytes as mail in Japan has them: ISO-2022-JP, CP932, EUC-JP, UTF-8, said rightly, wrongly or not at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// What a printer sets for a character that it does not have.
const MISSING: char = '〓';

/// The words in these bytes. What the label says is believed as long as the bytes can be read so.
pub fn words(bytes: &[u8], label: Option<&str>) -> String {
    // No other encoding of mail has escapes, whatever the label says.
    let is_jis = bytes.is_ascii() && bytes.contains(&0x1b);
    let labelled = label.and_then(encoding).filter(|it| *it != WINDOWS_1252 && !is_jis);
    let text = labelled.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    clean(&text.unwrap_or_else(|| guess(bytes).decode_without_bom_handling(bytes).0))
}

/// The same characters without those that no screen can show.
pub fn clean(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    shown.filter(|c| *c != '\u{feff}').map(|c| if c == '\u{fffd}' { MISSING } else { c }).collect()
}

/// Names of encodings as mail programs write them.
fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    match label.as_str() {
        "cp932" | "windows-932" | "sjis-win" | "x-ms-cp932" => Some(SHIFT_JIS),
        "cp50220" | "cp50221" | "iso-2022-jp-ms" | "iso-2022-jp-1" | "iso-2022-jp-3" | "iso-2022-jp-2004" => {
            Some(ISO_2022_JP)
        }
        "eucjp" | "eucjp-ms" | "eucjp-win" | "ujis" => Some(EUC_JP),
        other => Encoding::for_label(other.as_bytes()),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if bytes.is_ascii() && bytes.contains(&0x1b) {
        return ISO_2022_JP;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(Some(b"jp"), Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "退院前カンファレンスの①番、㈱の件です。ｶﾀｶﾅも。";

    #[test]
    fn japanese_is_read_whatever_its_label_says() {
        let jis = b"\x1b$BB`1!\x1b(B";
        let (sjis, euc) = (SHIFT_JIS.encode(SAID).0, EUC_JP.encode(SAID).0);
        for label in [None, Some("us-ascii"), Some("ISO-8859-1"), Some("utf-8"), Some("none")] {
            assert_eq!(words(jis, label), "退院", "{label:?}");
            assert_eq!(words(&sjis, label), SAID, "{label:?}");
            assert_eq!(words(&euc, label), SAID, "{label:?}");
            assert_eq!(words(SAID.as_bytes(), label), SAID, "{label:?}");
        }
        assert_eq!(words(jis, Some("iso-2022-jp")), "退院");
        assert_eq!(words(&sjis, Some("CP932")), SAID);
        assert_eq!(words(&euc, Some("euc-jp")), SAID);
    }

    #[test]
    fn what_cannot_be_shown_is_left_out_and_what_is_lost_leaves_a_mark() {
        assert_eq!(words(b"a\0\x07b\r\nc", Some("utf-8")), "ab\nc");
        assert_eq!(clean("あ\u{fffd}い"), "あ〓い");
    }
}
