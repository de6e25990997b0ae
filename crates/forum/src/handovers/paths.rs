//! The addresses of what is handed on.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/me/handover`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/handover")]
pub struct HandoverPath;

/// `/me/handover/follows`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/handover/follows")]
pub struct FollowsPath;
