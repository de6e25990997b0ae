//! The addresses of the desk.

use axum_extra::routing::TypedPath;
use kernel::{PersonId, SeatId, TenureId};
use serde::Deserialize;

/// `/admin`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin")]
pub struct DeskPath;

/// `/admin/people`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people")]
pub struct RegistrationsPath;

/// `/admin/people/codes`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/codes")]
pub struct CodesPath;

/// `/admin/people/{id}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/{id}")]
pub struct RegistrationPath {
    /// The person.
    pub id: PersonId,
}

/// `/admin/people/{id}/seats`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/{id}/seats")]
pub struct NewSeatPath {
    /// The person.
    pub id: PersonId,
}

/// `/admin/people/{id}/grants`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/{id}/grants")]
pub struct GrantsPath {
    /// The person.
    pub id: PersonId,
}

/// `/admin/roles`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roles")]
pub struct RolesPath;

/// `/admin/people/{id}/standing`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/{id}/standing")]
pub struct StandingPath {
    /// The person.
    pub id: PersonId,
}

/// `/admin/people/{id}/code`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/people/{id}/code")]
pub struct CodePath {
    /// The person.
    pub id: PersonId,
}

/// `/admin/seats/{seat}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/seats/{seat}")]
pub struct SeatPath {
    /// The seat.
    pub seat: SeatId,
}

/// `/admin/tenures/{tenure}/end`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/tenures/{tenure}/end")]
pub struct TenureEndPath {
    /// The tenure.
    pub tenure: TenureId,
}

/// `/admin/tenures/{tenure}/end/removal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/tenures/{tenure}/end/removal")]
pub struct TenureEndRemovalPath {
    /// The tenure.
    pub tenure: TenureId,
}

/// `/admin/tenures/{tenure}/confirmation`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/tenures/{tenure}/confirmation")]
pub struct ConfirmationPath {
    /// The tenure.
    pub tenure: TenureId,
}

/// `/admin/confirmations`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/confirmations")]
pub struct ConfirmationsPath;

/// `/admin/confirmations/export`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/confirmations/export")]
pub struct ConfirmationsExportPath;

/// `/admin/turnover`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/turnover")]
pub struct TurnoverPath;
