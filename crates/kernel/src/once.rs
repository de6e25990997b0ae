//! A form that is sent twice takes effect once: each form carries a random value, which its first effect claims.

use sea_orm::ConnectionTrait as _;

use crate::db::sql;
use crate::{Error, PersonId, Result, Tx};

/// What became of a claim.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody came before: go on.
    First,
    /// The same form has had its effect; this is where it led.
    Again(String),
}

/// Claims `value`, which came with `form` (what it does to what, such as `reply 12`), for what leads to `location`.
///
/// A second transaction with the same value waits for the first one and then sees what it did. An empty value claims
/// nothing: such a request does not come from one of our forms.
pub async fn claim(tx: &Tx, person: PersonId, form: &str, value: &str, location: &str) -> Result<Claim> {
    if value.is_empty() {
        return Ok(Claim::First);
    }
    // Another form with the same value is another form, and what was typed into it must not vanish.
    let value = format!("{form} {value}");
    let insert =
        "INSERT INTO once_values (person_id, value, location, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let values = [person.0.into(), value.as_str().into(), location.into(), tx.now.0.into()];
    let inserted = tx.conn.execute_raw(sql(&tx.conn, insert, values)).await?;
    if inserted.rows_affected() == 1 {
        return Ok(Claim::First);
    }
    let select = "SELECT location FROM once_values WHERE person_id = $1 AND value = $2";
    let values = [person.0.into(), value.into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, select, values)).await?;
    row.ok_or(Error::Conflict("同じ内容がすでに送信されています。一覧でご確認ください。"))?
        .try_get("", "location")
        .map(Claim::Again)
        .map_err(Into::into)
}
