//! Addresses of what was brought in.

use axum_extra::routing::TypedPath;
use kernel::{ImportId, PostId};
use serde::Deserialize;

/// The archives.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports")]
pub struct ImportsPath;

/// One of them.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/{import}")]
pub struct ImportPath {
    /// The archive.
    pub import: ImportId,
}

/// Where many of its texts are released.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/{import}/release")]
pub struct BulkReleasePath {
    /// The archive.
    pub import: ImportId,
}

/// Where the rest of it is thrown away.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/{import}/discard")]
pub struct BulkDiscardPath {
    /// The archive.
    pub import: ImportId,
}

/// A text that waits.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/texts/{text}")]
pub struct TextPath {
    /// The text.
    pub text: PostId,
}

/// Where it is released.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/texts/{text}/release")]
pub struct ReleasePath {
    /// The text.
    pub text: PostId,
}

/// Where it is thrown away.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/imports/texts/{text}/discard")]
pub struct DiscardPath {
    /// The text.
    pub text: PostId,
}
