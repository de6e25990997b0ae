//! The addresses of places.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/municipalities/{code5}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/municipalities/{code5}")]
pub struct MunicipalityPath {
    /// Code of 5 digits.
    pub code5: String,
}

/// `/prefectures`
#[derive(TypedPath, Deserialize)]
#[typed_path("/prefectures")]
pub struct PrefecturesPath;

/// `/prefectures/{code2}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/prefectures/{code2}")]
pub struct PrefecturePath {
    /// Code of 2 digits.
    pub code2: String,
}
