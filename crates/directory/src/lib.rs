//! People and places: who serves which municipality in which seat, and what follows from that.
//!
//! Organisation → seat → tenure → person. Invariants:
//! - what somebody may read, write in and tend follows from current tenures and grants, by one rule ([`access`]);
//! - every write here counts the roster on, so that every instance answers its next request from the new one;
//! - telephone numbers and e-mail addresses of people stand on one page only, for whom [`contacts`] shows them;
//! - whose registration somebody may change is decided by [`desk::policy`].

pub mod access;
pub mod alumni;
pub mod applications;
pub mod approvals;
pub mod claims;
pub mod confirmations;
pub mod consents;
pub mod contact_requests;
pub mod contacts;
pub mod desk;
pub mod groups;
pub mod guarding;
pub mod index;
pub mod invitations;
mod letterhead;
pub mod likeness;
pub mod members;
pub mod peers;
pub mod people;
pub mod places;
pub mod profiles;
pub mod reference;
pub mod role_notes;
pub mod roster;
pub mod rows;
pub mod seats;
pub mod veils;

pub use roster::{Byline, GONE, Group, People, Person, Roster, RosterCache, Tenure};
use web::Routes;

/// The doors of this crate.
pub fn routes() -> Routes {
    groups::handlers::routes()
        .and(people::handlers::routes())
        .and(places::handlers::routes())
        .and(likeness::handlers::routes())
        .and(role_notes::handlers::routes())
        .and(profiles::handlers::routes())
        .and(guarding::handlers::routes())
        .and(applications::handlers::routes())
        .and(approvals::handlers::routes())
        .and(invitations::handlers::routes())
        .and(contacts::handlers::routes())
        .and(contact_requests::handlers::routes())
        .and(desk::handlers::routes())
        .and(seats::handlers::routes())
        .and(alumni::handlers::routes())
        .and(confirmations::handlers::routes())
}
