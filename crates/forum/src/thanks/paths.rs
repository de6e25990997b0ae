//! Addresses of 参考になった.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId};
use serde::Deserialize;

/// Of a discussion's opening text.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/thanks")]
pub struct ThreadThanksPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Of a reply.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/thanks")]
pub struct ReplyThanksPath {
    /// The reply.
    pub reply: PostId,
}
