//! Figures in words: every one with the year it is from and the source that says so.

use kernel::places::{Municipality, Statistics};

/// Of ten who are registered so many live there at least, but for places that were evacuated.
const MOST_LIVE_THERE: i64 = 7;

/// One line of the table of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub label: &'static str,
    /// The figure, or why there is none.
    pub value: String,
    /// From when, and who says so.
    pub sources: &'static [&'static Source],
}

/// Where figures come from.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// From when.
    pub when: &'static str,
    /// In the table.
    pub short: &'static str,
    /// In full, below the table.
    pub full: &'static str,
}

/// 住民基本台帳
pub const REGISTER: &Source = &Source {
    when: "令和7年1月1日",
    short: "住民基本台帳",
    full: "総務省「住民基本台帳に基づく人口、人口動態及び世帯数」",
};
/// 国勢調査
pub const CENSUS: &Source =
    &Source {
        when: "令和2年10月1日", short: "国勢調査", full: "総務省「国勢調査」（統計センター SSDSE-A-2025）"
    };
/// 医療施設調査など
pub const SURVEYS: &Source = &Source {
    when: "令和4年",
    short: "医療施設調査など",
    full: "厚生労働省「医療施設調査」「医師・歯科医師・薬剤師統計」（統計センター SSDSE-A-2025）",
};
/// 面積調
pub const AREA: &Source = &Source {
    when: "令和4年",
    short: "面積調",
    full: "国土地理院「全国都道府県市区町村別面積調」（統計センター SSDSE-A-2025）",
};
/// 可住地面積
pub const HABITABLE: &Source =
    &Source { when: "令和4年", short: "SSDSE", full: "独立行政法人統計センター「SSDSE-A-2025」" };
/// 医療情報ネット
pub const HOSPITALS: &Source =
    &Source {
        when: "令和7年6月1日", short: "医療情報ネット", full: "厚生労働省「医療情報ネット」オープンデータ"
    };
/// 介護サービス情報公表
pub const CARE: &Source = &Source {
    when: "令和8年",
    short: "介護サービス情報公表",
    full: "厚生労働省「介護サービス情報公表システム」オープンデータ（CC BY 4.0）を加工",
};
const CENTERS: &Source =
    &Source {
        when: "令和3年", short: "国土数値情報", full: "国土交通省「国土数値情報（福祉施設データ）」を加工"
    };

/// All figures of a place. Of a ward only the population is known.
pub fn figures(place: &Municipality) -> Vec<Figure> {
    let s = &place.statistics;
    let mut figures = vec![
        figure("人口", format!("{}人", thousands(s.population)), &[REGISTER]),
        figure("65歳以上", people(s.population_65, s.population), &[REGISTER]),
        figure("75歳以上", people(s.population_75, s.population), &[REGISTER]),
    ];
    if place.city.is_some() {
        return figures;
    }
    let km2 = |area: Option<f64>| area.map_or_else(unknown, |area| format!("{area:.2}km²"));
    figures.extend([
        figure("世帯数", counted(s.households, "世帯"), &[REGISTER]),
        figure("65歳以上の一人暮らし", living_alone(s), &[CENSUS]),
        figure("面積", km2(s.area_km2), &[AREA]),
        figure("可住地面積", km2(s.habitable_area_km2), &[HABITABLE]),
        figure("人口密度", s.area_km2.map_or_else(unknown, |area| density(s.population, area)), &[REGISTER, AREA]),
        figure("病院", registered(s.hospitals, "か所"), &[HOSPITALS]),
        figure("病床", registered(s.hospital_beds, "床"), &[HOSPITALS]),
        figure("診療所", counted(s.clinics, "か所"), &[SURVEYS]),
        figure("歯科診療所", counted(s.dental_clinics, "か所"), &[SURVEYS]),
        figure("医師", counted(s.physicians, "人"), &[SURVEYS]),
        figure("訪問看護事業所", counted(s.visiting_nursing_offices, "か所"), &[CARE]),
        figure("居宅介護支援事業所", counted(s.care_manager_offices, "か所"), &[CARE]),
        figure("地域包括支援センター", counted(s.community_support_centers, "か所"), &[CENTERS]),
    ]);
    figures
}

/// The sources of these figures, each once, in their order.
pub fn sources(figures: &[Figure]) -> Vec<&'static Source> {
    figures.iter().flat_map(|figure| figure.sources).fold(Vec::new(), |mut sources, source| {
        if !sources.contains(source) {
            sources.push(source);
        }
        sources
    })
}

/// 「1,234」
pub fn thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 「28.8%」; tenths of a per cent, rounded.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return unknown();
    }
    let tenths = (part * 2_000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// What must be known of a place from which most people were still evacuated at the census; nothing for any other.
pub fn caution(place: &Municipality) -> Option<&'static str> {
    let s = &place.statistics;
    let lived_there = s.census_population.filter(|_| place.city.is_none())?;
    (lived_there * 10 < s.population * MOST_LIVE_THERE).then_some(
        "令和2年の国勢調査のとき、住民登録のある方の多くは避難などで町村の外に住んでいました。\
        登録人口をもとにした割合や人数あたりの数は、名目上のものです。",
    )
}

fn figure(label: &'static str, value: String, sources: &'static [&'static Source]) -> Figure {
    Figure { label, value, sources }
}

/// A census that found nobody says nothing of how people live.
fn living_alone(s: &Statistics) -> String {
    match s.census_population {
        Some(0) => "資料なし（国勢調査のとき住んでいる人がいませんでした）".to_owned(),
        _ => counted(s.elderly_single_households, "世帯"),
    }
}

fn people(part: i64, whole: i64) -> String {
    format!("{}人（{}）", thousands(part), percent(part, whole))
}

fn counted(number: Option<i64>, unit: &str) -> String {
    number.map_or_else(unknown, |number| format!("{}{unit}", thousands(number)))
}

/// The register is not complete, so a zero in it proves nothing.
fn registered(number: Option<i64>, unit: &str) -> String {
    if number == Some(0) { "登録なし".to_owned() } else { counted(number, unit) }
}

/// People per km², in whole people but for the emptiest places.
#[expect(clippy::cast_precision_loss, reason = "no population comes near 2^52")]
#[expect(clippy::cast_possible_truncation, reason = "no more people fit onto a square kilometre")]
fn density(population: i64, area: f64) -> String {
    let density = population as f64 / area;
    if !density.is_finite() {
        unknown()
    } else if density < 100.0 {
        format!("1km²に{density:.1}人")
    } else {
        format!("1km²に{}人", thousands(density.round() as i64))
    }
}

fn unknown() -> String {
    "資料なし".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn numbers_are_grouped_and_shares_rounded() {
        assert_eq!(
            [thousands(0), thousands(999), thousands(1_000), thousands(1_535_141)],
            ["0", "999", "1,000", "1,535,141"]
        );
        assert_eq!([percent(1, 3), percent(2, 3), percent(0, 5), percent(5, 5)], ["33.3%", "66.7%", "0.0%", "100.0%"]);
        assert_eq!(percent(0, 0), "資料なし");
    }

    #[test]
    fn what_the_source_does_not_say_is_not_shown_as_zero() {
        let places = places();
        let of = |code: &str, label: &str| {
            let all = figures(places.municipality(code).unwrap());
            all.into_iter().find(|figure| figure.label == label).map(|figure| figure.value)
        };
        // 花巻市
        assert_eq!(of("03205", "地域包括支援センター").as_deref(), Some("資料なし"));
        for place in places.municipalities() {
            assert_ne!(of(&place.code, "病院").as_deref(), Some("0か所"), "{}", place.name);
        }
        assert_eq!(of("14133", "病院"), None);
        assert_eq!(of("14130", "人口密度").as_deref(), Some("1km²に10,738人"));
        let nobody = "資料なし（国勢調査のとき住んでいる人がいませんでした）";
        assert_eq!(of("07546", "65歳以上の一人暮らし").as_deref(), Some(nobody));
        assert_eq!(of("07545", "65歳以上の一人暮らし").as_deref(), Some("41世帯"));
    }

    #[test]
    fn of_seven_evacuated_places_it_is_said_that_their_rates_are_nominal() {
        let places = places();
        let warned = places.municipalities().filter(|place| caution(place).is_some());
        let names: Vec<&str> = warned.map(|place| place.name.as_str()).collect();
        assert_eq!(names, ["楢葉町", "富岡町", "大熊町", "双葉町", "浪江町", "葛尾村", "飯舘村"]);
    }
}
