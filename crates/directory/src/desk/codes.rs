//! A code on paper for somebody who has lost the password and cannot be reached by mail.
//!
//! Whoever holds the code can become the person, so it is given only by those who could also shut the person out and
//! whose charge is wider than any that the person has, and the person is told by letter.

use accounts::resets::{self, Issued};
use kernel::clock::DAY;
use kernel::mail::{self, Letter};
use kernel::{Db, Permit, Places, Result, audit};
use web::Config;

use super::policy::IssueCode;
use super::{Sent, begin, check, queries, unchanged};
use crate::members;

/// How long a code on paper can be used, in milliseconds.
pub(super) const VALID_FOR: i64 = 7 * DAY;

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
    mail::queue(&tx, &letter(members::email(&tx, person.id).await?, config)).await?;
    tx.commit().await?;
    Ok(Some(issued))
}

fn letter(to: String, config: &Config) -> Letter {
    let contact = format!("{}{}", config.url, web::links::CONTACT);
    let body = format!(
        "よこいとの担当者が、あなたの登録に、パスワードを設定しなおすためのコードを発行しました。\n\
        コードは、担当者から紙でお受け取りください。7日間使えます。\n\n\
        お心当たりのないときは、このサイトの運営者にお知らせください。\n{contact}\n"
    );
    Letter { to, subject: "パスワード再設定のコードが発行されました".to_owned(), body }
}
