//! What has passed the guard, and how.

use std::collections::BTreeMap;
use std::ops::Deref;

use guard::Level;
use kernel::{PersonId, Result, Tx, audit};

use super::readings::Reading;
use super::reasons::Reason;
use super::release::{self, Outcome, Release};

/// Something with texts that others will read.
pub trait Guarded {
    /// Its texts by the fields of the form in which they are typed.
    fn texts(&self) -> Vec<(&'static str, &str)>;
}

/// Something that the guard, its author or whoever tends the room has let pass; only [`super::Guarding::clear`] and
/// [`Cleared::released`] make one.
#[derive(Debug)]
pub struct Cleared<T> {
    said: T,
    how: How,
}

#[derive(Debug)]
enum How {
    Clean,
    Acknowledged(String),
    Released(Box<Release>),
}

impl<T> Cleared<T> {
    pub(super) fn clean(said: T) -> Self {
        Self { said, how: How::Clean }
    }

    pub(super) fn acknowledged(said: T, reading: &Reading, reason: &Reason) -> Self {
        Self { said, how: How::Acknowledged(detail(reading, reason)) }
    }

    /// What waited for another look and is posted by the decision of whoever tends the room.
    pub fn released(said: T, release: Release) -> Self {
        Self { said, how: How::Released(Box::new(release)) }
    }

    /// Whether the guard found nothing in it that stands in the way of posting.
    pub fn is_clean(&self) -> bool {
        matches!(self.how, How::Clean)
    }

    /// Writes down how it passed, in the transaction that posts it: `subject` is what the log calls it, `location` where it
    /// stands. A release that somebody else has decided meanwhile is a `Conflict`, and nothing is posted.
    pub async fn note(&self, tx: &Tx, author: PersonId, subject: &str, location: &str) -> Result<()> {
        match &self.how {
            How::Clean => Ok(()),
            How::Acknowledged(detail) => audit::note(tx, Some(author), "guard-acknowledge", subject, detail).await,
            How::Released(release) => release::decide(tx, release, &Outcome::Released { subject, location }).await,
        }
    }
}

impl<T> Deref for Cleared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.said
    }
}

/// Kinds and how many of each, then the reason: fixed words.
fn detail(reading: &Reading, reason: &Reason) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in reading.findings().filter(|finding| finding.level == Level::Warn) {
        *kinds.entry(finding.kind.slug()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    format!("{}: {}", reason.slug, kinds.join(", "))
}
