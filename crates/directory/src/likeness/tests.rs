//! What must hold of the likeness of towns, over all 1,741.

use kernel::Timestamp;

use super::*;
use crate::people::tests::person;
use crate::reference::places;

fn towns() -> Towns {
    Towns::new(&Roster::default(), &places())
}

fn names(towns: &Towns, code: &str) -> Vec<String> {
    let places = places();
    towns.nearest(&[code]).iter().map(|near| places.short_name(&near.town.code)).collect()
}

/// A roster in which each of these serves these places, employed by a medical association and commissioned.
fn roster(served: &[&[&str]]) -> Roster {
    let places = places();
    let people = (1..).zip(served).map(|(id, served)| person(id, "", "", served).finish(&places)).collect();
    Roster::new(1, Timestamp(10), people, Vec::new(), &places)
}

#[test]
fn a_town_is_nothing_away_from_itself_and_as_far_from_another_as_that_one_from_it() {
    let towns = towns();
    for (index, town) in towns.all.iter().enumerate() {
        assert!(distance(town, town).abs() < 1e-12, "{}", town.code);
        let other = &towns.all[(index * 37 + 11) % towns.all.len()];
        assert!((distance(town, other) - distance(other, town)).abs() < 1e-12, "{} {}", town.code, other.code);
        assert!(town.code == other.code || distance(town, other) > 0.0, "{} {}", town.code, other.code);
    }
}

#[test]
fn every_town_has_twenty_that_are_like_it_the_nearest_first_and_never_itself() {
    let towns = towns();
    assert_eq!(towns.all.len(), 1_741);
    for town in towns.all.iter().step_by(20) {
        let near = towns.nearest(&[&town.code]);
        assert_eq!(near.len(), NEAREST);
        assert!(near.is_sorted_by(|a, b| a.distance <= b.distance), "{}", town.code);
        assert!(near.iter().all(|near| near.town.code != town.code && near.to.code == town.code));
        let further = towns.all.iter().filter(|other| distance(town, other) < near[NEAREST - 1].distance);
        assert_eq!(further.count(), NEAREST, "itself and nineteen others");
    }
}

#[test]
fn what_is_missing_brings_no_town_nearer_and_none_further_away() {
    let towns = towns();
    let (one, other) = (towns.town("11202").unwrap(), towns.town("12217").unwrap());
    let mut without = other.clone();
    without.standing = one.standing;
    without.kind.clone_from(&one.kind);
    assert!(distance(one, &without) < 1e-12);
    without.standing[Measure::Beds as usize] = None;
    assert!(distance(one, &without) < 1e-12, "an unknown figure is no difference");
    // All figures differ by the same: the mean of them is that difference, whether or not one is known.
    let by_half = |known: bool| {
        let mut town = one.clone();
        town.standing = one.standing.map(|standing| standing.map(|standing| standing + 0.5));
        town.kind = "中核市".to_owned();
        if !known {
            town.standing[Measure::Population as usize] = None;
        }
        distance(one, &town)
    };
    let kind = classes::between_kinds(&one.kind, "中核市");
    let mean = |weight: f64| ((weight * 0.25 + KIND * kind * kind) / (weight + KIND)).sqrt();
    assert!((by_half(true) - mean(13.5)).abs() < 1e-9 && (by_half(false) - mean(9.5)).abs() < 1e-9);
}

#[test]
fn nearly_everything_is_known_of_every_town_and_what_is_not_is_said() {
    let towns = towns();
    let missing = |town: &&Town| town.figures.iter().filter(|figure| figure.is_none()).count();
    assert!(towns.all.iter().all(|town| missing(&town) <= 1), "so no town is near because little is known of it");
    assert_eq!(towns.all.iter().filter(|town| missing(town) == 1).count(), 40);
    let futaba = towns.town("07546").unwrap();
    assert_eq!(futaba.figures[Measure::LivingAlone as usize], None);
    assert_eq!(Measure::LivingAlone.shown(None), "—（データなし）");
    assert_eq!(towns.nearest(&["07546"]).len(), NEAREST);
}

#[test]
fn figures_of_five_towns_are_those_of_the_sources() {
    let towns = towns();
    // Worked out by hand from the sources; see docs/similar-towns.md.
    for (code, figures) in [
        ("11202", ["190,927人", "30.8%", "17.0%", "1,228人/km²", "3.1か所", "72.8床", "4.6か所", "7.1か所", "16.1%"]),
        ("12217", ["437,634人", "26.0%", "15.3%", "4,251人/km²", "2.4か所", "75.4床", "3.9か所", "8.8か所", "16.8%"]),
        ("13112", ["923,210人", "20.6%", "11.8%", "15,904人/km²", "2.5か所", "45.7床", "8.6か所", "10.1か所", "28.4%"]),
        ("01648", ["2,120人", "38.1%", "23.5%", "21人/km²", "0.0か所", "0.0床", "8.0か所", "0.0か所", "22.5%"]),
        ("39344", ["2,961人", "60.7%", "39.1%", "78人/km²", "8.6か所", "69.1床", "6.0か所", "0.0か所", "32.5%"]),
    ] {
        let town = towns.town(code).unwrap();
        let shown = Measure::ALL.map(|measure| measure.shown(town.figures[measure as usize]));
        assert_eq!(shown.each_ref().map(String::as_str), figures, "{code}");
    }
}

#[test]
fn towns_that_everybody_would_name_are_among_the_nearest() {
    let towns = towns();
    for (code, expected) in [
        ("14100", vec!["さいたま市", "川崎市", "名古屋市"]),
        ("13112", vec!["杉並区", "大田区", "練馬区"]),
        ("12217", vec!["川越市", "越谷市", "船橋市"]),
        ("11202", vec!["土浦市", "深谷市", "上田市"]),
        ("20416", vec!["喬木村", "高山村"]),
        ("01648", vec!["幌加内町", "南富良野町"]),
        ("39344", vec!["仁淀川町", "天龍村"]),
    ] {
        let found = names(&towns, code);
        for name in expected {
            assert!(found.iter().any(|found| found == name), "{name} is not like {code}: {found:?}");
        }
    }
}

#[test]
fn how_the_work_is_organised_brings_towns_nearer_or_drives_them_apart_where_it_is_known_of_both() {
    let places = places();
    let mut people: Vec<_> =
        ["11202", "12217", "11218", "12217"].iter().zip(1..).map(|(code, id)| person(id, "", "", &[*code])).collect();
    // 深谷市 has an officer alone, 柏市 one beside its coordinator.
    for officer in [2, 3] {
        people[officer].tenures[0].affiliation = "municipality";
        people[officer].tenures[0].form = "direct";
    }
    let people = people.into_iter().map(|person| person.finish(&places)).collect();
    let (plain, towns) = (towns(), Towns::new(&Roster::new(1, Timestamp(10), people, Vec::new(), &places), &places));
    let apart = |towns: &Towns, other: &str| distance(towns.town("11202").unwrap(), towns.town(other).unwrap());
    assert!(apart(&towns, "12217") < apart(&plain, "12217"), "the same, and one more");
    assert!(apart(&towns, "11218") > apart(&plain, "11218"), "nothing in common");
    assert!((apart(&towns, "08203") - apart(&plain, "08203")).abs() < 1e-12, "nothing is known of 土浦市");
}

#[test]
fn reasons_are_said_in_words_and_so_are_differences() {
    let towns = Towns::new(&roster(&[&["11202"], &["08203"], &["11408", "11369"], &["38401", "38402"]]), &places());
    let near = |to: &str, town: &str| {
        let (to, town) = (towns.town(to).unwrap(), towns.town(town).unwrap());
        Near { town, to, distance: distance(to, town) }
    };
    let why = reasons(&near("11202", "08203"));
    assert_eq!(why, ["人口・人口密度・75歳以上の割合が近い", "どちらも市", "どちらも郡市区医師会に委託"]);
    let why = reasons(&near("11408", "38402"));
    assert!(why.contains(&"どちらも複数の市町村を合わせて担当".to_owned()), "{why:?}");
    assert!(differences(&near("11202", "08203")).is_empty());
    let others = differences(&near("11202", "39344"));
    let figures = ["75歳以上の割合は高い", "65歳以上の割合は高い", "一人暮らしの割合は高い"];
    assert_eq!(others, [&figures[..], &["市ではなく町"]].concat());
    let to = towns.town("14100").unwrap();
    let unknown = Town { kind: String::new(), standing: [None; Measure::ALL.len()], work: None, ..to.clone() };
    let near = Near { town: &unknown, to, distance: 0.0 };
    assert_eq!(reasons(&near), ["全体として近い"], "there is always something to say");
}

#[test]
fn care_is_said_as_the_rate_that_it_is_and_what_neither_has_is_not_called_near() {
    let (towns, places) = (towns(), places());
    let near = |to: &str, town: &str| {
        let (to, town) = (towns.town(to).unwrap(), towns.town(town).unwrap());
        Near { town, to, distance: distance(to, town) }
    };
    // 新宿区 has far fewer beds than 大阪市, and more for each of its old.
    let (osaka, shinjuku) = (places.municipality("27100").unwrap(), places.municipality("13104").unwrap());
    assert!(osaka.statistics.hospital_beds > shinjuku.statistics.hospital_beds);
    let others = differences(&near("27100", "13104"));
    assert!(others.contains(&"75歳以上の人数に対して病床が多い".to_owned()), "{others:?}");
    assert!(others.contains(&"政令指定都市ではなく特別区".to_owned()), "{others:?}");
    assert_eq!(reasons(&near("14100", "26100")), ["75歳以上あたりの病床が近い", "どちらも政令指定都市"]);
    let why = reasons(&near("01648", "01462"));
    assert_eq!(
        why,
        [
            "人口・人口密度が近い",
            "75歳以上あたりの診療所が近い",
            "どちらにも一般病院・訪問看護事業所の登録がない",
            "どちらも町"
        ]
    );
}

#[test]
fn another_way_of_working_is_named_as_a_difference() {
    let places = places();
    let mut people: Vec<_> =
        ["11202", "08203", "12217"].iter().zip(1..).map(|(code, id)| person(id, "", "", &[*code])).collect();
    (people[1].tenures[0].affiliation, people[1].tenures[0].form) = ("health-center", "direct");
    (people[2].tenures[0].affiliation, people[2].tenures[0].form) = ("community-support-center", "commissioned");
    let people = people.into_iter().map(|person| person.finish(&places)).collect();
    let towns = Towns::new(&Roster::new(1, Timestamp(10), people, Vec::new(), &places), &places);
    let near = |to: &str, town: &str| {
        let (to, town) = (towns.town(to).unwrap(), towns.town(town).unwrap());
        differences(&Near { town, to, distance: distance(to, town) })
    };
    assert_eq!(near("11202", "08203"), ["郡市区医師会への委託ではなく保健所の直営"]);
    let others = near("08203", "12217");
    assert!(others.contains(&"保健所の直営ではなく地域包括支援センターへの委託".to_owned()), "{others:?}");
}

#[test]
fn a_seat_for_a_ward_is_one_for_its_city_and_wards_of_one_city_are_not_several_towns() {
    let towns = Towns::new(&roster(&[&["14133", "14131"]]), &places());
    assert_eq!(towns.town("14130").unwrap().work.as_ref().unwrap().words(), "郡市区医師会への委託");
    assert!(towns.town("14133").is_none());
}

#[test]
fn several_towns_of_ones_own_are_asked_for_together() {
    let (towns, places) = (towns(), places());
    let mine = towns.nearest(&["11202", "39344"]);
    for code in ["11202", "39344"] {
        assert_eq!(mine.iter().filter(|near| near.to.code == code).count(), 10, "each has its own in turn");
        assert!(mine.iter().all(|near| near.town.code != code));
    }
    assert!(mine.is_sorted_by(|a, b| a.distance <= b.distance));
    let together = towns.nearest(&["11202", "08203"]);
    assert!(together.len() == NEAREST && together.iter().all(|near| near.town.code != "08203"));
    let own = ["11202".to_owned()];
    let asked = Asked::of(&[MINE.to_owned(), "13101".to_owned()], &own, &towns, &places);
    assert!(asked.offered.is_none());
    assert_eq!(asked.chosen[0].label, "担当する市町村（熊谷市（埼玉県））に似た自治体");
    assert_eq!(asked.chosen[1].label, "千代田区（東京都）に似た自治体");
    let nobody = Asked::of(&["99999".to_owned()], &[], &towns, &places);
    assert!(nobody.codes().is_empty() && nobody.offered.is_none());
    assert!(nobody.chosen[0].label.contains("その番号の市町村はありません"));
}
