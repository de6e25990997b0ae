//! Addresses of texts that wait.

use axum_extra::routing::TypedPath;
use kernel::DisputeId;
use serde::Deserialize;

/// Where a blocked text is sent for another look.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/guard/disputes")]
pub struct SendPath;

/// One's own texts that wait, and what became of others.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/disputes")]
pub struct MyDisputesPath;

/// Where one's own text is taken back.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/disputes/{dispute}/withdrawal")]
pub struct WithdrawalPath {
    /// The text.
    pub dispute: DisputeId,
}

/// The texts that wait for the viewer's decision.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/disputes")]
pub struct DisputesPath;

/// One of them.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/disputes/{dispute}")]
pub struct DisputePath {
    /// The text.
    pub dispute: DisputeId,
}

/// Where it is let pass.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/disputes/{dispute}/release")]
pub struct ReleasePath {
    /// The text.
    pub dispute: DisputeId,
}

/// Where it is refused.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/disputes/{dispute}/refusal")]
pub struct RefusalPath {
    /// The text.
    pub dispute: DisputeId,
}
