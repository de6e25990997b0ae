//! A code on paper for somebody who has lost the password and cannot be reached by mail.
//!
//! Whoever holds the code can become the person, so it is given only by those who could also shut the person out and
//! whose charge is wider than any that the person has, and the person is told by letter.

use accounts::resets::{self, Issued};
use kernel::clock::DAY;
use kernel::mail::{self, Letter};
use kernel::once::{Claim, claim};
use kernel::{Db, Permit, PersonId, Places, Result, Timestamp, audit};
use web::{App, Config, Tell};

use super::policy::IssueCode;
use super::{Sent, WITHOUT_ACCESS, begin, check, queries, turn, unchanged};
use crate::members;

/// How long a code on paper can be used, in milliseconds.
pub(super) const VALID_FOR: i64 = 7 * DAY;
/// For how many days one that goes by post can be used, and to the end of the last of them.
const POSTED_FOR: i64 = 14 * DAY;

/// A letter with a code, for somebody who has never been able to sign in.
pub(super) struct Printed {
    /// Whose.
    pub person: PersonId,
    /// Their address, which is typed with the code.
    pub email: String,
    /// The code.
    pub issued: Issued,
}

/// Issues a code once; nothing when the same form has been sent already, since a code is never shown again.
pub async fn issue_code(
    db: &Db,
    places: &Places,
    config: &Config,
    person: Permit<IssueCode>,
    sent: Sent<'_>,
) -> Result<Option<Issued>> {
    let drawn = resets::draw().await?;
    let Some(tx) = begin(db, person.viewer(), &person, "code", sent).await? else { return Ok(None) };
    let subjects = std::slice::from_ref(&*person);
    check(&tx, places, person.viewer(), subjects, |actor| person.is_outranked_by(actor)).await?;
    unchanged(queries::standing_now(&tx, person.id).await? == "active")?;
    let issued = resets::issue(&tx, person.id, drawn, VALID_FOR).await?;
    audit::note(&tx, Some(person.viewer()), "code-issue", &format!("person-{}", person.id), "").await?;
    mail::queue(&tx, &letter(members::email(&tx, person.id).await?, issued.expires_at, config)).await?;
    tx.commit().await?;
    Ok(Some(issued))
}

/// Issues a code to each of these who still cannot sign in, once; nothing when the same form has been sent already.
pub(super) async fn issue_codes(
    app: &App,
    actor: PersonId,
    people: Vec<Permit<IssueCode>>,
    (form, once): (&str, &str),
    tell: Tell<'_>,
) -> Result<Option<Vec<Printed>>> {
    let drawn = resets::draw_many(people.len(), tell).await?;
    let tx = app.db.begin().await?;
    turn(&tx).await?;
    if claim(&tx, actor, form, once, WITHOUT_ACCESS).await? != Claim::First {
        return Ok(None);
    }
    let without_access = queries::without_access(&tx.conn).await?;
    let valid_for = tx.now.plus(POSTED_FOR + DAY).start_of_its_day().since(tx.now);
    let mut printed = Vec::with_capacity(people.len());
    for (person, drawn) in people.into_iter().zip(drawn) {
        if !without_access.contains(&person.id) {
            continue;
        }
        let subjects = std::slice::from_ref(&*person);
        check(&tx, &app.places, actor, subjects, |actor| person.is_outranked_by(actor)).await?;
        let issued = resets::issue(&tx, person.id, drawn, valid_for).await?;
        audit::note(&tx, Some(actor), "code-issue", &format!("person-{}", person.id), "").await?;
        let email = members::email(&tx, person.id).await?;
        mail::queue(&tx, &letter(email.clone(), issued.expires_at, &app.config)).await?;
        printed.push(Printed { person: person.id, email, issued });
    }
    tx.commit().await?;
    Ok(Some(printed))
}

fn letter(to: String, expires_at: Timestamp, config: &Config) -> Letter {
    let until = expires_at.plus(-1).japanese_date();
    let contact = format!("{}{}", config.url, web::links::CONTACT);
    let body = format!(
        "よこいとの担当者が、あなたの登録に、パスワードを設定するためのコードを発行しました。\n\
        コードは、担当者から紙でお受け取りください。{until}まで使えます。\n\n\
        お心当たりのないときは、このサイトの運営者にお知らせください。\n{contact}\n"
    );
    Letter { to, subject: "パスワード再設定のコードが発行されました".to_owned(), body }
}
