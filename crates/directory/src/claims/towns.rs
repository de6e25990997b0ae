//! Municipalities as people write them: codes of 5 or 6 digits, names with or without their prefecture.

use std::collections::{BTreeSet, HashMap};

use kernel::Places;
use kernel::places::Municipality;
use kernel::text::{self, nfkc};

use crate::roster::fold;

/// How many places are offered when a name could be several.
const MOST_CHOICES: usize = 6;

/// How many sentences are said about one text.
const MOST_SENTENCES: usize = 5;

/// How to write a place, for whoever wrote it otherwise.
const HOW: &str =
    "「埼玉県熊谷市」のように都道府県名を付けた市区町村名か、市区町村コード（5桁または6桁の数字）で入力してください。";

/// All ways to write a place, folded, with the codes of the places that are written so.
pub(crate) struct Towns<'a> {
    places: &'a Places,
    names: HashMap<String, BTreeSet<&'a str>>,
}

impl<'a> Towns<'a> {
    /// The ways over this map.
    pub(crate) fn new(places: &'a Places) -> Self {
        let mut names: HashMap<String, BTreeSet<&str>> = HashMap::new();
        let all = places.municipalities().flat_map(|place| std::iter::once(place).chain(places.wards_of(&place.code)));
        for place in all {
            for name in ways(place, places) {
                names.entry(fold(&name)).or_default().insert(&place.code);
            }
        }
        Self { places, names }
    }

    /// The one place that was meant; the error is a sentence that offers what could be meant.
    pub(crate) fn one(&self, label: &str, input: &str) -> Result<String, String> {
        let typed = text::require_line(label, input, 60)?;
        self.resolve(&typed)
    }

    /// The places that were meant, each once; none is fine.
    pub(crate) fn several(&self, input: &str) -> Result<Vec<String>, String> {
        let typed = text::optional("担当する市町村", input, 5_000)?;
        let pieces = typed.split(['\n', '\t', '、', ',', '，', '､', ';', '；', '/', '／']);
        let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
        let (mut read, mut codes, mut sentences) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for name in pieces.flat_map(|piece| self.names_in(piece)).filter(|name| read.insert(*name)) {
            match self.resolve(name) {
                Ok(code) => {
                    codes.insert(code);
                }
                Err(sentence) => sentences.push(sentence),
            }
            // A text with thousands of other words would be answered with thousands of sentences.
            if sentences.len() == MOST_SENTENCES {
                break;
            }
        }
        if sentences.is_empty() { Ok(codes.into_iter().collect()) } else { Err(sentences.join("")) }
    }

    /// The places that may have been meant: of this name, also without 市, 町, 村 or 区, or of this よみ.
    pub(crate) fn meant(&self, typed: &str) -> BTreeSet<&'a str> {
        let folded = fold(typed);
        let named = ["", "市", "町", "村", "区"].iter().find_map(|kind| self.names.get(&format!("{folded}{kind}")));
        named.cloned().unwrap_or_else(|| {
            let is_read_so = |place: &&Municipality| fold(&place.kana) == folded;
            self.places.municipalities().filter(is_read_so).map(|place| place.code.as_str()).collect()
        })
    }

    /// 「東京都 府中市」 is one place, 「11202 11218」 are two.
    fn names_in<'b>(&self, piece: &'b str) -> Vec<&'b str> {
        let words: Vec<&str> = piece.split_whitespace().collect();
        if words.len() > 1 && self.resolve(piece).is_err() { words } else { vec![piece] }
    }

    fn resolve(&self, typed: &str) -> Result<String, String> {
        let typed = typed.trim();
        let digits = nfkc(typed);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            // The sixth digit only checks the other five.
            let code = if digits.len() == 6 { &digits[..5] } else { digits.as_str() };
            let known = self.places.municipality(code).map(|place| place.code.clone());
            return known.ok_or_else(|| format!("「{typed}」という市区町村コードは見つかりません。{HOW}"));
        }
        let folded = fold(typed);
        let Some(codes) = self.names.get(&folded) else { return Err(self.unknown(typed, &folded)) };
        match codes.iter().collect::<Vec<_>>()[..] {
            [code] => Ok((*code).to_owned()),
            _ => Err(format!("「{typed}」は複数あります。{}のどれかを入力してください。", self.offer(codes))),
        }
    }

    /// A name that begins like this, or how to write one.
    fn unknown(&self, typed: &str, folded: &str) -> String {
        let near: BTreeSet<&str> = self
            .names
            .iter()
            .filter(|(name, _)| name.starts_with(folded))
            .flat_map(|(_, codes)| codes)
            .copied()
            .collect();
        if (1..=MOST_CHOICES).contains(&near.len()) && !folded.is_empty() {
            format!("「{typed}」は見つかりません。{}のことでしたら、そのように入力してください。", self.offer(&near))
        } else {
            format!("「{typed}」は見つかりません。{HOW}")
        }
    }

    fn offer(&self, codes: &BTreeSet<&str>) -> String {
        let names = codes.iter().take(MOST_CHOICES).map(|code| format!("「{}」", written(code, self.places)));
        names.collect()
    }
}

/// 「埼玉県熊谷市」, which is read as this place and no other.
pub(crate) fn written(code: &str, places: &Places) -> String {
    let Some(place) = places.municipality(code) else { return code.to_owned() };
    let prefecture = places.prefecture(&place.prefecture).map_or("", |prefecture| prefecture.name.as_str());
    format!("{prefecture}{}", places.short_name(code))
}

fn ways(place: &Municipality, places: &Places) -> Vec<String> {
    let prefecture = places.prefecture(&place.prefecture).map_or("", |prefecture| prefecture.name.as_str());
    let short = places.short_name(&place.code);
    let mut ways = vec![
        place.name.clone(),
        short.clone(),
        written(&place.code, places),
        places.full_name(&place.code),
        format!("{}{short}", place.county),
        format!("{prefecture}{}{short}", place.county),
    ];
    if place.city.is_some() {
        ways.push(format!("{prefecture}{}", place.name));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn a_place_is_read_by_code_and_by_name_in_any_width() {
        let places = places();
        let towns = Towns::new(&places);
        for typed in [
            "11202",
            "１１２０２",
            "112020",
            "熊谷市",
            "埼玉県熊谷市",
            "埼玉県　熊谷市",
            "熊谷市（埼玉県）",
            "熊谷市(埼玉県)",
        ] {
            assert_eq!(towns.one("市区町村", typed), Ok("11202".to_owned()), "{typed}");
        }
        assert_eq!(towns.one("市区町村", "埼玉県大里郡寄居町"), Ok("11408".to_owned()));
        assert_eq!(towns.one("市区町村", "龍ヶ崎市"), towns.one("市区町村", "龍ケ崎市"));
        assert_eq!(towns.one("市区町村", "中原区"), Ok("14133".to_owned()));
    }

    #[test]
    fn several_places_stand_on_lines_or_with_commas_or_spaces_between() {
        let places = places();
        let towns = Towns::new(&places);
        for typed in
            ["11202、11218", "熊谷市\n深谷市", "11202 11218", "熊谷市 埼玉県深谷市", " 11202 ,, 深谷市、\n熊谷市"]
        {
            assert_eq!(towns.several(typed), Ok(vec!["11202".to_owned(), "11218".to_owned()]), "{typed}");
        }
        assert_eq!(towns.several("東京都 府中市"), Ok(vec!["13206".to_owned()]));
        assert_eq!(towns.several("　\n"), Ok(Vec::new()));
    }

    #[test]
    fn a_name_that_could_be_several_is_told_with_its_choices() {
        let places = places();
        let towns = Towns::new(&places);
        let sentence = towns.several("府中市、熊谷市").unwrap_err();
        assert!(sentence.contains("「東京都府中市」") && sentence.contains("「広島県府中市」"), "{sentence}");
        let sentence = towns.one("市区町村", "熊谷").unwrap_err();
        assert!(sentence.contains("「埼玉県熊谷市」"), "{sentence}");
        let sentence = towns.several(&"まぼろし市 まぼろし市、".repeat(3)).unwrap_err();
        assert_eq!(sentence.matches("見つかりません").count(), 1, "{sentence}");
        let many: Vec<String> = (0..500).map(|number| format!("まぼろし{number}市")).collect();
        assert_eq!(towns.several(&many.join("、")).unwrap_err().matches("見つかりません").count(), MOST_SENTENCES);
        for wrong in ["99999", "まぼろし市", "埼玉県", "1120"] {
            let sentence = towns.one("市区町村", wrong).unwrap_err();
            assert!(sentence.contains(wrong), "{sentence}");
        }
    }
}
