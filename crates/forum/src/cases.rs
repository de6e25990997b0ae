//! One text as those see it who answer for it: what was reported, what was done, and what can be done.
//!
//! They are those who tend the room, but not the author. Where nobody has decided on a report for a day, or nobody could,
//! the bureau's officers of that region and the administrators may open the text, which is written down, and read it for
//! a day.

pub(crate) mod handlers;
pub mod paths;
pub mod policy;
pub mod queries;
pub(crate) mod views;
