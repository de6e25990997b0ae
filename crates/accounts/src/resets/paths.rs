//! The addresses of resets.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/password/forgotten`
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/forgotten")]
pub struct ForgottenPath;

/// `/password/code`
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/code")]
pub struct CodePath;

/// `/password/reset/{token}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/reset/{token}")]
pub struct ResetPath {
    /// The token of the letter.
    pub token: String,
}
