//! The addresses.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/admin/activity`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/activity")]
pub struct ActivityPath;

/// `/admin/activity/export`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/activity/export")]
pub struct ExportPath;
