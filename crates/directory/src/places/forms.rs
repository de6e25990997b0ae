//! What the address of a prefecture's page asks for.

use serde::Deserialize;

use super::coverage::Kind;

/// Which of the municipalities the table shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PrefectureQuery {
    only: String,
}

impl PrefectureQuery {
    /// Those that are served like this; all, if the address names no way that there is.
    pub fn parse(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == self.only)
    }
}
