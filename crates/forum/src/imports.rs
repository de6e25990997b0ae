//! Bringing the past in: archives of mailing lists, and discussions as JSON lines.
//!
//! Whoever wrote to a mailing list never agreed to more, so nothing that is brought in is posted: it waits in tables of its
//! own, which no list, count, search, notice or letter knows, until an administrator releases it. Invariants:
//! - only administrators read what waits; for everybody else these pages do not exist;
//! - the same content is one archive, and a text with the same key is there once, also in another archive;
//! - every text has been read by the guard; what it blocks is released one by one only, by somebody else than its author;
//! - the first released text of a discussion opens it, and the others follow; instants are the original ones;
//! - a release makes no notice and no letter, and is written down with its reason where it is never changed;
//! - no address of a sender is stored, and of what has been decided no words stay here.

mod archives;
mod charsets;
mod documents;
pub(crate) mod forms;
pub(crate) mod handlers;
mod lines;
mod mails;
#[cfg(test)]
mod mangled;
mod mbox;
pub mod paths;
mod plain;
mod policy;
mod posting;
pub mod queries;
pub mod releases;
pub mod report;
mod store;
mod subjects;
mod taking;
pub mod texts;
mod threading;
mod trimming;
mod views;

use std::path::Path;

pub use self::taking::{Desk, Progress, take_in};

/// How an archive is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Mails one after the other.
    Mbox,
    /// A JSON object on each line.
    Lines,
}

impl Format {
    /// As it is stored.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Mbox => "mbox",
            Self::Lines => "jsonl",
        }
    }

    /// What the name of a file says.
    pub fn of(file: &Path) -> Option<Self> {
        let extension = file.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "mbox" | "mbx" | "eml" => Some(Self::Mbox),
            "jsonl" | "ndjson" => Some(Self::Lines),
            _ => None,
        }
    }
}
