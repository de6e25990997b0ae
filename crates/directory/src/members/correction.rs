//! What is corrected of a person's registration: a name after a marriage, an address after a change of office.

use accounts::people::parse_email;
use kernel::db::sql;
use kernel::{Error, PersonId, Result, Tx, text};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde::{Deserialize, Serialize};

use super::{parse_kana, wrote};

/// What is to be another; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    name: Option<String>,
    kana: Option<String>,
    email: Option<String>,
}

impl Correction {
    /// Checks what is to be written; the error is a sentence.
    pub fn parse(name: Option<&str>, kana: Option<&str>, email: Option<&str>) -> Result<Self, String> {
        Ok(Self {
            name: name.map(|name| text::require_line("氏名", name, 60)).transpose()?,
            kana: kana.map(parse_kana).transpose()?,
            email: email.map(parse_email).transpose()?,
        })
    }
}

/// What somebody is called, and how they are written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromQueryResult)]
pub struct Known {
    /// Name.
    pub name: String,
    /// よみ
    pub kana: String,
    /// E-mail address.
    pub email: String,
}

impl Known {
    /// What has to be corrected so that it is as it was `before`.
    pub(crate) fn back_to(&self, before: &Self) -> Correction {
        let other = |now: &String, then: &String| (now != then).then(|| then.clone());
        Correction {
            name: other(&self.name, &before.name),
            kana: other(&self.kana, &before.kana),
            email: other(&self.email, &before.email),
        }
    }
}

/// What is known of somebody by now.
pub async fn known(tx: &Tx, person: PersonId) -> Result<Known> {
    let found = sql(&tx.conn, "SELECT name, kana, email FROM people WHERE id = $1", [person.0.into()]);
    Known::find_by_statement(found).one(&tx.conn).await?.ok_or(Error::NotFound)
}

/// Corrects a registration; false when somebody else has the e-mail address. What was sent to the old address to set a
/// password stops working.
pub async fn correct(tx: &Tx, actor: Option<PersonId>, person: PersonId, correction: &Correction) -> Result<bool> {
    let Correction { name, kana, email } = correction;
    if let Some(name) = name {
        keep_former_name(tx, person, name).await?;
    }
    let text = "UPDATE people SET name = COALESCE($2, name), kana = COALESCE($3, kana), email = COALESCE($4, email)
        WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM people AS others WHERE others.email = $4 AND others.id <> $1)";
    let values = [person.0.into(), name.clone().into(), kana.clone().into(), email.clone().into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Ok(false);
    }
    if email.is_some() {
        tx.conn.execute_raw(sql(&tx.conn, "DELETE FROM resets WHERE person_id = $1", [person.0.into()])).await?;
    }
    let changed = [("name", name), ("kana", kana), ("email", email)];
    let changed: Vec<&str> = changed.into_iter().filter(|(_, value)| value.is_some()).map(|(field, _)| field).collect();
    wrote(tx, actor, "person-correct", person, &changed.join(" ")).await?;
    Ok(true)
}

/// What is over was done under the name that the person had then, and goes on saying so.
async fn keep_former_name(tx: &Tx, person: PersonId, name: &str) -> Result<()> {
    let text = "UPDATE tenures SET held_as = (SELECT name FROM people WHERE people.id = $1)
        WHERE person_id = $1 AND held_as IS NULL AND ended_at <= $2
            AND EXISTS (SELECT 1 FROM people WHERE people.id = $1 AND people.name <> $3)";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), tx.now.0.into(), name.into()])).await?;
    Ok(())
}
