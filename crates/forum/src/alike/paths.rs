//! Addresses of similar discussions.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// Where a new discussion is sent to be compared with those of the past.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/similar")]
pub struct SimilarPath;

/// Discussions that are like this one.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/similar")]
pub struct ThreadSimilarPath {
    /// The discussion.
    pub thread: ThreadId,
}
