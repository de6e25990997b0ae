//! What must be known on the day on which a text has told too much: who could read it, who has, what was sent, and when.
//! Leaks of sensitive data are reported to the authority within days (個人情報の保護に関する法律 §26).

pub(crate) mod handlers;
pub mod paths;
mod queries;
mod views;
