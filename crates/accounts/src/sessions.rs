//! Sessions are rows; the browser holds a random token, the row only its hash.
//!
//! A session that has run out stays as a row for a while, so that its owner can be told from a stranger; one that was
//! ended has no row any more.

pub mod agent;
mod ending;
mod forms;
pub mod handlers;
pub mod paths;
pub mod queries;
mod views;

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use kernel::clock::{DAY, HOUR, MINUTE};
use kernel::db::sql;
use kernel::text::hex;
use kernel::{Db, Error, PersonId, Result, SessionId, Tx, audit};
use rand::Rng as _;
use sea_orm::ConnectionTrait as _;
use sha2::{Digest as _, Sha256};
use web::Config;

pub use self::queries::expired_owner;
use crate::devices;
use crate::people::Account;

/// How long a session that has run out stays as a row, and its token in the browser, so that what its owner was typing
/// finds its way to them.
const REMEMBERED: i64 = 14 * DAY;

/// How long a session lives, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a request.
    pub idle: i64,
    /// In all.
    pub total: i64,
}

impl Lifetime {
    /// Whoever tends others' rooms is signed out sooner, and so is everybody on a shared computer.
    pub fn of(is_privileged: bool, is_shared: bool) -> Self {
        let own = if is_privileged {
            Self { idle: 30 * MINUTE, total: 12 * HOUR }
        } else {
            Self { idle: 12 * HOUR, total: 14 * DAY }
        };
        if is_shared { Self { idle: own.idle.min(HOUR), total: own.total.min(12 * HOUR) } } else { own }
    }
}

/// A session that has just begun: what the browser is to keep.
#[derive(Debug)]
pub struct Started {
    token: String,
    /// Milliseconds that the browser may keep it, longer than the session lives; on a shared computer it is gone with
    /// the browser.
    keep: Option<i64>,
}

/// Begins a session and writes down that it began; `agent` says in words what kind of device it is on.
pub async fn start(tx: &Tx, account: &Account, is_shared: bool, agent: &str) -> Result<Started> {
    let token = fresh_token();
    let lifetime = Lifetime::of(account.is_privileged, is_shared);
    let text = "INSERT INTO sessions (id, person_id, token_hash, created_at, seen_at, idle_limit, expires_at, agent,
        is_shared, previous_at) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8,
        (SELECT signed_in_at FROM people WHERE id = $2))";
    let expires = tx.now.plus(lifetime.total);
    let values = [
        SessionId::random().0.into(),
        account.id.0.into(),
        hash(&token).into(),
        tx.now.0.into(),
        lifetime.idle.into(),
        expires.0.into(),
        agent.into(),
        is_shared.into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    let latest = "UPDATE people SET signed_in_at = $2 WHERE id = $1";
    tx.conn.execute_raw(sql(&tx.conn, latest, [account.id.0.into(), tx.now.0.into()])).await?;
    audit::note(tx, Some(account.id), "sign-in", &format!("person-{}", account.id), "").await?;
    Ok(Started { token, keep: (!is_shared).then_some(lifetime.total + REMEMBERED) })
}

/// Gives a session another token, and ends all others of its person.
pub async fn renew(tx: &Tx, person: PersonId, session: SessionId) -> Result<Started> {
    end_all(tx, person, Some(session)).await?;
    let token = fresh_token();
    let text = "UPDATE sessions SET token_hash = $2 WHERE id = $1 RETURNING expires_at, is_shared";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [session.0.into(), hash(&token).into()])).await?;
    let row = row.ok_or(Error::SignedOut)?;
    let (expires_at, is_shared): (i64, bool) = (row.try_get("", "expires_at")?, row.try_get("", "is_shared")?);
    Ok(Started { token, keep: (!is_shared).then_some(expires_at - tx.now.0 + REMEMBERED) })
}

/// Ends the sessions of a person, but for one of them.
pub async fn end_all(tx: &Tx, person: PersonId, but: Option<SessionId>) -> Result<u64> {
    let text = "DELETE FROM sessions WHERE person_id = $1 AND id <> $2";
    let values = [person.0.into(), but.map_or(0, |session| session.0).into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}

/// Ends one session of a person; another person's is not found.
pub async fn end_one(tx: &Tx, person: PersonId, session: SessionId) -> Result<()> {
    let text = "DELETE FROM sessions WHERE person_id = $1 AND id = $2";
    let ended = tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), session.0.into()])).await?;
    if ended.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends the session behind a token, wherever it is open.
pub async fn end(tx: &Tx, token: &str) -> Result<()> {
    let text = "DELETE FROM sessions WHERE token_hash = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [hash(token).into()])).await?;
    Ok(())
}

/// Forgets sessions and other short-lived rows that no longer matter; called now and then.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let now = tx.now;
    for (text, before) in [
        ("DELETE FROM sessions WHERE expires_at < $1 OR seen_at + idle_limit < $1", now.plus(-REMEMBERED)),
        ("DELETE FROM devices WHERE seen_at < $1", now.plus(-devices::KEPT)),
        ("DELETE FROM resets WHERE expires_at < $1", now),
        ("DELETE FROM once_values WHERE at < $1", now.plus(-14 * DAY)),
        ("DELETE FROM attempts WHERE since < $1", now.plus(-DAY)),
    ] {
        tx.conn.execute_raw(sql(&tx.conn, text, [before.0.into()])).await?;
    }
    tx.commit().await
}

/// A token of 256 bits that nobody can guess.
pub fn fresh_token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// The hash under which a token is stored. A fast one will do: the token is random.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// The token that the browser sent.
pub fn token(jar: &CookieJar, config: &Config) -> Option<String> {
    jar.get(name(config)).map(|cookie| cookie.value().to_owned())
}

/// Puts a session into the browser.
pub fn keep(jar: CookieJar, config: &Config, started: Started) -> CookieJar {
    let mut cookie = cookie(config, name(config), started.token);
    if let Some(milliseconds) = started.keep {
        cookie.set_max_age(time::Duration::milliseconds(milliseconds));
    }
    jar.add(cookie)
}

/// Takes the session out of the browser.
pub fn forget(jar: CookieJar, config: &Config) -> CookieJar {
    jar.remove(cookie(config, name(config), String::new()))
}

/// `__Host-` binds the cookie to this host and to TLS; without TLS, on loopback, browsers would not take it.
fn name(config: &Config) -> &'static str {
    if config.is_secure() { "__Host-yokoito" } else { "yokoito" }
}

/// A cookie as all of ours are.
pub(crate) fn cookie(config: &Config, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(config.is_secure()).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_tends_rooms_is_signed_out_sooner_and_so_is_a_shared_computer() {
        assert_eq!(Lifetime::of(false, false), Lifetime { idle: 12 * HOUR, total: 14 * DAY });
        assert_eq!(Lifetime::of(true, false), Lifetime { idle: 30 * MINUTE, total: 12 * HOUR });
        assert_eq!(Lifetime::of(false, true), Lifetime { idle: HOUR, total: 12 * HOUR });
        assert_eq!(Lifetime::of(true, true), Lifetime { idle: 30 * MINUTE, total: 12 * HOUR });
    }
}
