//! What the fictional people say about themselves, and what follows from it for their profiles.

use std::collections::BTreeMap;

/// Words by which people name what they are; the longer of two comes first.
const NAMED: [(&str, &str); 14] = [
    ("主任ケアマネ", "chief-care-manager"),
    ("ケアマネ", "care-manager"),
    ("保健師", "public-health-nurse"),
    ("看護師", "nurse"),
    ("社会福祉士", "social-worker"),
    ("介護福祉士", "care-worker"),
    ("MSW", "medical-social-worker"),
    ("ソーシャルワーカー", "medical-social-worker"),
    ("薬剤師", "pharmacist"),
    ("理学療法士", "therapist"),
    ("作業療法士", "therapist"),
    ("歯科衛生士", "dental-hygienist"),
    ("管理栄養士", "dietitian"),
    ("事務職", "clerk"),
];

/// Texts by the kind of employer.
pub fn all() -> BTreeMap<String, Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Line {
        affiliation: String,
        text: String,
    }
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in include_str!("../../../../assets/demo/introductions.jsonl").lines() {
        if let Ok(Line { affiliation, text }) = serde_json::from_str(line) {
            all.entry(affiliation).or_default().push(text);
        }
    }
    all
}

/// The qualification that somebody names as their own, 「…の看護師です」, not 「看護師の交流会」.
pub fn qualification(text: &str) -> Option<&'static str> {
    let is_own =
        |word: &str| ["です", "で、", "で6", "から移って"].iter().any(|end| text.contains(&format!("{word}{end}")));
    NAMED.into_iter().find(|(word, _)| is_own(word)).map(|(_, slug)| slug)
}

/// The years that somebody names, 「4年目」.
pub fn years(text: &str) -> Option<i64> {
    let before = text.split_once("年目")?.0;
    let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    before[digits..].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_say_they_are_is_read_from_their_words() {
        let texts = all();
        let named = texts.values().flatten().filter(|text| qualification(text).is_some()).count();
        assert!(named > 20, "{named}");
        assert_eq!(qualification("医師会の連携支援センターで7年目の看護師です。"), Some("nurse"));
        assert_eq!(qualification("病院と訪看の看護師の交流会を開いています。"), None);
        assert_eq!(years("包括の保健師で6年目です。"), Some(6));
        assert_eq!(years("この春に着任しました。"), None);
    }
}
