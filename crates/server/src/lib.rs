//! The composition: one site out of all features, the commands, and the pages that need several features at once.

pub mod activity;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod health;
pub mod home;
pub mod leaving;
pub mod mail;
mod memory;
pub mod news;
pub mod past;
pub mod profiles;
pub mod router;
pub mod saved_searches;
pub mod search_page;
pub mod serve;
pub mod session;
pub mod setup;
pub mod site;
pub mod synonyms;
pub mod unsent;
pub mod uploads;

pub use site::{Settings, Site};
