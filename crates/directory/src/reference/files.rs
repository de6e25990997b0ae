//! The embedded files. Their headers are the names of the columns in the database.

use sea_orm::FromQueryResult;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

const PREFECTURES: &[u8] = include_bytes!("../../../../assets/reference/prefectures.csv");
const AREAS: &[u8] = include_bytes!("../../../../assets/reference/medical_areas.csv");
const MUNICIPALITIES: &[u8] = include_bytes!("../../../../assets/reference/municipalities.csv");
const WARDS: &[u8] = include_bytes!("../../../../assets/reference/wards.csv");

/// All rows of the files.
pub(super) struct Files {
    pub prefectures: Vec<PrefectureRow>,
    pub areas: Vec<AreaRow>,
    pub municipalities: Vec<MunicipalityRow>,
    pub wards: Vec<MunicipalityRow>,
}

#[derive(Deserialize, FromQueryResult)]
pub(super) struct PrefectureRow {
    pub code: String,
    pub name: String,
    pub kana: String,
    pub bloc: String,
}

#[derive(Deserialize, FromQueryResult)]
pub(super) struct AreaRow {
    pub code: String,
    pub prefecture_code: String,
    pub name: String,
}

/// A municipality, or a ward, whose file has fewer columns.
#[derive(Deserialize, FromQueryResult)]
pub(super) struct MunicipalityRow {
    pub code: String,
    pub prefecture_code: String,
    #[serde(default)]
    pub city_code: Option<String>,
    #[serde(default)]
    pub county: String,
    pub name: String,
    pub kana: String,
    #[serde(default = "ward")]
    pub kind: String,
    #[serde(default)]
    pub url: String,
    pub area_codes: String,
    pub population: i64,
    pub population_65: i64,
    pub population_75: i64,
    #[serde(default)]
    pub households: Option<i64>,
    #[serde(default)]
    pub elderly_single_households: Option<i64>,
    #[serde(default)]
    pub area_km2: Option<f64>,
    #[serde(default)]
    pub hospitals: Option<i64>,
    #[serde(default)]
    pub hospital_beds: Option<i64>,
    #[serde(default)]
    pub clinics: Option<i64>,
    #[serde(default)]
    pub dental_clinics: Option<i64>,
    #[serde(default)]
    pub physicians: Option<i64>,
    #[serde(default)]
    pub visiting_nursing_offices: Option<i64>,
    #[serde(default)]
    pub care_manager_offices: Option<i64>,
    #[serde(default)]
    pub community_support_centers: Option<i64>,
    #[serde(default)]
    pub habitable_area_km2: Option<f64>,
    #[serde(default)]
    pub general_hospitals: Option<i64>,
    #[serde(default)]
    pub census_population: Option<i64>,
    #[serde(default)]
    pub census_population_65: Option<i64>,
}

impl Files {
    /// Reads all files.
    pub fn parse() -> anyhow::Result<Self> {
        Ok(Self {
            prefectures: rows(PREFECTURES)?,
            areas: rows(AREAS)?,
            municipalities: rows(MUNICIPALITIES)?,
            wards: rows(WARDS)?,
        })
    }
}

/// What tells these files from others.
pub(super) fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for file in [PREFECTURES, AREAS, MUNICIPALITIES, WARDS] {
        hash.update(file);
        // So that a line that moves from the end of one file to the start of the next is a change.
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn ward() -> String {
    "行政区".to_owned()
}

fn rows<R: DeserializeOwned>(file: &[u8]) -> anyhow::Result<Vec<R>> {
    Ok(csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Files;

    #[test]
    fn all_of_japan_is_there_once() {
        let files = Files::parse().unwrap();
        let counts = [files.prefectures.len(), files.areas.len(), files.municipalities.len(), files.wards.len()];
        assert_eq!(counts, [47, 330, 1_741, 171]);
        let places = files.municipalities.iter().chain(&files.wards);
        assert_eq!(places.map(|place| &place.code).collect::<BTreeSet<_>>().len(), 1_741 + 171);
    }

    #[test]
    fn every_code_leads_somewhere() {
        let files = Files::parse().unwrap();
        let prefectures: BTreeSet<_> = files.prefectures.iter().map(|p| p.code.as_str()).collect();
        let areas: BTreeSet<_> = files.areas.iter().map(|a| a.code.as_str()).collect();
        let cities: BTreeSet<_> = files.municipalities.iter().map(|m| m.code.as_str()).collect();
        let blocs: BTreeSet<_> = kernel::rooms::BLOCS.iter().map(|(slug, _)| *slug).collect();
        assert!(files.prefectures.iter().all(|p| blocs.contains(p.bloc.as_str())));
        assert!(files.areas.iter().all(|a| prefectures.contains(a.prefecture_code.as_str())));
        for place in files.municipalities.iter().chain(&files.wards) {
            assert!(prefectures.contains(place.prefecture_code.as_str()), "{}", place.code);
            assert!(place.area_codes.split(' ').all(|area| areas.contains(area)), "{}", place.code);
            assert!(place.code.starts_with(&place.prefecture_code), "{}", place.code);
            assert!(place.population_75 <= place.population_65 && place.population_65 <= place.population);
        }
        assert!(files.wards.iter().all(|w| w.city_code.as_deref().is_some_and(|city| cities.contains(city))));
        let used: BTreeSet<_> = files.municipalities.iter().flat_map(|m| m.area_codes.split(' ')).collect();
        assert_eq!(used, areas, "an area without a municipality");
    }

    #[test]
    fn kawasaki_lies_in_two_medical_areas_and_each_of_its_wards_in_one() {
        let files = Files::parse().unwrap();
        let kawasaki = files.municipalities.iter().find(|m| m.code == "14130").unwrap();
        assert_eq!((kawasaki.name.as_str(), kawasaki.area_codes.as_str()), ("川崎市", "1404 1405"));
        let wards = files.wards.iter().filter(|w| w.city_code.as_deref() == Some("14130"));
        let areas: BTreeSet<_> = wards.map(|w| w.area_codes.as_str()).collect();
        assert_eq!(areas, BTreeSet::from(["1404", "1405"]));
    }

    #[test]
    fn rows_are_sorted_by_code() {
        let files = Files::parse().unwrap();
        assert!(files.municipalities.is_sorted_by_key(|m| &m.code) && files.wards.is_sorted_by_key(|w| &w.code));
        assert!(files.areas.is_sorted_by_key(|a| &a.code) && files.prefectures.is_sorted_by_key(|p| &p.code));
    }
}
