//! The address of one's own contact.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/me/contact`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/contact")]
pub struct MyContactPath;
