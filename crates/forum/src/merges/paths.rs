//! Address of a merge.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// Where a discussion is put into another one.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/threads/{thread}/merge")]
pub struct MergePath {
    /// The discussion that is put in.
    pub thread: ThreadId,
}
