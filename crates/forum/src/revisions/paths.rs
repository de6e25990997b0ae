//! Addresses of histories.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId};
use serde::Deserialize;

/// The history of a discussion's opening text, title and tags.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/history")]
pub struct ThreadHistoryPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// The history of a reply.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/history")]
pub struct ReplyHistoryPath {
    /// The reply.
    pub reply: PostId,
}

/// Where a former version of an opening text is erased.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/history/{version}/removal")]
pub struct ThreadRemovalPath {
    /// The discussion.
    pub thread: ThreadId,
    /// The version.
    pub version: i64,
}

/// Where a former version of a reply is erased.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/replies/{reply}/history/{version}/removal")]
pub struct ReplyRemovalPath {
    /// The reply.
    pub reply: PostId,
    /// The version.
    pub version: i64,
}

/// The address of a text's history.
pub fn history_location(thread: ThreadId, post: PostId) -> String {
    if post == thread.into() {
        ThreadHistoryPath { thread }.to_string()
    } else {
        ReplyHistoryPath { reply: post }.to_string()
    }
}

/// Where one of its former versions is erased.
pub fn removal_location(thread: ThreadId, post: PostId, version: i64) -> String {
    if post == thread.into() {
        ThreadRemovalPath { thread, version }.to_string()
    } else {
        ReplyRemovalPath { reply: post, version }.to_string()
    }
}
