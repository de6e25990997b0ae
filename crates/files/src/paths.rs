//! Addresses of files.

use axum_extra::routing::TypedPath;
use kernel::FileId;
use serde::Deserialize;

/// A file, to be downloaded.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/files/{file}")]
pub struct FilePath {
    /// The file.
    pub file: FileId,
}

/// An image, to be looked at.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/files/{file}/image")]
pub struct ImagePath {
    /// The file.
    pub file: FileId,
}

/// The same, small.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/files/{file}/thumbnail")]
pub struct ThumbnailPath {
    /// The file.
    pub file: FileId,
}

/// What a file says, for those who cannot download.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/files/{file}/text")]
pub struct TextPath {
    /// The file.
    pub file: FileId,
}
