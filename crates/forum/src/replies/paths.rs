//! Addresses of replies.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId};
use serde::Deserialize;

/// Where a new reply is sent.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/replies")]
pub struct RepliesPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// The form that changes a reply.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/edit")]
pub struct EditReplyPath {
    /// The reply.
    pub reply: PostId,
}
