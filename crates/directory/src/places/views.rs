//! The pages of places.

mod municipality;
mod prefecture;

pub use self::municipality::{MunicipalityPage, municipality_page};
pub use self::prefecture::{PrefecturePage, prefecture_page};

/// 「関東信越ブロック」 and the directory of its people.
fn bloc_crumb(slug: &str) -> (String, String) {
    let href = web::links::with_query(web::links::COORDINATORS, [("bloc", slug)]);
    (href, format!("{}ブロック", crate::access::bloc_name(slug)))
}
