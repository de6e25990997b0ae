//! Address of mentions.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Where a script asks whom somebody may mean who types `@`.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/mentions")]
pub struct MentionsPath;
