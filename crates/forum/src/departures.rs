//! What the forum forgets of somebody who gives up their account.
//!
//! Texts stay, under no name. What calls the person by name in others' texts as the site does it, a mention and the line
//! below a quotation, says 「退会した方」 from then on, in former versions too. Words that people chose themselves stay theirs.

pub mod exports;
mod unnaming;

use directory::Roster;
use directory::members::Gone;
use kernel::db::sql;
use kernel::{Result, Tx};
use sea_orm::ConnectionTrait as _;

/// The tables whose files are scrubbed afterwards.
pub const TABLES: [&str; 17] = [
    "people",
    "posts",
    "revisions",
    "drafts",
    "follows",
    "sealed_authors",
    "contacts",
    "contact_requests",
    "applications",
    "invitations",
    "mails",
    "tenures",
    "saved_searches",
    "people_finds",
    "disputes",
    "roster_imports",
    "roster_import_deeds",
];

/// Forgets a person in the transaction in which they leave.
///
/// Who hid behind a veil is not known any more: the person has no name, and what cannot be asked is not kept. A request to
/// learn it ends without an answer.
pub async fn forget(tx: &Tx, gone: &Gone, people: &Roster) -> Result<()> {
    unnaming::unname(tx, gone, people).await?;
    files::enclosures::forget_waiting_of(tx, gone.id).await?;
    let end = "UPDATE unmaskings SET ended_at = $2 WHERE ended_at IS NULL AND post_id IN (
        SELECT post_id FROM sealed_authors WHERE person_id = $1)";
    tx.conn.execute_raw(sql(&tx.conn, end, [gone.id.0.into(), tx.now.0.into()])).await?;
    for table in ["sealed_authors", "follows", "notices", "notice_settings", "reads", "mentions", "report_openings"] {
        let text = format!("DELETE FROM {table} WHERE person_id = $1");
        tx.conn.execute_raw(sql(&tx.conn, &text, [gone.id.0.into()])).await?;
    }
    for text in [
        "DELETE FROM disputes WHERE author_id = $1 AND state = 'waiting'",
        "UPDATE disputes SET body = '', reason = '' WHERE author_id = $1",
        "UPDATE import_texts SET author_id = NULL WHERE author_id = $1",
    ] {
        tx.conn.execute_raw(sql(&tx.conn, text, [gone.id.0.into()])).await?;
    }
    Ok(())
}
