//! Letters to people about their standing. The reason stands in them as it was written.

use kernel::db::sql;
use kernel::mail::{self, Letter};
use kernel::{Error, PersonId, Result, Tx};
use sea_orm::ConnectionTrait as _;

/// Tells somebody that they have been shut out, and why.
pub async fn tell_suspended(tx: &Tx, person: PersonId, reason: &str, url: &str) -> Result<()> {
    let letter = suspended(email(tx, person).await?, reason, url);
    mail::queue(tx, &letter).await
}

/// Tells somebody that they are let in.
pub async fn tell_restored(tx: &Tx, person: PersonId, reason: &str, url: &str) -> Result<()> {
    let letter = restored(email(tx, person).await?, reason, url);
    mail::queue(tx, &letter).await
}

/// A person's e-mail address, for a letter to them.
pub(crate) async fn email(tx: &Tx, person: PersonId) -> Result<String> {
    let text = "SELECT email FROM people WHERE id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    row.ok_or(Error::NotFound)?.try_get("", "email").map_err(Into::into)
}

fn suspended(to: String, reason: &str, url: &str) -> Letter {
    let reason = if reason.is_empty() {
        "理由は、このサイトの運営者からお知らせします。届かないときは、お問い合わせください。\n\n".to_owned()
    } else {
        format!("理由:\n{reason}\n\n")
    };
    let body = format!(
        "よこいとの利用を停止しました。停止している間は、サインインできません。\n\n\
        {reason}\
        これまでに書かれた相談と返信は残ります。\n\
        お心当たりのないとき、ご事情を説明されたいときは、このサイトの運営者にお知らせください。\n\n\
        {url}{contact}\n",
        contact = web::links::CONTACT
    );
    Letter { to, subject: "【よこいと】ご利用の停止について".to_owned(), body }
}

fn restored(to: String, reason: &str, url: &str) -> Letter {
    let words = if reason.is_empty() { String::new() } else { format!("担当者から:\n{reason}\n\n") };
    let body = format!(
        "よこいとをご利用いただけるようになりました。\n\
        次のアドレスからサインインしてください。\n\n\
        {words}\
        {url}/sign-in\n"
    );
    Letter { to, subject: "【よこいと】ご利用いただけるようになりました".to_owned(), body }
}
