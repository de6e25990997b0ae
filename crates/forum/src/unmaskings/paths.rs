//! Addresses of requests to learn who wrote a text.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId, UnmaskingId};
use serde::Deserialize;

/// Where it is asked who began a discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/unmasking")]
pub struct ThreadUnmaskingPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// Where it is asked who wrote a reply.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/unmasking")]
pub struct ReplyUnmaskingPath {
    /// The reply.
    pub reply: PostId,
}

/// The open requests.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/unmaskings")]
pub struct UnmaskingsPath;

/// One of them.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/unmaskings/{unmasking}")]
pub struct UnmaskingPath {
    /// The request.
    pub unmasking: UnmaskingId,
}

/// Where it is confirmed.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/unmaskings/{unmasking}/confirmation")]
pub struct ConfirmationPath {
    /// The request.
    pub unmasking: UnmaskingId,
}

/// Where it is asked who wrote a text.
pub fn asking_location(thread: ThreadId, post: PostId) -> String {
    if post == thread.into() {
        ThreadUnmaskingPath { thread }.to_string()
    } else {
        ReplyUnmaskingPath { reply: post }.to_string()
    }
}
