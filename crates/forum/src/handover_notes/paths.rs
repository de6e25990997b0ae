//! The addresses of what a seat hands on in words.

use axum_extra::routing::TypedPath;
use kernel::SeatId;
use serde::Deserialize;

/// `/seats/{id}/note`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/seats/{id}/note")]
pub struct NotePath {
    /// The seat.
    pub id: SeatId,
}

/// `/seats/{id}/note/edit`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/seats/{id}/note/edit")]
pub struct EditNotePath {
    /// The seat.
    pub id: SeatId,
}
