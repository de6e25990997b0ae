//! Address of a hiding.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// Whether a text is hidden.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/posts/{post}/hiding")]
pub struct HidingPath {
    /// The text.
    pub post: PostId,
}
