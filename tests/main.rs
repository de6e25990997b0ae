//! The whole product through its HTTP door, by the people who use it, on real databases and a real index.
//!
//! SQLite by default; on PostgreSQL when `TEST_DATABASE_URL` leads to a server where databases may be made.

mod support;

mod approvals;
mod arranging;
mod bad_input;
mod closing;
mod composing;
mod contacts;
mod desk;
mod desk_effects;
mod directory;
mod discussions;
mod disputes;
mod done;
mod doors;
mod drafts;
mod files;
mod groups;
mod guarding;
mod hidden_authors;
mod history;
mod house;
mod imports;
mod invitations;
mod joining;
mod leaving;
mod likeness;
mod mail;
mod narrowing;
mod notices;
mod passwords;
mod permission;
mod postgresql;
mod profiles;
mod quiet_log;
mod random_order;
mod random_rooms;
mod reading;
mod reference_data;
mod reports;
mod scheduled;
mod search;
mod sessions;
mod setup;
mod shared_browser;
mod sign_in;
mod similar;
mod smtp;
mod standing;
mod statements;
mod synonyms;
mod twin_sites;
mod under_fire;
mod withdrawal;
