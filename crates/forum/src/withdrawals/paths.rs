//! Addresses of withdrawals.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId};
use serde::Deserialize;

/// Withdraws a discussion's opening text, and the discussion with it.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/withdrawal")]
pub struct ThreadWithdrawalPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Withdraws a reply.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/withdrawal")]
pub struct ReplyWithdrawalPath {
    /// The reply.
    pub reply: PostId,
}
