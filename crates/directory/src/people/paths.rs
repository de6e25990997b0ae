//! The addresses of people.

use axum_extra::routing::TypedPath;
use kernel::PersonId;
use serde::Deserialize;

/// `/coordinators`
#[derive(TypedPath, Deserialize)]
#[typed_path("/coordinators")]
pub struct CoordinatorsPath;

/// `/coordinators/export`
#[derive(TypedPath, Deserialize)]
#[typed_path("/coordinators/export")]
pub struct ExportPath;

/// `/coordinators/{id}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/coordinators/{id}")]
pub struct CoordinatorPath {
    /// The person.
    pub id: PersonId,
}
