//! 担当地域の動き: what is going on in the area that somebody is in charge of, for themselves and for the report of the year.
//!
//! Invariants:
//! - only what the viewer reads is counted, in the rooms of one charge at a time ([`charge`]);
//! - who serves where is open to all members; what fewer than five people have done is told as 「少数」, and so is as much
//!   beside it as is needed that no difference tells it ([`suppression`]);
//! - the page and the file are made of the same [`report::Report`].

mod charge;
mod coverage;
mod exchange;
mod forms;
pub mod handlers;
mod paths;
mod report;
mod sheet;
pub mod suppression;
mod views;

/// What people call it.
pub const TITLE: &str = "担当地域の動き";
