//! Ids of rows: random numbers of 53 bits, so that an id tells nothing about how many there are.
//!
//! They are drawn before the row is written, which lets a form's answer be known before its effect.

use std::fmt;

use rand::RngExt as _;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer};

use crate::RoomId;

/// No random id is lower, which keeps clear of the fixed ids of regional rooms.
pub const LOWEST: i64 = 1 << 40;

/// A fresh random number from [`LOWEST`] to 2^53, which is what a JavaScript number holds exactly.
pub fn random() -> i64 {
    rand::rng().random_range(LOWEST..1 << 53)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub i64);

        impl $name {
            /// A new id that no row has yet.
            pub fn random() -> Self { Self(random()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        /// Text that is no number becomes the id 0, which no row has: an impossible address is simply absent.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Ok(Self(lenient(&String::deserialize(from)?)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.collect_str(self) }
        }
    )* };
}

/// Only the canonical spelling is an id: `+7`, `07` and ` 7` are not another address of the same thing.
fn lenient(text: &str) -> i64 {
    text.parse().ok().filter(|id: &i64| *id > 0 && id.to_string() == text).unwrap_or(0)
}

ids! {
    /// A person with a sign-in.
    PersonId,
    /// An employer: a town, a medical association, a hospital.
    OrganisationId,
    /// A roster that is brought in as a file.
    RosterImportId,
    /// A post in an organisation, which outlives its holders.
    SeatId,
    /// One person's time in one seat.
    TenureId,
    /// Somebody's wish to learn how to reach another person.
    ContactRequestId,
    /// One sign-in on one device.
    SessionId,
    /// A discussion.
    ThreadId,
    /// Something typed and not sent.
    DraftId,
    /// Two people's wish to learn who wrote a text whose author is hidden.
    UnmaskingId,
    /// A text that the guard blocked and whose author asks for another look.
    DisputeId,
    /// A wish to move a discussion to a wider room.
    MoveId,
    /// What a reader reports of a text.
    ReportId,
    /// One text in a discussion; the opening one has the id of its thread.
    PostId,
    /// Somebody's wish to become a member.
    ApplicationId,
    /// A seat that a manager offers to an e-mail address.
    InvitationId,
    /// A group, which is a room of its own.
    GroupId,
    /// A file on a text, or on its way to one.
    FileId,
    /// An archive that was brought in.
    ImportId,
    /// Texts of an archive that are released one after the other.
    ReleaseId,
    /// A group of words that mean the same.
    SynonymId,
    /// What a member would add to these.
    ProposalId,
    /// A question that somebody has saved.
    SearchId,
}

impl PersonId {
    /// Stands in the rows of texts whose author is hidden. Its row in `people` is nobody: not in the roster, never signed
    /// in, never counted; and no address leads to it, since none has a negative number.
    pub const NOBODY: Self = Self(-1);
}

impl From<GroupId> for RoomId {
    fn from(group: GroupId) -> Self {
        Self(group.0)
    }
}

impl From<ThreadId> for PostId {
    fn from(thread: ThreadId) -> Self {
        Self(thread.0)
    }
}

#[cfg(test)]
mod tests {
    use super::lenient;

    #[test]
    fn only_canonical_positive_numbers_are_ids() {
        assert_eq!(lenient("12"), 12);
        for other in ["", "0", "-1", "+1", "01", " 1", "1.0", "99999999999999999999", "１", "x"] {
            assert_eq!(lenient(other), 0, "{other:?}");
        }
    }
}
