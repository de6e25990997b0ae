//! Kana: hiragana and katakana are one script to whoever listens.

use wana_kana::ConvertJapanese as _;

/// Whether a character is hiragana, katakana or the mark of a long vowel.
pub fn is_kana(c: char) -> bool {
    is_hiragana(c) || is_katakana(c)
}

/// Whether a character is hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ')
}

/// Whether a character is katakana or the mark of a long vowel.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ')
}

/// The text in katakana, or nothing when it holds anything but kana; empty text is no kana.
pub fn katakana(text: &str) -> Option<String> {
    (!text.is_empty() && text.chars().all(is_kana)).then(|| text.chars().map(to_katakana).collect())
}

/// The katakana that letters spell, in the ways in which they are typed: houmonkango, kaigo. Nothing when they spell none,
/// or so few that they will rather be an abbreviation.
pub fn of_romaji(text: &str) -> Option<String> {
    if !text.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-') {
        return None;
    }
    let spelt = text.to_katakana();
    (spelt.chars().count() >= FEWEST && spelt.chars().all(is_kana)).then_some(spelt)
}

/// Fewer kana are no word that somebody would look for.
const FEWEST: usize = 3;

fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{katakana, of_romaji};

    #[test]
    fn letters_spell_kana_or_are_letters() {
        assert_eq!(of_romaji("houmonkango").as_deref(), Some("ホウモンカンゴ"));
        assert_eq!(of_romaji("shakaifukushi").as_deref(), Some("シャカイフクシ"));
        assert_eq!(of_romaji("tyoukai").as_deref(), Some("チョウカイ"));
        assert_eq!(of_romaji("ke-suwa-ka-").as_deref(), Some("ケースワーカー"));
        for letters in ["ict", "acp", "bcp", "ac", "excel", "", "care2"] {
            assert_eq!(of_romaji(letters), None, "{letters}");
        }
    }

    #[test]
    fn only_kana_has_a_reading_of_its_own() {
        assert_eq!(katakana("ほうもんかんごー"), Some("ホウモンカンゴー".to_owned()));
        assert_eq!(katakana("訪問かんご"), None);
        assert_eq!(katakana(""), None);
    }
}
