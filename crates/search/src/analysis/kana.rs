//! Kana: hiragana and katakana are one script to whoever listens.

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

fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::katakana;

    #[test]
    fn only_kana_has_a_reading_of_its_own() {
        assert_eq!(katakana("ほうもんかんごー"), Some("ホウモンカンゴー".to_owned()));
        assert_eq!(katakana("訪問かんご"), None);
        assert_eq!(katakana(""), None);
    }
}
