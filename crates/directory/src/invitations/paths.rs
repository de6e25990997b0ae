//! The addresses of invitations.

use axum_extra::routing::TypedPath;
use kernel::InvitationId;
use serde::Deserialize;

/// `/admin/invitations`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/invitations")]
pub struct InvitationsPath;

/// `/admin/invitations/new`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/invitations/new")]
pub struct NewInvitationPath;

/// `/admin/invitations/export`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/invitations/export")]
pub struct ExportPath;

/// `/admin/invitations/{id}/revocation`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/invitations/{id}/revocation")]
pub struct RevocationPath {
    /// The invitation.
    pub id: InvitationId,
}

/// `/invitations/code`
#[derive(TypedPath, Deserialize)]
#[typed_path("/invitations/code")]
pub struct CodePath;

/// `/invitations/{token}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/invitations/{token}")]
pub struct InvitationPath {
    /// The secret of the letter.
    pub token: String,
}

/// `/invitations/{token}/acceptance`
#[derive(TypedPath, Deserialize)]
#[typed_path("/invitations/{token}/acceptance")]
pub struct AcceptancePath {
    /// The secret of the letter.
    pub token: String,
}
