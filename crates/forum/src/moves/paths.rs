//! Addresses of moves.

use axum_extra::routing::TypedPath;
use kernel::{MoveId, ThreadId};
use serde::Deserialize;

/// Where a discussion is moved.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/threads/{thread}/move")]
pub struct MovePath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Where it is moved once those have answered who wrote in it.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/threads/{thread}/move/completion")]
pub struct CompletionPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Where the wish is given up.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/threads/{thread}/move/cancellation")]
pub struct CancellationPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Whether the viewer's texts may move.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/moves")]
pub struct MyMovesPath;

/// The answer to one wish.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/moves/{wish}")]
pub struct AnswerPath {
    /// The wish.
    pub wish: MoveId,
}
