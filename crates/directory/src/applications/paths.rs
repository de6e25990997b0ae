//! The addresses of joining.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `/join`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join")]
pub struct JoinPath;

/// `/join/sent`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/sent")]
pub struct SentPath;

/// `/join/code`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/code")]
pub struct CodePath;

/// `/join/status`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/status")]
pub struct StatusPath;

/// `/join/again`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/again")]
pub struct AgainPath;

/// `/join/withdrawal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/withdrawal")]
pub struct WithdrawalPath;

/// `/join/{token}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/join/{token}")]
pub struct ConfirmPath {
    /// The secret of the letter.
    pub token: String,
}
