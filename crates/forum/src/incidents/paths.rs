//! Address of the sheet.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// The sheet of one text.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/posts/{post}/incident")]
pub struct IncidentPath {
    /// The text.
    pub post: PostId,
}
