//! What kind of trouble a database is in, told by the driver's kinds and codes, never by the words of a message.

use std::io::ErrorKind;

use sea_orm::{DbErr, RuntimeErr};
use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// What became of a statement that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody answers, or the server is starting or stopping.
    Away,
    /// The server answers, but cannot do it now.
    Busy,
    /// Nothing can be written down: the disk is full, read-only or failing.
    Storage,
    /// The statement itself; trying again would not help.
    Other,
}

/// The kind of an error of sea-orm.
pub fn of(error: &DbErr) -> Fault {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => of_driver(cause),
        DbErr::ConnectionAcquire(_) => Fault::Busy,
        DbErr::Conn(_) => Fault::Away,
        _ => Fault::Other,
    }
}

/// The kind of an error of the driver.
pub fn of_driver(error: &sqlx::Error) -> Fault {
    match error {
        sqlx::Error::Io(cause) if matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::ReadOnlyFilesystem) => {
            Fault::Storage
        }
        // A connection that breaks in the middle of a message is a breach of the protocol.
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Fault::Away,
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::InvalidSavePointStatement => Fault::Busy,
        sqlx::Error::Database(cause) => of_database(cause.as_ref()),
        _ => Fault::Other,
    }
}

fn of_database(error: &(dyn DatabaseError + 'static)) -> Fault {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        of_postgres(&code)
    } else if error.try_downcast_ref::<SqliteError>().is_some() {
        code.parse().map_or(Fault::Other, of_sqlite)
    } else {
        Fault::Other
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn of_postgres(code: &str) -> Fault {
    match code {
        // admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped
        "57P01" | "57P02" | "57P03" | "57P04" => Fault::Away,
        // disk_full, io_error
        "53100" | "58030" => Fault::Storage,
        // query_canceled, lock_not_available, read_only_sql_transaction (a standby), idle sessions that were ended
        "57014" | "55P03" | "25006" | "25P03" | "57P05" => Fault::Busy,
        // connection exceptions
        code if code.starts_with("08") => Fault::Away,
        // insufficient resources; serialization failures and deadlocks, of which one side has to try again
        code if code.starts_with("53") || code.starts_with("40") => Fault::Busy,
        _ => Fault::Other,
    }
}

/// <https://www.sqlite.org/rescode.html>; the lowest byte of an extended code is the primary one.
fn of_sqlite(code: i32) -> Fault {
    match code & 0xff {
        // SQLITE_BUSY, SQLITE_LOCKED
        5 | 6 => Fault::Busy,
        // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
        8 | 10 | 13 | 14 => Fault::Storage,
        _ => Fault::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_helps() {
        let fault = |code| of_postgres(code);
        assert_eq!(["57P01", "57P03", "08006"].map(fault), [Fault::Away; 3]);
        assert_eq!(["53300", "55P03", "40001"].map(fault), [Fault::Busy; 3]);
        assert_eq!(fault("53100"), Fault::Storage);
        assert_eq!(fault("23505"), Fault::Other);
        // SQLITE_BUSY_SNAPSHOT, SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_CONSTRAINT_UNIQUE
        assert_eq!([517, 778, 13, 2067].map(of_sqlite), [Fault::Busy, Fault::Storage, Fault::Storage, Fault::Other]);
    }

    #[test]
    fn a_broken_connection_is_no_fault_of_the_statement() {
        let broken = sqlx::Error::Io(std::io::Error::from(ErrorKind::ConnectionReset));
        assert_eq!(of(&DbErr::Query(RuntimeErr::SqlxError(broken.into()))), Fault::Away);
        assert_eq!(of_driver(&sqlx::Error::PoolTimedOut), Fault::Busy);
        assert_eq!(of_driver(&sqlx::Error::RowNotFound), Fault::Other);
    }
}
