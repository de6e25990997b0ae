//! The address of one's own profile.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/me/profile`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/profile")]
pub struct MyProfilePath;
