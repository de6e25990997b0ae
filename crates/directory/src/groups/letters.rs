//! Letters about groups. A letter names neither the group nor its purpose: mailboxes of offices are shared.

use kernel::db::sql;
use kernel::mail::{self, Letter};
use kernel::{PersonId, Result, Tx};
use sea_orm::ConnectionTrait as _;
use web::links;

/// Tells a person that an invitation waits for them.
pub async fn tell_of_invitation(tx: &Tx, person: PersonId, url: &str) -> Result<()> {
    let text = "SELECT email FROM people WHERE id = $1";
    let Some(row) = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await? else { return Ok(()) };
    let body = format!(
        "よこいとのグループへの招待が届いています。\n\n\
         どのグループか、どなたからの招待かは、サインインしてご覧ください。\n\
         {url}{}\n\n\
         参加するかどうかは、ご自身でお選びいただけます。参加するまで、グループのほかの方には何も伝わりません。\n",
        links::GROUPS
    );
    mail::queue(
        tx,
        &Letter {
            to: row.try_get("", "email")?,
            subject: "【よこいと】グループへの招待が届いています".to_owned(),
            body,
        },
    )
    .await
}
