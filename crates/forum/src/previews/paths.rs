//! Address of previews.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Where a text is sent to be looked at.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/preview")]
pub struct PreviewPath;
