//! Names of regions and rooms as managers type them; municipalities are read by [`crate::claims`].

use kernel::{Places, text};

/// The code of a prefecture, by name or code.
pub(super) fn prefecture<'a>(input: &str, places: &'a Places) -> Option<&'a str> {
    let name = text::nfkc(input.trim());
    places.prefectures().iter().find(|p| p.code == name || p.name == name).map(|p| p.code.as_str())
}

/// The slug of a bloc, by name or slug.
pub(super) fn bloc(input: &str) -> Option<&'static str> {
    let name = text::nfkc(input.trim());
    let name = name.trim_end_matches("ブロック");
    kernel::rooms::BLOCS.iter().find(|(slug, known)| *slug == name || *known == name).map(|(slug, _)| *slug)
}

/// The slug of a regional room, by name or slug; 「秩父医療圏」 is enough where only one is called so.
pub(super) fn room<'a>(input: &str, places: &'a Places) -> Option<&'a str> {
    let name = text::nfkc(input.trim());
    let exact = places.rooms().iter().find(|room| room.slug == name || text::nfkc(&room.name) == name);
    let begins = format!("{name}(");
    let mut short = places.rooms().iter().filter(|room| text::nfkc(&room.name).starts_with(&begins));
    let only = short.next().filter(|_| short.next().is_none());
    exact.or(only).map(|room| room.slug.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn regions_and_rooms_are_named_as_people_name_them() {
        let places = places();
        assert_eq!((prefecture("埼玉県", &places), prefecture("１１", &places)), (Some("11"), Some("11")));
        assert_eq!(
            (bloc("関東信越ブロック"), bloc("kinki"), bloc("関東")),
            (Some("kantoshinetsu"), Some("kinki"), None)
        );
        assert_eq!((room("埼玉県", &places), room("秩父医療圏", &places)), (Some("pref-11"), Some("area-1110")));
        assert_eq!((room("全国", &places), room("北部医療圏", &places)), (Some("japan"), None));
        assert_eq!(room("北部医療圏（埼玉県）", &places), Some("area-1109"));
    }
}
