//! Address of templates.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Where the form of a new discussion is sent to get a template.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/templates")]
pub struct TemplatesPath;
