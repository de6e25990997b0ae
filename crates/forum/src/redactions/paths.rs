//! Address of a redaction.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// Where a passage or a file of a discussion is erased.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/posts/{post}/redaction")]
pub struct RedactionPath {
    /// The text from whose page one has come.
    pub post: PostId,
}
