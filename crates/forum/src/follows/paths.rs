//! Addresses of following.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// How one follows a subject.
#[derive(Clone, Debug, Deserialize, TypedPath)]
#[typed_path("/me/follows/{subject}")]
pub struct FollowPath {
    /// Its name.
    pub subject: String,
}

/// Of what one is told, and how.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices/settings")]
pub struct SettingsPath;
