//! What municipalities were called before: people go on saying the name under which they have known a town.

use kernel::Places;

/// Towns that became cities, were renamed or have joined another since 2011, and the wards of 浜松 before 2024.
const FILE: &str = include_str!("../../../../assets/reference/former_names.csv");

/// The former names of a municipality; a ward has those of its city.
pub(crate) fn former_names<'a>(code: &'a str, places: &'a Places) -> impl Iterator<Item = &'static str> + use<'a> {
    let code = places.city_of(code);
    let lines = FILE.lines().skip(1).filter_map(|line| line.split_once(','));
    lines.filter(move |(of, _)| *of == code).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn every_former_name_is_of_a_municipality_that_is_called_otherwise_now() {
        let places = places();
        let lines: Vec<_> = FILE.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
        assert_eq!(lines.len(), 15);
        for (code, name) in lines {
            let place = places.municipality(code).unwrap_or_else(|| panic!("{code}"));
            assert!(place.city.is_none() && place.name != name, "{name}");
            assert!(former_names(code, &places).any(|known| known == name));
        }
        assert_eq!(former_names("11202", &places).count(), 0);
    }
}
