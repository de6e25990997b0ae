//! Roles as text: in the database, on the command line, on screen.

use kernel::Places;
use kernel::rooms::BLOCS;
use kernel::viewer::Role;

/// All that can be granted, for messages.
const ROLES: &str = "officer:CODE5, manager:CODE2, bureau:SLUG, observer:ROOM, alumni, administrator";

/// Reads `manager:11`, as the command line takes it; nothing for `member`, which everybody is without a grant.
///
/// The error says what would be right.
pub fn parse_role(text: &str, places: &Places) -> Result<Option<Role>, String> {
    let (role, scope) = text.split_once(':').unwrap_or((text, ""));
    if text == "member" {
        return Ok(None);
    }
    read_role(role, scope, places).map(Some).ok_or_else(|| match role {
        "officer" => format!("officer needs the code of a municipality, such as officer:11202, not {scope:?}"),
        "manager" => format!("manager needs the code of a prefecture, such as manager:11, not {scope:?}"),
        "bureau" => format!("bureau needs one of {}, not {scope:?}", BLOCS.map(|(slug, _)| slug).join(", ")),
        "observer" => format!("observer needs the slug of a room, such as observer:pref-11, not {scope:?}"),
        "administrator" | "alumni" | "member" => format!("{role} has no scope, not {scope:?}"),
        _ => format!("no role {role:?}; there are member, {ROLES}"),
    })
}

/// The role in its two columns, if the place that it names exists.
pub fn read_role(role: &str, scope: &str, places: &Places) -> Option<Role> {
    match role {
        "officer" => places.municipality(scope).map(|place| Role::Officer(place.code.clone())),
        "manager" => places.prefecture(scope).map(|prefecture| Role::Manager(prefecture.code.clone())),
        "bureau" => BLOCS.iter().find(|(slug, _)| *slug == scope).map(|(slug, _)| Role::Bureau((*slug).to_owned())),
        "observer" => places.room_by_slug(scope).map(|room| Role::Observer(room.id)),
        "alumni" => scope.is_empty().then_some(Role::Alumni),
        "administrator" => scope.is_empty().then_some(Role::Administrator),
        _ => None,
    }
}

/// The two columns of a role; together with a colon they are what [`parse_role`] reads.
pub fn role_text(role: &Role, places: &Places) -> (&'static str, String) {
    match role {
        Role::Officer(code) => ("officer", code.clone()),
        Role::Manager(code) => ("manager", code.clone()),
        Role::Bureau(slug) => ("bureau", slug.clone()),
        Role::Observer(room) => ("observer", places.room(*room).map(|room| room.slug.clone()).unwrap_or_default()),
        Role::Alumni => ("alumni", String::new()),
        Role::Administrator => ("administrator", String::new()),
    }
}

/// 「都道府県担当者」
pub fn role_name(role: &Role) -> &'static str {
    match role {
        Role::Officer(_) => "市町村担当者",
        Role::Manager(_) => "都道府県担当者",
        Role::Bureau(_) => "厚生局担当者",
        Role::Observer(_) => "閲覧者",
        Role::Alumni => "以前に担当していた方",
        Role::Administrator => "サイト管理者",
    }
}

/// 「都道府県担当者（埼玉県）」
pub fn role_title(role: &Role, places: &Places) -> String {
    let name = role_name(role);
    let scope = match role {
        // 「熊谷市担当者」 would be a second pair of parentheses less, but not tell the two 府中市 apart.
        Role::Officer(code) => places.full_name(code),
        Role::Manager(code) => places.prefecture(code).map(|p| p.name.clone()).unwrap_or_default(),
        Role::Bureau(slug) => bloc_name(slug).to_owned(),
        Role::Observer(room) => places.room(*room).map(|room| room.name.clone()).unwrap_or_default(),
        Role::Alumni | Role::Administrator => return name.to_owned(),
    };
    format!("{name}：{scope}")
}

/// 「関東信越」
pub fn bloc_name(slug: &str) -> &'static str {
    BLOCS.iter().find(|(known, _)| *known == slug).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use kernel::RoomId;

    use super::*;
    use crate::reference::places;

    #[test]
    fn a_role_is_written_as_it_is_read() {
        let places = places();
        for text in [
            "officer:11202",
            "officer:14133",
            "manager:11",
            "bureau:kantoshinetsu",
            "observer:area-1101",
            "alumni",
            "administrator",
        ] {
            let role = parse_role(text, &places).unwrap().unwrap();
            let (name, scope) = role_text(&role, &places);
            assert_eq!(format!("{name}:{scope}").trim_end_matches(':'), text);
            assert_eq!(read_role(name, &scope, &places), Some(role));
        }
        assert_eq!(parse_role("member", &places), Ok(None));
        assert_eq!(parse_role("observer:japan", &places), Ok(Some(Role::Observer(RoomId::JAPAN))));
    }

    #[test]
    fn a_role_over_nothing_is_refused_with_an_example() {
        let places = places();
        for (text, hint) in [
            ("manager", "manager:11"),
            ("manager:48", "manager:11"),
            ("manager:1", "manager:11"),
            ("officer:99999", "officer:11202"),
            ("bureau:kanto", "kantoshinetsu"),
            ("observer:pref-48", "observer:pref-11"),
            ("administrator:11", "no scope"),
            ("alumni:11", "no scope"),
            ("member:11", "no scope"),
            ("king", "administrator"),
            ("", "administrator"),
        ] {
            let problem = parse_role(text, &places).unwrap_err();
            assert!(problem.contains(hint), "{text}: {problem}");
        }
    }
}
