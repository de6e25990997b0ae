//! The row of an invitation.

use kernel::{InvitationId, PersonId, SeatId, Timestamp};
use sea_orm::FromQueryResult;

use crate::claims::SeatClaim;

/// A seat that is offered to an e-mail address.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Invitation {
    /// Id.
    pub id: InvitationId,
    /// Who offers it and vouches for whoever takes it.
    pub inviter_id: PersonId,
    /// To which address.
    pub email: String,
    /// Code of the municipality whose officer the person is to be.
    pub officer_of: Option<String>,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// How whoever is invited is called, as far as the inviter has said so.
    pub name: String,
    /// The seat, where there is one already and somebody follows in it.
    pub seat_id: Option<SeatId>,
    /// When the tenure begins, at the earliest.
    pub starts_at: Option<Timestamp>,
    /// The seat in words.
    #[sea_orm(nested)]
    pub claim: SeatClaim,
}

/// Who invites, as whoever is invited reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviter {
    /// Name.
    pub name: String,
    /// The organisations, or what the person is trusted with; perhaps nothing any more.
    pub of: String,
}

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Can be used.
    Waiting,
    /// Has been used.
    Used,
    /// Was taken back.
    Revoked,
    /// Nobody came in time.
    Expired,
}

impl Invitation {
    /// When the tenure begins of whoever uses it now.
    pub fn begins(&self, now: Timestamp) -> Timestamp {
        self.starts_at.map_or(now, |at| at.max(now))
    }

    /// What has become of it.
    pub fn state(&self, now: Timestamp) -> State {
        match (self.used_at, self.revoked_at) {
            (Some(_), _) => State::Used,
            (None, Some(_)) => State::Revoked,
            (None, None) if self.expires_at <= now => State::Expired,
            (None, None) => State::Waiting,
        }
    }
}
