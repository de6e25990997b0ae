//! A form that is sent twice takes effect once: each form carries a random value, which its first effect claims.

use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};

use crate::db::sql;
use crate::text::hex;
use crate::{Db, Error, PersonId, Result, Tx};

/// What became of a claim.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody came before: go on.
    First,
    /// The same form has had its effect; this is where it led.
    Again(String),
}

/// No form of ours sends a longer value.
const LONGEST: usize = 200;

/// Claims `value`, which came with `form` (what it does to what, such as `reply 12`), for what leads to `location`.
/// A value that no form of ours could have sent is a `BadRequest`.
///
/// A second transaction with the same value waits for the first one and then sees what it did. An empty value claims
/// nothing: such a request does not come from one of our forms.
pub async fn claim(tx: &Tx, person: PersonId, form: &str, value: &str, location: &str) -> Result<Claim> {
    if value.is_empty() {
        return Ok(Claim::First);
    }
    check(value)?;
    // Another form with the same value is another form, and what was typed into it must not vanish.
    let value = format!("{form} {value}");
    let insert =
        "INSERT INTO once_values (person_id, value, location, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let values = [person.0.into(), value.as_str().into(), location.into(), tx.now.0.into()];
    let inserted = tx.conn.execute_raw(sql(&tx.conn, insert, values)).await?;
    if inserted.rows_affected() == 1 {
        return Ok(Claim::First);
    }
    match earlier(&tx.conn, person, &value).await? {
        Some(location) => Ok(Claim::Again(location)),
        None => Err(Error::Conflict("同じ内容がすでに送信されています。一覧でご確認ください。")),
    }
}

/// The value, unless no form of ours could have sent it.
pub fn check(value: &str) -> Result<&str> {
    if value.len() > LONGEST || value.contains(char::is_control) { Err(Error::BadRequest) } else { Ok(value) }
}

/// The name of a form with what was typed into it. Sent again it is the same form; sent again after a correction, by way
/// of the browser's Back, it is another one, and what was typed must not vanish.
pub fn typed<'a>(form: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    format!("{form} {}", hex(&digest.finalize()[..16]))
}

/// Where the same form has led, if it has had its effect: for forms that cannot be looked at again once they have.
pub async fn effect(db: &Db, person: PersonId, form: &str, value: &str) -> Result<Option<String>> {
    if value.is_empty() || value.len() > LONGEST || value.contains(char::is_control) {
        return Ok(None);
    }
    earlier(&db.conn, person, &format!("{form} {value}")).await
}

async fn earlier(conn: &impl ConnectionTrait, person: PersonId, value: &str) -> Result<Option<String>> {
    let select = "SELECT location FROM once_values WHERE person_id = $1 AND value = $2";
    let row = conn.query_one_raw(sql(conn, select, [person.0.into(), value.into()])).await?;
    row.map(|row| row.try_get("", "location").map_err(Into::into)).transpose()
}
