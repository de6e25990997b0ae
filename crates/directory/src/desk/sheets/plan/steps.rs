//! What a plan consists of: the deeds that a file wants, each with the row that wants it.

use kernel::viewer::Role;
use kernel::{PersonId, SeatId, TenureId, Timestamp};

use crate::invitations::NewInvitation;
use crate::members::{CheckedMember, CheckedSeat, Correction, SeatChange, SeatDetails};

/// Something that is written.
#[derive(Clone, Debug)]
pub enum Step {
    /// A seat is offered to an address.
    Invite(NewInvitation),
    /// Somebody is registered.
    Join(Box<CheckedMember>, String),
    /// Somebody gets a seat.
    Seat(Whom, Box<CheckedSeat>),
    /// A seat changes for all who hold it.
    Change {
        /// The seat.
        seat: SeatId,
        /// Who holds it.
        holders: Vec<PersonId>,
        /// What it is called and how it is filled until then.
        before: SeatDetails,
        /// The phone of the employer until then.
        phone: String,
        /// What changes.
        change: SeatChange,
    },
    /// A tenure gets an end, or another one.
    End {
        /// The tenure.
        tenure: TenureId,
        /// The end that was planned until then.
        before: Option<Timestamp>,
        /// When it ends.
        at: Timestamp,
    },
    /// The planned end is taken back.
    Stay {
        /// The tenure.
        tenure: TenureId,
        /// The end that was planned.
        before: Timestamp,
        /// Who had been going to stay in touch after it; that was a part of the plan.
        in_touch: Option<PersonId>,
    },
    /// A role is given.
    Grant(Whom, Role),
    /// The operator corrects what somebody is called or how they are written to.
    Correct(PersonId, Correction),
}

/// Somebody who is here, or who will be by an earlier row of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// A person.
    Person(PersonId),
    /// By address.
    Joining(String),
}

/// A step, and which row wants it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The row.
    pub row: u32,
    /// Whom the row names.
    pub name: String,
    /// What is written.
    pub step: Step,
}
