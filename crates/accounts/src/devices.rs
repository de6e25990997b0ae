//! Devices that somebody has signed in from before: each has attempts of its own, so that strangers who fail on an
//! account cannot lock its owner out.
//!
//! The browser holds a random token, the row its hash. It proves nothing but that; nobody is signed in by it. Shared
//! computers are remembered too, since most people in this work have no other; each person on them has attempts apart.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, PersonId, Result, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use web::Config;

use crate::attempts::{self, ACCOUNT, DEVICE, Limit};
use crate::sessions;

/// A device that has not been used for so long is forgotten; browsers keep no cookie longer.
pub(crate) const KEPT: i64 = 400 * DAY;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
}

/// Whose attempts an attempt counts among.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// The limit.
    pub limit: Limit,
    /// Whose it is.
    pub whose: String,
}

impl Bucket {
    /// Whether strangers fill it too.
    pub fn is_shared(&self) -> bool {
        self.limit == ACCOUNT
    }
}

/// The device's own attempts if the person behind the address has signed in from it, else those of the account.
pub async fn bucket(db: &Db, email: &str, token: Option<&str>) -> Result<Bucket> {
    let text = "SELECT devices.id FROM devices JOIN people ON people.id = devices.person_id
        WHERE people.email = $1 AND devices.token_hash = $2";
    // Nobody's device is asked for like any other, so that the answer takes the same time.
    let values = [crate::people::askable(email).into(), sessions::hash(token.unwrap_or_default()).into()];
    let device = Row::find_by_statement(sql(&db.conn, text, values)).one(&db.conn).await?;
    Ok(match device {
        Some(device) => Bucket { limit: DEVICE, whose: device.id.to_string() },
        None => Bucket { limit: ACCOUNT, whose: email.to_owned() },
    })
}

/// Remembers the device after a sign-in; returns the token that the browser is to keep.
pub async fn remember(tx: &Tx, person: PersonId, token: Option<String>) -> Result<String> {
    let token = match token {
        Some(token) if is_ours(tx, &token).await? => token,
        // What we have not given out ourselves is not kept.
        _ => sessions::fresh_token(),
    };
    let text = "INSERT INTO devices (id, person_id, token_hash, created_at, seen_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (person_id, token_hash) DO UPDATE SET seen_at = excluded.seen_at";
    let values = [kernel::ids::random().into(), person.0.into(), sessions::hash(&token).into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(token)
}

async fn is_ours(tx: &Tx, token: &str) -> Result<bool> {
    let text = "SELECT id FROM devices WHERE token_hash = $1 LIMIT 1";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [sessions::hash(token).into()])).await?.is_some())
}

/// Forgets failed attempts on an account, from wherever: it can be tried again at once.
pub async fn unlock(tx: &Tx, person: PersonId, email: &str) -> Result<()> {
    attempts::forget(tx, ACCOUNT, email).await?;
    attempts::forget(tx, attempts::PRESENT, &person.to_string()).await?;
    let text = "SELECT id FROM devices WHERE person_id = $1";
    let devices = Row::find_by_statement(sql(&tx.conn, text, [person.0.into()])).all(&tx.conn).await?;
    for device in devices {
        attempts::forget(tx, DEVICE, &device.id.to_string()).await?;
    }
    Ok(())
}

/// The token that the browser sent.
pub fn token(jar: &CookieJar, config: &Config) -> Option<String> {
    jar.get(name(config)).map(|cookie| cookie.value().to_owned())
}

/// Puts the token into the browser.
pub fn keep(jar: CookieJar, config: &Config, token: String) -> CookieJar {
    let mut cookie: Cookie<'static> = sessions::cookie(config, name(config), token);
    cookie.set_max_age(time::Duration::milliseconds(KEPT));
    jar.add(cookie)
}

fn name(config: &Config) -> &'static str {
    if config.is_secure() { "__Host-yokoito-device" } else { "yokoito-device" }
}
