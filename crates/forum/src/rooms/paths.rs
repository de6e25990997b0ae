//! Addresses of rooms.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// The rooms that the viewer reads.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/rooms")]
pub struct RoomsPath;

/// A room.
#[derive(Clone, Debug, Deserialize, TypedPath)]
#[typed_path("/rooms/{slug}")]
pub struct RoomPath {
    /// Its name in addresses.
    pub slug: String,
}
