//! The row of a claimed seat.

use sea_orm::FromQueryResult;

/// A seat that somebody claims or is offered; every value has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct SeatClaim {
    /// Name of the organisation.
    pub organisation: String,
    /// Slug of 所属区分.
    pub affiliation: String,
    /// Code of the municipality in which the organisation stands.
    pub municipality_code: String,
    /// Phone of the office.
    pub phone: String,
    /// 役職; may be empty.
    pub title: String,
    /// Slug of 配置形態.
    pub form: String,
    /// 常勤
    pub is_full_time: bool,
    /// 拠点を兼ねる
    pub is_hub: bool,
    /// Codes of the municipalities or wards to be served, with spaces between.
    pub served: String,
}

/// The columns of a claim, for statements that join `seat_claims`.
pub const COLUMNS: &str = "seat_claims.organisation, seat_claims.affiliation, seat_claims.municipality_code,
    seat_claims.phone, seat_claims.title, seat_claims.form, seat_claims.is_full_time, seat_claims.is_hub,
    seat_claims.served";
