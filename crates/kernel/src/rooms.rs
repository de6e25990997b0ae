//! Rooms. The ids of regional ones follow from place codes, so every instance and every restore agrees on them; those of
//! groups are random and lie above all others.

use std::fmt;

use sea_orm::DeriveValueType;

use crate::ids;

/// A room, where discussions live and which decides who reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct RoomId(pub i64);

/// The kinds of rooms, from the narrowest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoomKind {
    /// グループ
    Group,
    /// 二次医療圏
    Area,
    /// 都道府県
    Prefecture,
    /// 厚生局ブロック
    Bloc,
    /// 全国
    Japan,
}

/// Slugs and names of the eight blocs (seven 厚生局 and the 四国厚生支局), in the order of the Ministry's own list.
///
/// The 中国四国厚生局 leaves 四国 to its branch, so its own bloc is called by what it holds.
pub const BLOCS: [(&str, &str); 8] = [
    ("hokkaido", "北海道"),
    ("tohoku", "東北"),
    ("kantoshinetsu", "関東信越"),
    ("tokaihokuriku", "東海北陸"),
    ("kinki", "近畿"),
    ("chugokushikoku", "中国"),
    ("shikoku", "四国"),
    ("kyushu", "九州"),
];

impl RoomId {
    /// 全国
    pub const JAPAN: Self = Self(1);
    /// Not a room to talk in: the class of directory entries, which everybody sees who holds a seat or a grant.
    pub const DIRECTORY: Self = Self(2);

    /// The room of a bloc, by its slug.
    pub fn bloc(slug: &str) -> Option<Self> {
        let index = BLOCS.iter().position(|(known, _)| *known == slug)?;
        Some(Self(10 + i64::try_from(index).ok()?))
    }

    /// The room of a prefecture, by its code of 2 digits.
    pub fn prefecture(code: &str) -> Option<Self> {
        number(code, 2).map(|code| Self(100 + code))
    }

    /// The room of a secondary medical area, by its code of 4 digits.
    pub fn area(code: &str) -> Option<Self> {
        number(code, 4).map(|code| Self(10_000 + code))
    }

    /// The name of a group's room in addresses.
    pub fn group_slug(self) -> String {
        format!("group-{self}")
    }

    /// What kind of room this is; `None` for anything else.
    pub fn kind(self) -> Option<RoomKind> {
        match self.0 {
            ids::LOWEST.. => Some(RoomKind::Group),
            1 => Some(RoomKind::Japan),
            10..=17 => Some(RoomKind::Bloc),
            101..=147 => Some(RoomKind::Prefecture),
            10_000..=19_999 => Some(RoomKind::Area),
            _ => None,
        }
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn number(code: &str, digits: usize) -> Option<i64> {
    (code.len() == digits && code.bytes().all(|b| b.is_ascii_digit())).then(|| code.parse().ok()).flatten()
}
