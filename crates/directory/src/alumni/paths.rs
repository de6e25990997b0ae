//! The addresses of staying in touch.

use axum_extra::routing::TypedPath;
use kernel::PersonId;
use serde::Deserialize;

/// `/me/alumni`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/alumni")]
pub struct WishPath;

/// `/admin/alumni`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/alumni")]
pub struct WishesPath;

/// `/admin/alumni/{id}`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/alumni/{id}")]
pub struct DecisionPath {
    /// The person.
    pub id: PersonId,
}
