//! The pages of places.

mod country;
mod map;
mod municipality;
mod nearby;
mod prefecture;
mod serving;
mod tiles;

pub use self::country::{TITLE as COUNTRY, country_page};
pub use self::municipality::{MunicipalityPage, municipality_page};
pub use self::prefecture::{PrefecturePage, prefecture_page, title as prefecture_title};

/// 「関東信越ブロック」 and the directory of its people.
fn bloc_crumb(slug: &str) -> (String, String) {
    let href = web::links::with_query(web::links::COORDINATORS, [("bloc", slug)]);
    (href, format!("{}ブロック", crate::access::bloc_name(slug)))
}
