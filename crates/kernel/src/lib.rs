//! What every other crate stands on: ids, time, the database, errors, and who may see what.
//!
//! Nothing here knows HTTP, HTML or the search engine. Invariants:
//! - every write happens in a [`Tx`], whose `now` is taken from the clock once;
//! - every visible change of a document is written to the change log ([`changes`]) in the same [`Tx`];
//! - what somebody may see is said once, by [`Scope`], and everybody else repeats it.

pub mod audit;
pub mod changes;
pub mod clock;
pub mod db;
pub mod doer;
pub mod error;
pub mod ids;
pub mod mail;
pub mod memo;
pub mod once;
pub mod places;
pub mod rooms;
pub mod settings;
pub mod terms;
pub mod text;
pub mod viewer;

pub use clock::{Clock, Timestamp};
pub use db::{Db, Tx};
pub use doer::Doer;
pub use error::{Error, Result};
pub use ids::{
    ApplicationId, ContactRequestId, DisputeId, DraftId, FileId, GroupId, ImportId, InvitationId, MoveId,
    OrganisationId, PersonId, PostId, ProposalId, ReleaseId, ReportId, RosterImportId, SearchId, SeatId, SessionId,
    SynonymId, TenureId, ThreadId, UnmaskingId,
};
pub use places::Places;
pub use rooms::RoomId;
pub use viewer::{Action, Permit, Scope, Viewer};
