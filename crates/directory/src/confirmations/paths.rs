//! The addresses.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/confirmations/{token}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/confirmations/{token}")]
pub struct LinkPath {
    /// What the letter says.
    pub token: String,
}

/// `/me/confirmation`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/confirmation")]
pub struct OwnPath;
