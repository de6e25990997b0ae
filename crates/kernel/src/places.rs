//! The map of Japan in memory: prefectures, municipalities, wards, medical areas, and the rooms that follow from them.
//!
//! Loaded once at start (the `directory` crate reads the rows) and never changed while running.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::RoomId;
use crate::rooms::{BLOCS, RoomKind};

/// 都道府県
#[derive(Clone, Debug)]
pub struct Prefecture {
    /// Code of 2 digits.
    pub code: String,
    /// 「埼玉県」
    pub name: String,
    /// よみ
    pub kana: String,
    /// Slug of the bureau whose bloc it belongs to.
    pub bloc: String,
}

/// 二次医療圏
#[derive(Clone, Debug)]
pub struct Area {
    /// Code of 4 digits.
    pub code: String,
    /// Code of the prefecture.
    pub prefecture: String,
    /// 「県央」
    pub name: String,
}

/// 市区町村, or a ward of a designated city.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Code of 5 digits.
    pub code: String,
    /// Code of the prefecture.
    pub prefecture: String,
    /// For a ward, the code of its city.
    pub city: Option<String>,
    /// 郡, or empty.
    pub county: String,
    /// 「熊谷市」, or 「中原区」 for a ward.
    pub name: String,
    /// よみ
    pub kana: String,
    /// 市, 町, 中核市, …
    pub kind: String,
    /// Address of the municipality's own site, or empty.
    pub url: String,
    /// Codes of the medical areas in which it lies; 川崎市 lies in two.
    pub areas: Vec<String>,
    /// Figures, which wards have only in part.
    pub statistics: Statistics,
}

/// Figures of a municipality; their years and sources stand beside them on the page.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// 住民基本台帳人口, 2025-01-01.
    pub population: i64,
    /// Of these 65 and older.
    pub population_65: i64,
    /// Of these 75 and older.
    pub population_75: i64,
    /// Households, 2025-01-01.
    pub households: Option<i64>,
    /// Households of one person of 65 and older, census 2020.
    pub elderly_single_households: Option<i64>,
    /// km².
    pub area_km2: Option<f64>,
    /// km² on which people can live: 可住地面積.
    pub habitable_area_km2: Option<f64>,
    /// 病院, 2025-06-01.
    pub hospitals: Option<i64>,
    /// 病床, 2025-06-01.
    pub hospital_beds: Option<i64>,
    /// 一般診療所, 2022.
    pub clinics: Option<i64>,
    /// 歯科診療所, 2022.
    pub dental_clinics: Option<i64>,
    /// 医師, 2022.
    pub physicians: Option<i64>,
    /// 訪問看護事業所, 2026.
    pub visiting_nursing_offices: Option<i64>,
    /// 居宅介護支援事業所, 2026.
    pub care_manager_offices: Option<i64>,
    /// 地域包括支援センター, 2021; blank where the source has none.
    pub community_support_centers: Option<i64>,
    /// 一般病院, 2022: all of them, but no psychiatric ones.
    pub general_hospitals: Option<i64>,
    /// People at the census, 2020-10-01.
    pub census_population: Option<i64>,
    /// Of these 65 and older.
    pub census_population_65: Option<i64>,
}

/// A room with its names.
#[derive(Clone, Debug)]
pub struct Room {
    /// The id, which follows from the place where there is one.
    pub id: RoomId,
    /// Its name in addresses, such as `pref-11`.
    pub slug: String,
    /// Its name on screen, such as 「埼玉県」.
    pub name: String,
    /// How wide it is.
    pub kind: RoomKind,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Places {
    prefectures: Vec<Prefecture>,
    areas: Vec<Area>,
    municipalities: Vec<Municipality>,
    rooms: Vec<Room>,
    by_code: HashMap<String, usize>,
    rooms_by_slug: HashMap<String, usize>,
    rooms_by_id: HashMap<RoomId, usize>,
    /// Names that several municipalities have, or several medical areas.
    ambiguous: HashSet<String>,
}

impl Places {
    /// The map over these rows, which must be sorted by code.
    pub fn new(prefectures: Vec<Prefecture>, areas: Vec<Area>, municipalities: Vec<Municipality>) -> Self {
        let rooms = rooms(&prefectures, &areas);
        Self {
            by_code: municipalities.iter().enumerate().map(|(i, m)| (m.code.clone(), i)).collect(),
            rooms_by_slug: rooms.iter().enumerate().map(|(i, room)| (room.slug.clone(), i)).collect(),
            rooms_by_id: rooms.iter().enumerate().map(|(i, room)| (room.id, i)).collect(),
            ambiguous: repeated(municipalities.iter().filter(|m| m.city.is_none()).map(|m| &m.name))
                .chain(repeated(areas.iter().map(|area| &area.name)))
                .collect(),
            prefectures,
            areas,
            municipalities,
            rooms,
        }
    }

    /// All prefectures by code.
    pub fn prefectures(&self) -> &[Prefecture] {
        &self.prefectures
    }

    /// All medical areas by code.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// All municipalities by code, without wards: 1,741.
    pub fn municipalities(&self) -> impl Iterator<Item = &Municipality> {
        self.municipalities.iter().filter(|m| m.city.is_none())
    }

    /// The wards of a designated city, by code; none for any other place.
    pub fn wards_of<'a>(&'a self, city: &'a str) -> impl Iterator<Item = &'a Municipality> {
        self.municipalities.iter().filter(move |m| m.city.as_deref() == Some(city))
    }

    /// The municipality or ward with this code.
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.by_code.get(code).map(|i| &self.municipalities[*i])
    }

    /// The prefecture with this code.
    pub fn prefecture(&self, code: &str) -> Option<&Prefecture> {
        self.prefectures.iter().find(|p| p.code == code)
    }

    /// The medical area with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|a| a.code == code)
    }

    /// All regional rooms: 全国, blocs, prefectures, medical areas.
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// The room with this slug.
    pub fn room_by_slug(&self, slug: &str) -> Option<&Room> {
        self.rooms_by_slug.get(slug).map(|i| &self.rooms[*i])
    }

    /// The room with this id.
    pub fn room(&self, id: RoomId) -> Option<&Room> {
        self.rooms_by_id.get(&id).map(|i| &self.rooms[*i])
    }

    /// 「熊谷市（埼玉県）」: names repeat across Japan, so the prefecture always stands beside them.
    pub fn full_name(&self, code: &str) -> String {
        let Some(place) = self.municipality(code) else { return code.to_owned() };
        let prefecture = self.prefecture(&place.prefecture).map_or("", |p| p.name.as_str());
        format!("{}（{prefecture}）", self.short_name(code))
    }

    /// 「熊谷市」, 「川崎市中原区」: only where the prefecture is already said.
    pub fn short_name(&self, code: &str) -> String {
        let Some(place) = self.municipality(code) else { return code.to_owned() };
        let city = place.city.as_deref().and_then(|city| self.municipality(city)).map_or("", |city| city.name.as_str());
        format!("{city}{}", place.name)
    }

    /// 「熊谷市」 or 「北部（埼玉県）」 of a municipality or medical area: the prefecture stands beside a name that others have too.
    pub fn told_apart(&self, code: &str) -> String {
        let (name, prefecture) = match self.area(code) {
            Some(area) => (area.name.clone(), Some(&area.prefecture)),
            None => (self.short_name(code), self.municipality(code).map(|place| &place.prefecture)),
        };
        let prefecture = prefecture.filter(|_| self.ambiguous.contains(&name)).and_then(|code| self.prefecture(code));
        prefecture.map_or_else(|| name.clone(), |prefecture| format!("{name}（{}）", prefecture.name))
    }

    /// The rooms that holders of a seat read which serves these places: 全国, blocs, prefectures, medical areas.
    pub fn rooms_of<'a>(&self, codes: impl IntoIterator<Item = &'a str>) -> BTreeSet<RoomId> {
        let mut rooms = BTreeSet::new();
        for place in codes.into_iter().filter_map(|code| self.municipality(code)) {
            rooms.insert(RoomId::JAPAN);
            rooms.extend(self.prefecture(&place.prefecture).and_then(|p| RoomId::bloc(&p.bloc)));
            rooms.extend(RoomId::prefecture(&place.prefecture));
            rooms.extend(place.areas.iter().filter_map(|area| RoomId::area(area)));
        }
        rooms
    }

    /// The room of a prefecture and those of its medical areas, which its managers tend.
    pub fn rooms_tended_in(&self, prefecture: &str) -> BTreeSet<RoomId> {
        let areas = self.areas.iter().filter(|area| area.prefecture == prefecture);
        RoomId::prefecture(prefecture).into_iter().chain(areas.filter_map(|area| RoomId::area(&area.code))).collect()
    }

    /// A regional room and all that lie within it: 全国 holds the blocs, a bloc its prefectures, a prefecture its medical
    /// areas. Nothing lies within a group, and no group within a region.
    pub fn rooms_within(&self, room: RoomId) -> BTreeSet<RoomId> {
        let bloc_of = |code: &str| self.prefecture(code).and_then(|prefecture| RoomId::bloc(&prefecture.bloc));
        let prefectures = self.prefectures.iter().filter(|prefecture| {
            room == RoomId::JAPAN
                || bloc_of(&prefecture.code) == Some(room)
                || RoomId::prefecture(&prefecture.code) == Some(room)
        });
        let within = prefectures.flat_map(|prefecture| self.rooms_tended_in(&prefecture.code));
        let blocs = self.rooms.iter().filter(|other| room == RoomId::JAPAN && other.kind == RoomKind::Bloc);
        std::iter::once(room).chain(within).chain(blocs.map(|bloc| bloc.id)).collect()
    }

    /// A ward stands for its city where whole municipalities are compared.
    pub fn city_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.municipality(code).and_then(|m| m.city.as_deref()).unwrap_or(code)
    }
}

/// The names that stand in a list more than once.
fn repeated<'a>(names: impl Iterator<Item = &'a String>) -> impl Iterator<Item = String> {
    let mut known = HashSet::new();
    names.filter(move |name| !known.insert(*name)).cloned()
}

fn rooms(prefectures: &[Prefecture], areas: &[Area]) -> Vec<Room> {
    let japan = Room { id: RoomId::JAPAN, slug: "japan".to_owned(), name: "全国".to_owned(), kind: RoomKind::Japan };
    let blocs = BLOCS.iter().filter_map(|(slug, name)| {
        Some(Room {
            id: RoomId::bloc(slug)?,
            slug: format!("bloc-{slug}"),
            name: format!("{name}ブロック"),
            kind: RoomKind::Bloc,
        })
    });
    let of_prefectures = prefectures.iter().filter_map(|p| {
        Some(Room {
            id: RoomId::prefecture(&p.code)?,
            slug: format!("pref-{}", p.code),
            name: p.name.clone(),
            kind: RoomKind::Prefecture,
        })
    });
    let of_areas = areas.iter().filter_map(|area| {
        let prefecture = prefectures.iter().find(|p| p.code == area.prefecture)?;
        Some(Room {
            id: RoomId::area(&area.code)?,
            slug: format!("area-{}", area.code),
            name: format!("{}医療圏（{}）", area.name, prefecture.name),
            kind: RoomKind::Area,
        })
    });
    std::iter::once(japan).chain(blocs).chain(of_prefectures).chain(of_areas).collect()
}
