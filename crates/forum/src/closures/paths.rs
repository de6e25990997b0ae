//! Address of a closure.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// The closure of a discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/closure")]
pub struct ClosurePath {
    /// The discussion.
    pub thread: ThreadId,
}
