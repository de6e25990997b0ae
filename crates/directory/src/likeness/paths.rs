//! The address of what is like a town.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/municipalities/{code5}/similar`
#[derive(TypedPath, Deserialize)]
#[typed_path("/municipalities/{code5}/similar")]
pub struct SimilarPath {
    /// Code of 5 digits.
    pub code5: String,
}
