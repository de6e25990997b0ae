//! One variant for each answer that a visitor can get, not for each cause.

use sea_orm::DbErr;

use crate::db::fault::{self, Fault};

/// What a request or command ends with when it does not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// Absent, or hidden from whoever asks: the two must not be told apart.
    #[error("not found")]
    NotFound,
    /// Seen, but not allowed.
    #[error("not allowed")]
    Forbidden,
    /// Overtaken by something else; the text tells the visitor by what.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The request could not be read.
    #[error("bad request")]
    BadRequest,
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts, retry after {0} s")]
    TooMany(i64),
    /// A dependency does not answer; trying again later helps.
    #[error("busy: {0}")]
    Busy(String),
    /// Nothing can be written down: the disk is full, read-only or failing.
    #[error("storage: {0}")]
    Storage(String),
    /// Everything else; the cause is for the log only.
    #[error("{0:#}")]
    Internal(#[from] anyhow::Error),
}

/// A result whose failure has an answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        match fault::of(&cause) {
            Fault::Away | Fault::Busy => Self::Busy(cause.to_string()),
            Fault::Storage => Self::Storage(cause.to_string()),
            Fault::Other => Self::Internal(anyhow::Error::new(cause).context("database")),
        }
    }
}

impl Error {
    /// Whether it is likely to pass: then it says nothing of what was being done, which can be tried again.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Storage(_))
    }
}
