//! Roles as people write them into a file: 「市町村担当者」, 「都道府県担当者：埼玉県」, `officer:11202`.

use std::collections::BTreeSet;

use kernel::Places;
use kernel::viewer::Role;

use super::words;
use crate::access::{parse_role, role_name};
use crate::claims::towns::Towns;
use crate::desk::forms::GrantForm;
use crate::roster::fold;

/// A role whose scope may follow from what the row serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// With all that it needs.
    Whole(Role),
    /// A municipality's officer, of the one municipality that is served.
    OfficerOfServed,
    /// A prefecture's manager, of the one prefecture in which all that is served lies.
    ManagerOfServed,
}

/// All roles of a cell; being a member is none.
pub fn read(typed: &str, towns: &Towns, places: &Places) -> Result<Vec<Meant>, String> {
    let mut roles = Vec::new();
    for piece in words::several(typed) {
        roles.extend(one(piece, towns, places)?);
    }
    Ok(roles)
}

fn one(typed: &str, towns: &Towns, places: &Places) -> Result<Option<Meant>, String> {
    if let Ok(role) = parse_role(typed, places) {
        return Ok(role.map(Meant::Whole));
    }
    let (name, scope) = typed.split_once([':', '：']).unwrap_or((typed, ""));
    let (name, scope) = (fold(name), scope.trim());
    let slug = match name.as_str() {
        "会員" | "一般" | "めんばー" | "なし" => return Ok(None),
        "officer" | "市町村担当者" | "市区町村担当者" => "officer",
        "manager" | "都道府県担当者" | "県担当者" => "manager",
        "bureau" | "厚生局担当者" => "bureau",
        "observer" | "閲覧者" => "observer",
        _ if name == fold(role_name(&Role::Administrator)) => "administrator",
        _ => {
            return Err(format!(
                "「{typed}」という役割はありません。「市町村担当者」「都道府県担当者」「厚生局担当者：ブロック名」「閲覧者：部屋の名前」のどれかを入力してください。"
            ));
        }
    };
    match (slug, scope) {
        ("officer", "") => Ok(Some(Meant::OfficerOfServed)),
        ("manager", "") => Ok(Some(Meant::ManagerOfServed)),
        // As the form reads it, but with a table of towns that is not made anew for every row.
        ("officer", scope) => towns.one("市町村", scope).map(|code| Some(Meant::Whole(Role::Officer(code)))),
        _ => GrantForm::over(slug, scope).parse(places).map(|role| Some(Meant::Whole(role))).map_err(|problems| {
            problems.list().iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join("")
        }),
    }
}

impl Meant {
    /// The role, for somebody who serves these places.
    pub fn over(&self, served: &[String], places: &Places) -> Result<Role, String> {
        match self {
            Self::Whole(role) => Ok(role.clone()),
            Self::OfficerOfServed => match served {
                [only] => Ok(Role::Officer(only.clone())),
                _ => Err("どの市町村の担当者か、「市町村担当者：埼玉県熊谷市」のように入力してください。".to_owned()),
            },
            Self::ManagerOfServed => {
                let of = |code: &String| places.municipality(code).map(|place| place.prefecture.clone());
                let prefectures: BTreeSet<String> = served.iter().filter_map(of).collect();
                let only = prefectures.into_iter().collect::<Vec<_>>();
                match &only[..] {
                    [only] => Ok(Role::Manager(only.clone())),
                    _ => Err("どの都道府県の担当者か、「都道府県担当者：埼玉県」のように入力してください。".to_owned()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn a_role_is_read_as_it_is_shown_and_as_the_command_line_takes_it() {
        let places = places();
        let towns = Towns::new(&places);
        let served = ["11202".to_owned()];
        let meant = |typed: &str| -> Result<Vec<Role>, String> {
            read(typed, &towns, &places)?.iter().map(|role| role.over(&served, &places)).collect()
        };
        let officer = Role::Officer("11202".to_owned());
        for typed in ["officer:11202", "市町村担当者", "市町村担当者：熊谷市（埼玉県）", "市町村担当者:埼玉県熊谷市"]
        {
            assert_eq!(meant(typed), Ok(vec![officer.clone()]), "{typed}");
        }
        let manager = Role::Manager("11".to_owned());
        assert_eq!(meant("都道府県担当者；市町村担当者"), Ok(vec![manager.clone(), officer]));
        assert_eq!(meant("都道府県担当者：埼玉県"), Ok(vec![manager]));
        assert_eq!((meant("会員"), meant("member"), meant("なし")), (Ok(vec![]), Ok(vec![]), Ok(vec![])));
        for role in [Role::Bureau("kinki".to_owned()), Role::Administrator, Role::Observer(kernel::RoomId::JAPAN)] {
            assert_eq!(meant(&crate::access::role_title(&role, &places)), Ok(vec![role]));
        }
        for wrong in ["王様", "市町村担当者：どこか", "厚生局担当者"] {
            assert!(meant(wrong).is_err(), "{wrong}");
        }
        assert!(Meant::OfficerOfServed.over(&[], &places).is_err());
    }
}
