//! The page of a person: what the directory knows, and what of their replies has helped; composed here, since it needs both.

pub mod handlers;
mod views;
