//! The addresses of one's own sessions.

use axum_extra::routing::TypedPath;
use kernel::SessionId;
use serde::Deserialize;

/// `/me/sessions`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/sessions")]
pub struct MySessionsPath;

/// `/me/sessions/others/end`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/sessions/others/end")]
pub struct EndOthersPath;

/// `/me/sessions/{session}/end`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/sessions/{session}/end")]
pub struct EndSessionPath {
    /// The session.
    pub session: SessionId,
}
