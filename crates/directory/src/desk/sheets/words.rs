//! Words of the field as people write them into a file: 「医師会」, 「包括」, 「ケアマネ」.

use kernel::terms::{self, Terms};

use crate::roster::fold;

/// Other words for affiliations.
const AFFILIATIONS: [(&str, &str); 22] = [
    ("市町村", "municipality"),
    ("市区町村", "municipality"),
    ("市役所", "municipality"),
    ("直営", "municipality"),
    ("県", "prefecture"),
    ("県庁", "prefecture"),
    ("医師会", "medical-association"),
    ("郡市医師会", "medical-association"),
    ("地区医師会", "medical-association"),
    ("県医師会", "prefectural-medical-association"),
    ("歯科医師会", "dental-pharmacy-association"),
    ("薬剤師会", "dental-pharmacy-association"),
    ("地域包括支援センター", "community-support-center"),
    ("地域包括", "community-support-center"),
    ("包括", "community-support-center"),
    ("クリニック", "clinic"),
    ("医院", "clinic"),
    ("訪問看護", "visiting-nursing"),
    ("訪看", "visiting-nursing"),
    ("社協", "social-welfare-council"),
    ("広域連合", "wide-area-union"),
    ("一部事務組合", "wide-area-union"),
];

/// Other words for qualifications.
const QUALIFICATIONS: [(&str, &str); 16] = [
    ("MSW", "medical-social-worker"),
    ("医療ソーシャルワーカー", "medical-social-worker"),
    ("主任ケアマネ", "chief-care-manager"),
    ("主任ケアマネジャー", "chief-care-manager"),
    ("主任ケアマネージャー", "chief-care-manager"),
    ("ケアマネ", "care-manager"),
    ("ケアマネジャー", "care-manager"),
    ("ケアマネージャー", "care-manager"),
    ("理学療法士", "therapist"),
    ("作業療法士", "therapist"),
    ("言語聴覚士", "therapist"),
    ("栄養士", "dietitian"),
    ("医師", "physician-dentist"),
    ("歯科医師", "physician-dentist"),
    ("事務職", "clerk"),
    ("事務", "clerk"),
];

/// The slug of an affiliation.
pub fn affiliation(typed: &str) -> Result<&'static str, String> {
    slug(terms::AFFILIATIONS, &AFFILIATIONS, typed)
}

/// The slug of a form.
pub fn form(typed: &str) -> Result<&'static str, String> {
    slug(terms::FORMS, &[("共同", "joint")], typed)
}

/// The slug of a qualification.
pub fn qualification(typed: &str) -> Result<&'static str, String> {
    slug(terms::QUALIFICATIONS, &QUALIFICATIONS, typed)
}

/// The values of a cell with several.
pub fn several(typed: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| matches!(c, '\n' | '\t' | '、' | ',' | '，' | '､' | ';' | '；' | '/' | '／');
    typed.split(is_between).map(str::trim).filter(|piece| !piece.is_empty())
}

/// What is written into files for slugs.
pub fn names(list: Terms, slugs: &[&str]) -> String {
    slugs.iter().filter_map(|slug| terms::name(list, slug)).collect::<Vec<_>>().join("、")
}

/// 「甲」「乙」
pub fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    if words.is_empty() { String::new() } else { format!("「{}」", words.join("」「")) }
}

fn slug(list: Terms, others: &[(&str, &'static str)], typed: &str) -> Result<&'static str, String> {
    let word = fold(typed);
    let is_meant = |name: &str| fold(name) == word || short(name).is_some_and(|short| fold(short) == word);
    let known = list.iter().find(|term| term.slug == word || is_meant(term.name)).map(|term| term.slug);
    let other = || others.iter().find(|(name, _)| fold(name) == word).map(|(_, slug)| *slug);
    known.or_else(other).ok_or_else(|| {
        let names = quoted(list.iter().map(|term| term.name));
        format!("「{typed}」はありません。{names}のどれかを入力してください。")
    })
}

/// 「市町村」 of 「市町村（直営）」
fn short(name: &str) -> Option<&str> {
    name.split_once('（').map(|(short, _)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_word_leads_to_a_slug_and_every_name_to_its_own() {
        for (list, read) in [
            (terms::AFFILIATIONS, affiliation as fn(&str) -> Result<&'static str, String>),
            (terms::FORMS, form),
            (terms::QUALIFICATIONS, qualification),
        ] {
            for term in list {
                assert_eq!(read(term.name), Ok(term.slug));
                assert_eq!(read(term.slug), Ok(term.slug));
            }
        }
        for (word, slug) in AFFILIATIONS {
            assert_eq!(affiliation(word), Ok(slug), "{word}");
        }
        for (word, slug) in QUALIFICATIONS {
            assert_eq!(qualification(word), Ok(slug), "{word}");
        }
        assert_eq!(affiliation("訪問看護ｽﾃｰｼｮﾝ"), Ok("visiting-nursing"));
        assert!(form("どれか").unwrap_err().contains("「一部委託」"));
    }
}
