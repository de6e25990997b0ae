//! Numbers that belong to one person, and numbers by which one is reached.

pub(crate) mod email;
pub(crate) mod labelled;
pub(crate) mod my_number;
pub(crate) mod phones;
mod runs;
