//! One variant for each answer that a visitor can get, not for each cause.

use sea_orm::DbErr;

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
    /// Everything else; the cause is for the log only.
    #[error("{0:#}")]
    Internal(#[from] anyhow::Error),
}

/// A result whose failure has an answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        let text = cause.to_string();
        let unreachable = matches!(cause, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
            || text.contains("database is locked")
            || text.contains("terminating connection")
            || text.contains("error communicating with database");
        if unreachable { Self::Busy(text) } else { Self::Internal(anyhow::Error::new(cause).context("database")) }
    }
}
