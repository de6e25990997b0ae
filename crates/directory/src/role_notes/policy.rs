//! Who shares the note of a municipality.

use kernel::places::Municipality;
use kernel::viewer::Role;
use kernel::{Action, Places, Viewer};

/// The municipality of a note: a ward has that of its city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Code of 5 digits.
    pub code: String,
    /// Code of its prefecture.
    pub prefecture: String,
    /// Its own code, and those of its wards.
    codes: Vec<String>,
}

impl Town {
    /// That of a place.
    pub fn of(place: &Municipality, places: &Places) -> Self {
        let code = places.city_of(&place.code).to_owned();
        let wards = places.wards_of(&code).map(|ward| ward.code.clone());
        let codes = wards.chain([code.clone()]).collect();
        Self { prefecture: place.prefecture.clone(), codes, code }
    }

    fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|own| own == code)
    }
}

/// Reading, changing and erasing it.
#[derive(Clone, Copy, Debug)]
pub struct Share;

impl Action for Share {
    type On = Town;
    fn allows(viewer: &Viewer, town: &Town) -> bool {
        let holds = |role: &Role| match role {
            Role::Officer(code) => town.has(code),
            Role::Manager(prefecture) => *prefecture == town.prefecture,
            Role::Bureau(_) | Role::Observer(_) | Role::Alumni | Role::Administrator => false,
        };
        let serves = |places: &Vec<String>| places.iter().any(|code| town.has(code));
        viewer.is_active()
            && (viewer.roles().iter().any(holds) || viewer.tenures().iter().any(|(_, places)| serves(places)))
    }
}
