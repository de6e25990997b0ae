//! Address of a split.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// Where replies are parted from a discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/threads/{thread}/split")]
pub struct SplitPath {
    /// The discussion.
    pub thread: ThreadId,
}
