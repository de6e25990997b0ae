//! The addresses of leaving.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/me/leaving`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/leaving")]
pub struct LeavingPath;

/// `/me/data.zip`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/data.zip")]
pub struct DataPath;
