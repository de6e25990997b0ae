//! The addresses of requests.

use axum_extra::routing::TypedPath;
use kernel::{ContactRequestId, PersonId};
use serde::Deserialize;

/// `/coordinators/{id}/contact-requests`
#[derive(TypedPath, Deserialize)]
#[typed_path("/coordinators/{id}/contact-requests")]
pub struct AskPath {
    /// Who is asked.
    pub id: PersonId,
}

/// `/me/contact-requests`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/contact-requests")]
pub struct MyContactRequestsPath;

/// `/me/contact-requests/{request}/acceptance`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/contact-requests/{request}/acceptance")]
pub struct AcceptancePath {
    /// The request.
    pub request: ContactRequestId,
}

/// `/me/contact-requests/{request}/setting-aside`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/contact-requests/{request}/setting-aside")]
pub struct SettingAsidePath {
    /// The request.
    pub request: ContactRequestId,
}

/// `/me/contact-requests/{request}/withdrawal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/contact-requests/{request}/withdrawal")]
pub struct WithdrawalPath {
    /// The request.
    pub request: ContactRequestId,
}
