//! What every page shows around its content.

/// Who looks at the page and where they are.
#[derive(Clone, Debug, Default)]
pub struct Chrome {
    /// The signed-in person, if any.
    pub person: Option<Reader>,
    /// Whether this is the demo, which says so on every page.
    pub sample: bool,
    /// The path of the page, to mark the current entry of the navigation.
    pub path: String,
    /// What stands in the search box.
    pub words: String,
}

/// The signed-in person as the header shows them.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Name.
    pub name: String,
    /// Approved, and with a seat or a grant that holds now; others see no navigation.
    pub active: bool,
    /// Whether there is a room to write in; observers have none.
    pub writes: bool,
    /// Whether other people's registrations are in their charge.
    pub manages: bool,
    /// How many notices they have not seen, if that has been asked.
    pub unread: u64,
}
