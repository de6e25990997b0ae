//! Address of a solution.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// The solution of a discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/solution")]
pub struct SolutionPath {
    /// The discussion.
    pub thread: ThreadId,
}
