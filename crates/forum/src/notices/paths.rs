//! Addresses of notices.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// What one is told of.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices")]
pub struct NoticesPath;

/// Takes all of it for seen.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices/seen")]
pub struct SeenPath;
