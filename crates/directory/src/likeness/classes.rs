//! Kinds of municipalities: how far two are apart, and the classes by population of 総務省's 類似団体.

use kernel::places::Municipality;

/// Kinds on a line, from the smallest to the widest in its duties.
const LINE: [(&str, f64); 6] =
    [("村", 0.0), ("町", 0.5), ("市", 1.5), ("中核市", 2.25), ("特別区", 2.25), ("政令指定都市", 3.0)];

/// A ward of Tokyo is about as large as a 中核市 and has other duties.
const WARD: f64 = 0.75;

/// How far two kinds are apart, in the unit of standings.
pub fn between_kinds(a: &str, b: &str) -> f64 {
    let place = |kind: &str| LINE.iter().find(|(known, _)| *known == kind).map_or(1.5, |(_, place)| *place);
    let apart = (place(a) - place(b)).abs();
    if a != b && apart == 0.0 { WARD } else { apart }
}

/// The class by population at the census that 類似団体 begins with; its other half, how people earn their living, is in no
/// source that we have. 施行時特例市 are a group of their own and are not told from other large cities here.
pub fn population_class(place: &Municipality) -> Option<String> {
    let population = place.statistics.census_population.filter(|population| *population > 0)?;
    let class =
        |limits: &[i64], names: [&'static str; 5]| names[limits.iter().filter(|limit| population >= **limit).count()];
    Some(match place.kind.as_str() {
        "市" if population >= 150_000 => "一般市Ⅳまたは施行時特例市".to_owned(),
        "市" => format!("一般市{}", class(&[50_000, 100_000], ["Ⅰ", "Ⅱ", "Ⅲ", "", ""])),
        "町" | "村" => format!("町村{}", class(&[5_000, 10_000, 15_000, 20_000], ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"])),
        other => other.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_as_far_apart_from_either_side() {
        for (a, _) in LINE {
            for (b, _) in LINE {
                assert!((between_kinds(a, b) - between_kinds(b, a)).abs() < 1e-12);
                assert_eq!(between_kinds(a, b) == 0.0, a == b, "{a} {b}");
            }
        }
    }

    #[test]
    fn classes_are_told_as_far_as_the_census_tells_them() {
        let places = crate::reference::places();
        let of = |code: &str| population_class(places.municipality(code).unwrap());
        for (code, class) in [
            ("11408", "町村Ⅴ"),
            ("01648", "町村Ⅰ"),
            ("11202", "一般市Ⅳまたは施行時特例市"),
            ("11207", "一般市Ⅱ"),
            ("13112", "特別区"),
            ("14100", "政令指定都市"),
            ("11201", "中核市"),
        ] {
            assert_eq!(of(code).as_deref(), Some(class), "{code}");
        }
        assert_eq!(of("07546"), None, "the census found nobody in 双葉町");
    }
}
