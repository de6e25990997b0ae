//! The pages of places.

mod country;
mod map;
mod municipality;
mod nearby;
mod prefecture;
mod serving;
mod tiles;

use kernel::Places;
use maud::{Markup, html};

pub use self::country::{TITLE as COUNTRY, country_page};
pub use self::municipality::{MunicipalityPage, municipality_page};
pub use self::prefecture::{PrefecturePage, prefecture_page, title as prefecture_title};
use crate::Roster;

/// A picture of how prefectures are served: of one its municipalities, of several the country.
pub fn area_map(prefectures: &[String], roster: &Roster, places: &Places) -> Markup {
    let coverage = roster.coverage(places);
    match prefectures {
        [code] => {
            let name = places.prefecture(code).map_or("", |prefecture| prefecture.name.as_str());
            let mut inside: Vec<_> = places.municipalities().filter(|place| place.prefecture == *code).collect();
            inside.sort_by_key(|place| (&place.kana, &place.code));
            html! { (map::prefecture_map(name, code, &inside, coverage)) (map::key(|kind| coverage.prefecture(code).of(kind))) }
        }
        _ => tiles::tile_map(coverage, places),
    }
}

/// 「関東信越ブロック」 and the directory of its people.
fn bloc_crumb(slug: &str) -> (String, String) {
    let href = web::links::with_query(web::links::COORDINATORS, [("bloc", slug)]);
    (href, format!("{}ブロック", crate::access::bloc_name(slug)))
}
