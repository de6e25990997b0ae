//! Which municipalities share a border, also across prefectures; worked out from their geometry by
//! `assets/reference/neighbours.py`.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use kernel::Places;
use kernel::places::Municipality;

/// A line for each municipality with those neighbours whose code is higher.
const FILE: &str = include_str!("../../../../assets/reference/neighbours.csv");

/// Where the geometry is from, as its makers want it said.
pub const CREDIT: &str = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成";

static BORDERS: LazyLock<HashMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (code, others) in FILE.lines().skip(1).filter_map(|line| line.split_once(',')) {
        for other in others.split(' ') {
            all.entry(code).or_default().insert(other);
            all.entry(other).or_default().insert(code);
        }
    }
    all
});

/// The municipalities that border on this one: those of its own prefecture first, then by code. A ward has those of its
/// city, an island none.
pub fn across_the_border<'a>(code: &'a str, places: &'a Places) -> Vec<&'a Municipality> {
    let code = places.city_of(code);
    let others = BORDERS.get(code).into_iter().flatten().filter_map(|other| places.municipality(other));
    let (own, beyond): (Vec<_>, Vec<_>) = others.partition(|other| code.starts_with(&other.prefecture));
    own.into_iter().chain(beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    fn names(places: &Places, code: &str) -> Vec<String> {
        across_the_border(code, places).iter().map(|place| place.name.clone()).collect()
    }

    #[test]
    fn known_neighbours_are_found_across_prefectures_too() {
        let places = places();
        let kumagaya =
            ["行田市", "東松山市", "鴻巣市", "深谷市", "滑川町", "嵐山町", "吉見町", "太田市", "千代田町", "大泉町"];
        assert_eq!(names(&places, "11202"), kumagaya);
        assert_eq!(names(&places, "13101"), ["中央区", "港区", "新宿区", "文京区", "台東区"]);
        for (code, beyond) in [("29201", "木津川市"), ("27100", "尼崎市"), ("13308", "丹波山村"), ("22100", "飯田市")]
        {
            assert!(names(&places, code).iter().any(|name| name == beyond), "{beyond} borders on {code}");
        }
    }

    #[test]
    fn islands_and_straits_part_and_wards_have_the_neighbours_of_their_city() {
        let places = places();
        for island in ["32528", "47381", "15224"] {
            assert!(names(&places, island).is_empty(), "{island}");
        }
        assert!(!names(&places, "35201").contains(&"北九州市".to_owned()));
        assert_eq!(names(&places, "14133"), names(&places, "14130"));
        assert!(names(&places, "99999").is_empty());
    }

    #[test]
    fn every_code_is_a_municipality_and_whoever_has_a_neighbour_is_one() {
        let places = places();
        let pairs = BORDERS.iter().flat_map(|(code, others)| others.iter().map(move |other| (*code, *other)));
        let pairs: Vec<(&str, &str)> = pairs.collect();
        assert_eq!(pairs.len(), 2 * 4_391);
        for (code, other) in pairs {
            assert!(places.municipality(code).is_some_and(|place| place.city.is_none()), "{code}");
            assert!(code != other && BORDERS[other].contains(code), "{code} {other}");
        }
    }
}
