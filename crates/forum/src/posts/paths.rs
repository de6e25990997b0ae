//! Address of a text.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// A text, wherever it stands now.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/posts/{post}")]
pub struct PostPath {
    /// The text.
    pub post: PostId,
}
