//! The directory's logic over a small roster.

use super::order::{Nearness, nearness};
use kernel::viewer::Role;
use kernel::{OrganisationId, PersonId, Places, SeatId, TenureId, Timestamp};

use super::facets::choices;
use super::*;
use crate::reference::places;
use crate::roster::{Called, Tenure};

/// A person who serves these places; the rest is plain.
pub(crate) fn person(id: i64, name: &str, kana: &str, served: &[&str]) -> Person {
    let tenure = Tenure {
        id: TenureId(id),
        seat: SeatId(id),
        organisation: OrganisationId(id),
        organisation_name: format!("第{id}在宅医療連携センター"),
        organisation_municipality: "11202".to_owned(),
        organisation_phone: String::new(),
        affiliation: "medical-association",
        title: String::new(),
        form: "commissioned",
        is_hub: false,
        is_full_time: true,
        places: served.iter().map(|code| (*code).to_owned()).collect(),
        started_at: Timestamp(0),
        ended_at: None,
        held_as: None,
        may_be_asked: true,
        confirmed_at: None,
        changed_at: None,
        current: true,
    };
    Person {
        id: PersonId(id),
        name: name.to_owned(),
        kana: kana.to_owned(),
        introduction: String::new(),
        experience_years: None,
        qualifications: vec!["nurse"],
        themes: vec!["acp"],
        is_suggested: true,
        busy_until: None,
        is_busy: false,
        approved_at: Some(Timestamp(id)),
        is_active: true,
        has_left: false,
        listed: true,
        tenures: if served.is_empty() { Vec::new() } else { vec![tenure] },
        roles: std::collections::BTreeSet::new(),
        past_roles: std::collections::BTreeSet::new(),
        ends: Vec::new(),
        until: std::collections::BTreeMap::new(),
        haystack: String::new(),
        called: Called::default(),
        traits: Traits::default(),
    }
}

/// 熊谷 (same area as 深谷), 深谷, 川崎市中原区, さいたま市, 札幌, and a manager of 埼玉 without a seat.
fn roster(places: &Places) -> Roster {
    let mut people = vec![
        person(1, "佐藤 花子", "さとう はなこ", &["11202"]),
        person(2, "阿部 一郎", "あべ いちろう", &["11218"]),
        person(3, "髙橋 久美", "たかはし くみ", &["14133"]),
        person(4, "井上 進", "いのうえ すすむ", &["11100"]),
        person(5, "加藤 幸", "かとう さち", &["01100"]),
        person(6, "小林 学", "こばやし まなぶ", &[]),
        person(7, "林 休", "はやし きゅう", &["11202"]),
    ];
    people[1].themes = vec!["dementia"];
    people[2].qualifications = vec!["public-health-nurse", "nurse"];
    people[5].roles.insert(Role::Manager("11".to_owned()));
    people[6].is_active = false;
    let people = people.into_iter().map(|person| person.finish(places)).collect();
    Roster::new(1, Timestamp(10), people, Vec::new(), places)
}

fn ids(found: &Found) -> Vec<i64> {
    found.people.iter().map(|person| person.id.0).collect()
}

fn words(text: &str) -> Filter {
    Filter::new(text, Sort::Kana, 1, &places())
}

#[test]
fn words_are_found_in_kanji_and_kana_of_any_kind_and_every_word_counts() {
    let places = places();
    let roster = roster(&places);
    for (text, expected) in [
        ("佐藤", vec![1]),
        ("さとう", vec![1]),
        ("サトウ", vec![1]),
        ("ｻﾄｳ", vec![1]),
        ("佐藤花子", vec![1]),
        ("くまがや", vec![1]),
        ("埼玉県　医師会", vec![2, 4, 1]),
        ("埼玉 認知症", vec![2]),
        ("ＡＣＰ 中原区", vec![3]),
        ("川崎市中原区", vec![3]),
        ("都道府県担当者", vec![6]),
        ("佐藤 札幌", vec![]),
        ("林", vec![6]),
        ("高橋", vec![3]),
        ("satou", vec![1]),
        ("kumagaya", vec![1]),
    ] {
        assert_eq!(ids(&find(&roster, &words(text), &Asked::default(), &Traits::default())), expected, "{text}");
    }
}

#[test]
fn places_are_found_by_what_they_were_called_and_however_their_name_is_written() {
    let places = places();
    let people = [("28221", "やまだ"), ("22138", "おの"), ("08208", "すずき"), ("11241", "ほり")];
    let people = (1..).zip(people).map(|(id, (code, kana))| person(id, kana, kana, &[code]).finish(&places)).collect();
    let roster = Roster::new(1, Timestamp(10), people, Vec::new(), &places);
    for (text, expected) in [
        ("篠山市", vec![1]),
        ("兵庫県篠山市", vec![1]),
        ("浜松市北区", vec![2]),
        ("龍ケ崎", vec![3]),
        ("竜ヶ崎市", vec![3]),
        ("龍が崎市", vec![3]),
        ("鶴が島", vec![4]),
        ("鶴ｹ島市", vec![4]),
    ] {
        assert_eq!(ids(&find(&roster, &words(text), &Asked::default(), &Traits::default())), expected, "{text}");
    }
}

#[test]
fn near_a_place_are_those_who_serve_it_then_its_neighbours_then_its_medical_area() {
    let places = places();
    let served = ["11408", "11206", "11202", "10205", "13206", "11218"];
    let people = (1..).zip(served).map(|(id, code)| person(id, code, "あ", &[code]).finish(&places)).collect();
    let roster = Roster::new(1, Timestamp(10), people, Vec::new(), &places);
    let near = |text: &str| {
        let filter = Filter::new(text, Sort::Near, 1, &places);
        let found = find(&roster, &filter, &Asked::default(), &Traits::default());
        let reason = |person: &&Person| filter.vicinity.as_ref().and_then(|it| it.reason(&person.traits, &places));
        found.people.iter().map(|person| (person.id.0, reason(person).unwrap_or_default())).collect::<Vec<_>>()
    };
    let reasons = [
        (3, "熊谷市を担当"),
        (4, "太田市は熊谷市のとなり"),
        (2, "行田市は熊谷市のとなり"),
        (6, "深谷市は熊谷市のとなり"),
        (1, "寄居町は熊谷市と同じ医療圏"),
    ];
    assert_eq!(near("熊谷市の近く"), reasons.map(|(id, reason)| (id, reason.to_owned())));
    assert_eq!(near("群馬県 熊谷市の近く"), [(4, "太田市は熊谷市のとなり".to_owned())]);
    assert_eq!(near("府中市の近く"), [(5, "府中市（東京都）を担当".to_owned())]);
    assert_eq!(near("国分寺市の近く"), [(5, "府中市（東京都）は国分寺市のとなり".to_owned())]);
}

#[test]
fn values_of_one_facet_widen_and_facets_narrow() {
    let places = places();
    let roster = roster(&places);
    let nobody = Traits::default();
    let kawasaki_or_sapporo = words("").with(Facet::Municipality, "14130").with(Facet::Municipality, "01100");
    assert_eq!(ids(&find(&roster, &kawasaki_or_sapporo, &Asked::default(), &nobody)), [5, 3]);
    let narrowed = kawasaki_or_sapporo.with(Facet::Qualification, "public-health-nurse");
    assert_eq!(ids(&find(&roster, &narrowed, &Asked::default(), &nobody)), [3]);
    let saitama = words("").with(Facet::Prefecture, "11");
    assert_eq!(
        ids(&find(&roster, &saitama, &Asked::default(), &nobody)),
        [2, 4, 6, 1],
        "the manager is found in the prefecture"
    );
    assert_eq!(find(&roster, &words("").with(Facet::Theme, "unknown"), &Asked::default(), &nobody).total, 0);
}

#[test]
fn a_city_is_found_by_its_wards_and_a_ward_by_its_city() {
    let places = places();
    let roster = roster(&places);
    let served = |code: &str| {
        ids(&find(&roster, &words("").with(Facet::Municipality, code), &Asked::default(), &Traits::default()))
    };
    assert_eq!(served("14130"), [3]);
    assert_eq!(served("14133"), [3]);
    assert_eq!(served("14131"), Vec::<i64>::new(), "another ward of the same city");
    assert_eq!(served("01101"), [5], "whoever serves the whole city serves its wards");
}

#[test]
fn a_count_is_what_choosing_it_shows() {
    let places = places();
    let roster = roster(&places);
    let nobody = Traits::default();
    let starts = [
        words(""),
        words("埼玉"),
        words("").with(Facet::Bloc, "kantoshinetsu"),
        words("").with(Facet::Bloc, "kantoshinetsu").with(Facet::Prefecture, "11"),
        words("").with(Facet::Theme, "acp").with(Facet::Prefecture, "11"),
    ];
    for start in starts {
        let found = find(&roster, &start, &Asked::default(), &nobody);
        for facet in Facet::ALL.into_iter().filter(|facet| start.chosen(*facet).is_empty()) {
            for choice in choices(facet, &start, &found.counts, &nobody, &places) {
                let chosen = start.toggled(facet, &choice.value, &places);
                let total = find(&roster, &chosen, &Asked::default(), &nobody).total as u64;
                assert_eq!(total, choice.count, "{} {}", chosen.href(), choice.value);
            }
        }
    }
}

#[test]
fn other_values_of_a_chosen_facet_keep_their_counts() {
    let places = places();
    let roster = roster(&places);
    let filter = words("").with(Facet::Theme, "acp");
    let found = find(&roster, &filter, &Asked::default(), &Traits::default());
    assert_eq!(found.total, 5);
    assert_eq!((found.counts.of(Facet::Theme, "acp"), found.counts.of(Facet::Theme, "dementia")), (5, 1));
    assert_eq!(found.counts.of(Facet::Prefecture, "11"), 3, "other facets count within the result");
}

#[test]
fn regions_unfold_from_the_wide_to_the_narrow() {
    let places = places();
    let roster = roster(&places);
    let offered = |filter: &Filter, facet: Facet| -> Vec<String> {
        let found = find(&roster, filter, &Asked::default(), &Traits::default());
        choices(facet, filter, &found.counts, &Traits::default(), &places)
            .into_iter()
            .map(|choice| choice.value)
            .collect()
    };
    assert_eq!(offered(&words(""), Facet::Prefecture), ["01", "11", "14"]);
    assert!(offered(&words(""), Facet::Area).is_empty() && offered(&words(""), Facet::Municipality).is_empty());
    let bloc = words("").with(Facet::Bloc, "kantoshinetsu");
    assert_eq!(offered(&bloc, Facet::Prefecture), ["11", "14"]);
    let saitama = bloc.with(Facet::Prefecture, "11");
    assert_eq!(offered(&saitama, Facet::Municipality), ["11100", "11202", "11218"]);
    let area = saitama.with(Facet::Area, "1109");
    assert_eq!(offered(&area, Facet::Municipality), ["11202", "11218"]);
    let none_left = area.with(Facet::Municipality, "11202").toggled(Facet::Bloc, "kantoshinetsu", &places);
    assert_eq!(none_left, words(""), "narrower choices go with the wider one");
}

#[test]
fn the_nearest_come_first_and_then_by_reading() {
    let places = places();
    let roster = roster(&places);
    let mine = &roster.person(PersonId(1)).unwrap().traits;
    let found = find(&roster, &Filter::new("", Sort::Near, 1, &places), &Asked::default(), mine);
    assert_eq!(ids(&found), [1, 2, 4, 6, 3, 5]);
    let reasons: Vec<_> = found.people.iter().map(|person| nearness(mine, &person.traits)).collect();
    assert_eq!(
        reasons,
        [
            Nearness::SameMunicipality,
            Nearness::SameArea,
            Nearness::SamePrefecture,
            Nearness::SamePrefecture,
            Nearness::SameBloc,
            Nearness::Elsewhere,
        ]
    );
    assert_eq!(
        ids(&find(&roster, &Filter::new("", Sort::Kana, 1, &places), &Asked::default(), mine)),
        [2, 4, 5, 6, 1, 3]
    );
    assert_eq!(
        ids(&find(&roster, &Filter::new("", Sort::New, 1, &places), &Asked::default(), mine)),
        [6, 5, 4, 3, 2, 1]
    );
}

#[test]
fn a_page_behind_the_last_one_is_the_last_one() {
    let places = places();
    let people = (1..=45).map(|id| person(id, "人", "ひと", &["11202"]).finish(&places)).collect();
    let roster = Roster::new(1, Timestamp(10), people, Vec::new(), &places);
    let page = |page| {
        let found = find(&roster, &Filter::new("", Sort::Kana, page, &places), &Asked::default(), &Traits::default());
        (found.total, found.page, found.pages, found.people.len())
    };
    assert_eq!(
        [page(1), page(3), page(4), page(usize::MAX)],
        [(45, 1, 3, 20), (45, 3, 3, 5), (45, 3, 3, 5), (45, 3, 3, 5)]
    );
}

#[test]
fn the_address_says_everything_and_nothing_twice() {
    let filter = Filter::new("訪看 くま", Sort::New, 2, &places()).with(Facet::Theme, "acp").with(Facet::Theme, "acp");
    assert_eq!(filter.href(), "/coordinators?q=%E8%A8%AA%E7%9C%8B%20%E3%81%8F%E3%81%BE&theme=acp&sort=new&page=2");
    assert_eq!(Filter::new("", Sort::Near, 1, &places()).href(), "/coordinators");
}
