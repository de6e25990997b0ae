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
    /// Names of the organisations in which the person has a seat, or had one.
    pub organisation: String,
    /// `pending`, `active`, `suspended` or `left`.
    pub standing: String,
    /// PHC string; none until a password has been set.
    pub password_hash: Option<String>,
    /// Whether the person tends rooms of a prefecture or the site, which shortens sessions.
    pub is_privileged: bool,
}

impl Account {
    /// Whether the person may sign in at all.
    pub fn is_welcome(&self) -> bool {
        matches!(self.standing.as_str(), "active" | "pending")
    }

    /// What a new password must not be made of.
    pub fn context(&self) -> Context<'_> {
        Context { email: &self.email, name: &self.name, kana: &self.kana, organisation: &self.organisation }
    }
}

const SELECT: &str = "SELECT id, name, kana, email, standing, password_hash, EXISTS (
        SELECT 1 FROM grants WHERE person_id = people.id AND revoked_at IS NULL AND COALESCE(ends_at > $2, TRUE)
        AND role IN ('manager', 'administrator')) AS is_privileged,
        COALESCE((SELECT string_agg(organisations.name, ' ') FROM tenures JOIN seats ON seats.id = tenures.seat_id
            JOIN organisations ON organisations.id = seats.organisation_id WHERE tenures.person_id = people.id), '')
        AS organisation
    FROM people";

/// The account under an e-mail address; upper and lower case, full and half width are the same address.
pub async fn by_email(db: &Db, email: &str) -> Result<Option<Account>> {
    let email = askable(&normal_email(email)).to_owned();
    let text = format!("{SELECT} WHERE email = $1");
    Ok(Account::find_by_statement(sql(&db.conn, &text, [email.into(), db.clock.now().0.into()])).one(&db.conn).await?)
}

/// The account of a person.
pub async fn by_id(db: &Db, person: PersonId) -> Result<Option<Account>> {
    let text = format!("{SELECT} WHERE id = $1");
    Ok(Account::find_by_statement(sql(&db.conn, &text, [person.0.into(), db.clock.now().0.into()]))
        .one(&db.conn)
        .await?)
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
///
/// Before the @ stands what RFC 5322 §3.2.3 calls an atom, with dots wherever mobile carriers in Japan once allowed them;
/// after it a name of a host (RFC 1035 §2.3.1).
pub fn parse_email(input: &str) -> Result<String, String> {
    let email = normal_email(input);
    let is_address =
        email.len() <= 254 && email.split_once('@').is_some_and(|(local, host)| is_local(local) && is_host(host));
    if is_address {
        Ok(email)
    } else {
        Err("メールアドレスを、name@example.jp の形で入力してください。".to_owned())
    }
}

fn is_local(local: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    (1..=64).contains(&local.len()) && local.chars().all(is_atom)
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (1..=63).contains(&label.len()) && plain && !label.starts_with('-') && !label.ends_with('-')
    };
    host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_as_they_are_and_what_is_none_is_told() {
        for address in ["hanako@example.jp", "taro..mihon.@docomo.example.jp", "o'neil+x@xn--r8jz45g.example"] {
            assert_eq!(parse_email(address).as_deref(), Ok(address));
        }
        assert_eq!(parse_email(" ＨＡＮＡＫＯ＠ｅｘａｍｐｌｅ．ｊｐ ").as_deref(), Ok("hanako@example.jp"));
        let long = format!("{}@example.jp", "a".repeat(65));
        for wrong in [
            "",
            "a,b@example.jp",
            "x@example..jp",
            "x@-a.jp",
            "a b@example.jp",
            "名前@example.jp",
            "a@b@c.jp",
            "x@jp",
            &long,
        ] {
            assert!(parse_email(wrong).is_err(), "{wrong}");
        }
    }
}
