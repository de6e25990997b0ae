//! The addresses of seats.

use axum_extra::routing::TypedPath;
use kernel::{SeatId, TenureId};
use serde::Deserialize;

/// `/seats/{id}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/seats/{id}")]
pub struct SeatPath {
    /// The seat.
    pub id: SeatId,
}

/// `/admin/seats/{id}/successor`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/seats/{id}/successor")]
pub struct SuccessorPath {
    /// The seat.
    pub id: SeatId,
}

/// `/me/tenures/{tenure}/asking`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/tenures/{tenure}/asking")]
pub struct AskingPath {
    /// One's own time in a seat.
    pub tenure: TenureId,
}
