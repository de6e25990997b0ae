//! What signing in needs to know of a person.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, text};
use sea_orm::FromQueryResult;

use crate::passwords::Context;

/// A person as the sign-in sees them.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Account {
    /// The person.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// よみ
    pub kana: String,
    /// E-mail address.
    pub email: String,
    /// `pending`, `active` or `suspended`.
    pub standing: String,
    /// PHC string; none until a password has been set.
    pub password_hash: Option<String>,
    /// Whether the person tends rooms of a prefecture or the site, which shortens sessions.
    pub is_privileged: bool,
}

impl Account {
    /// Whether the person may sign in at all.
    pub fn is_welcome(&self) -> bool {
        self.standing != "suspended"
    }

    /// What a new password must not be made of.
    pub fn context(&self) -> Context<'_> {
        Context { email: &self.email, name: &self.name, kana: &self.kana }
    }
}

const SELECT: &str = "SELECT id, name, kana, email, standing, password_hash, EXISTS (
        SELECT 1 FROM grants WHERE person_id = people.id AND revoked_at IS NULL
        AND role IN ('manager', 'administrator')) AS is_privileged
    FROM people";

/// The account under an e-mail address; upper and lower case, full and half width are the same address.
pub async fn by_email(db: &Db, email: &str) -> Result<Option<Account>> {
    let email = askable(&normal_email(email)).to_owned();
    let text = format!("{SELECT} WHERE email = $1");
    Ok(Account::find_by_statement(sql(&db.conn, &text, [email.into()])).one(&db.conn).await?)
}

/// The account of a person.
pub async fn by_id(db: &Db, person: PersonId) -> Result<Option<Account>> {
    let text = format!("{SELECT} WHERE id = $1");
    Ok(Account::find_by_statement(sql(&db.conn, &text, [person.0.into()])).one(&db.conn).await?)
}

/// PostgreSQL cannot even be asked for a text with control characters, and nobody has such an address.
pub(crate) fn askable(email: &str) -> &str {
    if email.chars().any(char::is_control) { "" } else { email }
}

/// The form in which addresses are stored and compared.
pub fn normal_email(email: &str) -> String {
    let email = &email[..email.floor_char_boundary(LONGEST_EMAIL)];
    text::nfkc(email).trim().to_lowercase()
}

/// No address is longer (RFC 5321 §4.5.3.1.3), so only so many bytes are looked at.
const LONGEST_EMAIL: usize = 320;

/// Checks an address as far as it can be checked without sending mail; the error is a sentence.
pub fn parse_email(input: &str) -> Result<String, String> {
    let email = normal_email(input);
    let shape = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
    });
    let plain = email.len() <= 254 && email.chars().all(|c| c.is_ascii_graphic());
    if shape && plain {
        Ok(email)
    } else {
        Err("メールアドレスを、name@example.jp の形で入力してください。".to_owned())
    }
}
