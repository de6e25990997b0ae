//! Signing in and keeping one's sign-in: passwords, sessions, known devices, limited attempts, resets.
//!
//! Invariants:
//! - a password or token is never stored, only its hash; neither ever reaches a log;
//! - an unknown e-mail, a wrong password and a suspended person get the same answer in the same time;
//! - hashing happens off the async threads and few at a time, since each takes 19 MiB.

pub mod attempts;
pub mod client;
pub mod devices;
pub mod drafts;
mod letters;
pub mod passwords;
pub mod people;
pub mod resets;
pub mod sessions;
pub mod sign_in;

use web::Routes;

/// The doors of this crate.
pub fn routes() -> Routes {
    sign_in::handlers::routes()
        .and(resets::handlers::routes())
        .and(passwords::handlers::routes())
        .and(sessions::handlers::routes())
        .and(drafts::handlers::routes())
}
