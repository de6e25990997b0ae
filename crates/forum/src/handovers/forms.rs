//! What a browser sends about what is handed on.

use kernel::SeatId;
use serde::Deserialize;

/// Which seat, where somebody holds several.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct SeatQuery {
    /// The seat.
    pub seat: SeatId,
}

impl Default for SeatQuery {
    fn default() -> Self {
        Self { seat: SeatId(0) }
    }
}

/// Following one subject, or all.
#[derive(Clone, Debug, Deserialize)]
pub struct TakeOverForm {
    /// The seat.
    pub seat: SeatId,
    /// The name of a subject; empty for all.
    #[serde(default)]
    pub subject: String,
    /// Makes the form count once.
    #[serde(default)]
    pub once: String,
}
