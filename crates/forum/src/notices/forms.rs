//! What browsers send about notices.

use serde::Deserialize;

/// Which page of the list is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    /// What stands before it, as [`super::queries::Before`] reads it.
    pub before: String,
}

/// The form that takes people for seen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SeenForm {
    /// The instant of the line; who was found later has not been seen.
    pub until: i64,
    /// Makes the form count once.
    pub once: String,
}
