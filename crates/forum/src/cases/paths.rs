//! Addresses for those who answer for a text.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// A text, what was reported of it, and what was done.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/posts/{post}")]
pub struct CasePath {
    /// The text.
    pub post: PostId,
}
