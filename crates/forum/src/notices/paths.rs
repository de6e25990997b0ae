//! Addresses of notices.

use axum_extra::routing::TypedPath;
use kernel::SearchId;
use serde::Deserialize;

/// What one is told of.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices")]
pub struct NoticesPath;

/// Takes for seen whom a saved condition has found.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices/people/{search}")]
pub struct PeopleSeenPath {
    /// The condition.
    pub search: SearchId,
}

/// Takes all of it for seen.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/notices/seen")]
pub struct SeenPath;
