//! The addresses of signing in and out.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/sign-in`
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in")]
pub struct SignInPath;

/// `/sign-out`
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-out")]
pub struct SignOutPath;
