//! What signing in needs to know of a person.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, text};
use sea_orm::FromQueryResult;

/// A person as the sign-in sees them.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Account {
    /// The person.
    pub id: PersonId,
    /// `pending`, `active` or `suspended`.
    pub standing: String,
    /// PHC string; none until a password has been set.
    pub password_hash: Option<String>,
    /// Whether the person tends rooms of a prefecture or the site, which shortens sessions.
    pub is_privileged: bool,
}

/// The account under an e-mail address; upper and lower case, full and half width are the same address.
pub async fn by_email(db: &Db, email: &str) -> Result<Option<Account>> {
    let email = normal_email(email);
    if email.chars().any(char::is_control) {
        // PostgreSQL cannot even be asked for such a text, and nobody has such an address.
        return Ok(None);
    }
    let text = "SELECT id, standing, password_hash, EXISTS (
            SELECT 1 FROM grants WHERE person_id = people.id AND revoked_at IS NULL
            AND role IN ('manager', 'administrator')) AS is_privileged
        FROM people WHERE email = $1";
    let account = Account::find_by_statement(sql(&db.conn, text, [email.into()])).one(&db.conn).await?;
    Ok(account)
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
