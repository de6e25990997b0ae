//! The identifier guard between what people type and what others read.
//!
//! Every text that readers see passes [`Guarding::clear`], which makes a [`Cleared`] of it; the verbs take nothing else.
//! Invariants:
//! - a block is cleared by nothing but a change of the text, or by whoever tends the room (see `forum::disputes`);
//! - an acknowledgement holds for one person, one text and what was found in it, and the log keeps its reason without a
//!   word of the text;
//! - the title and the body are read as one text, so that the same person gets the same letter in both;
//! - the page shows everything typed, whatever form it came from, and its buttons write nothing.

mod cleared;
mod deciders;
mod desk;
pub mod handlers;
mod pace;
pub mod paths;
mod places;
mod readings;
mod reasons;
mod release;
mod replacements;
mod seal;
pub mod views;

pub use self::cleared::{Cleared, Guarded};
pub use self::deciders::deciders;
pub use self::desk::{Guards, may_identify, may_name, reading_of};
pub use self::handlers::Guarding;
pub use self::places::{FILES, Place};
pub use self::readings::{Field, Reading};
pub use self::release::{DECIDED, Outcome, Release, decide};

/// Where a blocked text is sent for another look; the forum, which knows the rooms, answers there.
pub const DISPUTES: &str = "/guard/disputes";

/// The field with what the author says about a blocked text.
pub const REASON: &str = "guard_reason";
