//! The addresses of the note of a municipality.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/municipalities/{code5}/note`
#[derive(TypedPath, Deserialize)]
#[typed_path("/municipalities/{code5}/note")]
pub struct RoleNotePath {
    /// Code of 5 digits.
    pub code5: String,
}

/// `/municipalities/{code5}/note/removal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/municipalities/{code5}/note/removal")]
pub struct RoleNoteRemovalPath {
    /// Code of 5 digits.
    pub code5: String,
}
