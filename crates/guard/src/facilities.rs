//! Facilities: rooms of them, and those that look after somebody whose case is told.

pub(crate) mod organisations;
pub(crate) mod rooms;
