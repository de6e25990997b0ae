//! Addresses of drafts.

use axum_extra::routing::TypedPath;
use kernel::DraftId;
use serde::Deserialize;

/// All of one's own, and where a form is sent to be kept.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/drafts")]
pub struct DraftsPath;

/// One of them.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/drafts/{draft}")]
pub struct DraftPath {
    /// The draft.
    pub draft: DraftId,
}

/// Where it is thrown away.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/drafts/{draft}/removal")]
pub struct RemovalPath {
    /// The draft.
    pub draft: DraftId,
}
