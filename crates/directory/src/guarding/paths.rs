//! The addresses of the guard.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Where a script has texts read along while they are typed.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/guard/readings")]
pub struct ReadingsPath;

/// Where the buttons of the page have suggestions put into the texts.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/guard/replacements")]
pub struct ReplacementsPath;
