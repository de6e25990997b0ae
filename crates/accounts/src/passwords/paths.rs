//! The address of one's own password.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/me/password`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/password")]
pub struct MyPasswordPath;
