//! Addresses of discussions.

use axum_extra::routing::TypedPath;
use kernel::{PostId, ThreadId};
use serde::Deserialize;

/// The list, and where a new discussion is sent.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads")]
pub struct ThreadsPath;

/// The form for a new discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/new")]
pub struct NewThreadPath;

/// A discussion.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}")]
pub struct ThreadPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// The form that changes a discussion's opening text, title and tags.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/edit")]
pub struct EditThreadPath {
    /// The discussion.
    pub thread: ThreadId,
}

/// The place of a reply: the page on which it stands, and there its element.
pub fn reply_location(thread: ThreadId, reply: PostId) -> String {
    format!("{}?reply={reply}#{}", ThreadPath { thread }, reply_anchor(reply))
}

/// A page of a discussion.
pub fn page_location(thread: ThreadId, number: u64) -> String {
    let path = ThreadPath { thread };
    if number == 1 { path.to_string() } else { format!("{path}?page={number}") }
}

/// The id of a reply's element.
pub fn reply_anchor(reply: PostId) -> String {
    format!("reply-{reply}")
}
