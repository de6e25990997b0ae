//! The addresses.

use axum_extra::routing::TypedPath;
use kernel::SearchId;
use serde::Deserialize;

/// `/me/searches`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches")]
pub(super) struct ListPath;

/// `/me/searches/new`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches/new")]
pub(super) struct NewPath;

/// `/me/searches/{search}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches/{search}")]
pub(super) struct SearchPath {
    /// The search.
    pub search: SearchId,
}

/// `/me/searches/{search}/removal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches/{search}/removal")]
pub(super) struct RemovalPath {
    /// The search.
    pub search: SearchId,
}

/// `/me/searches/{search}/feed`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches/{search}/feed")]
pub(super) struct MakeFeedPath {
    /// The search.
    pub search: SearchId,
}

/// `/me/searches/{search}/feed/end`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/searches/{search}/feed/end")]
pub(super) struct EndFeedPath {
    /// The search.
    pub search: SearchId,
}

/// `/feeds/searches/{file}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/feeds/searches/{file}")]
pub(super) struct FeedPath {
    /// The token with `.atom` behind it.
    pub file: String,
}
