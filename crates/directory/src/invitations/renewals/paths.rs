//! The address of inviting anew.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/admin/invitations/renewal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/invitations/renewal")]
pub struct RenewalPath;
