//! Address of quotations.

use axum_extra::routing::TypedPath;
use kernel::ThreadId;
use serde::Deserialize;

/// Where the form of a reply is sent to get a quotation.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/threads/{thread}/quotations")]
pub struct QuotationsPath {
    /// The discussion.
    pub thread: ThreadId,
}
