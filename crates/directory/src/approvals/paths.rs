//! The addresses of approvals.

use axum_extra::routing::TypedPath;
use kernel::ApplicationId;
use serde::Deserialize;

/// `/admin/applications`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/applications")]
pub struct ApplicationsPath;

/// `/admin/applications/{id}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/applications/{id}")]
pub struct ApplicationPath {
    /// The application.
    pub id: ApplicationId,
}

/// `/admin/applications/{id}/release`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/applications/{id}/release")]
pub struct ReleasePath {
    /// The application.
    pub id: ApplicationId,
}

/// `/admin/applications/{id}/decline`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/applications/{id}/decline")]
pub struct DeclinePath {
    /// The application.
    pub id: ApplicationId,
}
