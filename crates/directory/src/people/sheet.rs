//! People of the directory as a file for a spreadsheet; what every member reads there, and no way to reach anybody.

use kernel::{Places, Result, terms};
use web::sheets::table;

use super::traits::Facet;
use crate::access::role_title;
use crate::roster::Person;
use crate::rows::post;

/// Between several values in a cell.
const AND: &str = "、";

/// The file.
pub fn csv<'a>(people: impl Iterator<Item = &'a Person>, places: &Places) -> Result<Vec<u8>> {
    let names = |list, slugs: &[&str]| -> String {
        slugs.iter().filter_map(|slug| terms::name(list, slug)).collect::<Vec<_>>().join(AND)
    };
    let row = |person: &'a Person| {
        let posts: Vec<String> = person.current().map(post).collect();
        let served: Vec<String> = person.places().map(|code| places.full_name(code)).collect();
        let roles: Vec<String> = person.shown_roles().map(|role| role_title(role, places)).collect();
        let prefectures = person.traits.of_facet(Facet::Prefecture).iter();
        let prefectures: Vec<String> = prefectures.map(|code| Facet::Prefecture.label(code, places)).collect();
        [
            person.name.clone(),
            person.kana.clone(),
            posts.join(AND),
            prefectures.join(AND),
            served.join(AND),
            roles.join(AND),
            names(terms::QUALIFICATIONS, &person.qualifications),
            names(terms::THEMES, &person.themes),
        ]
    };
    let head = ["氏名", "よみ", "所属機関（所属区分）", "都道府県", "担当市町村", "役割", "資格", "テーマ"];
    table(head, people.map(row))
}
