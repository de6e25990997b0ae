//! Mentioning people: `@` and a name in a text, among those who can read the room in which it stands.
//!
//! Invariants:
//! - whom a text mentions is found when it is posted or changed, and stands in `mentions`; nothing reads texts for it later;
//! - candidates are all whom the directory shows and who read the room at that moment, whoever writes: neither who has
//!   written in a discussion nor who hides there has a part in it, and authors are candidates as others are, so what is found
//!   tells nothing of them;
//! - a row only says that somebody is to be told. The notice is told under its reader's scope, as all are.

pub(crate) mod forms;
pub(crate) mod handlers;
mod names;
pub mod paths;
pub(crate) mod views;

use kernel::db::sql;
use kernel::{PersonId, PostId, Result, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use web::{links, markdown};

pub use self::names::Names;
pub(crate) use self::names::unnamed;
use crate::follows::rule;

/// A text as HTML, with a link at each mention, and who is mentioned. Quotations and code mention nobody.
pub(crate) fn rendered(body: &str, names: &Names) -> (String, Vec<PersonId>) {
    let mut mentioned = Vec::new();
    let html = markdown::linked(body, &mut |words: &str| {
        let found = names.find(words);
        mentioned.extend(found.iter().map(|(_, person)| *person));
        found.into_iter().map(|(range, person)| (range, links::person(person))).collect()
    });
    mentioned.sort_unstable();
    mentioned.dedup();
    match html {
        Some(html) => (html, mentioned),
        None => (markdown::to_html(body), Vec::new()),
    }
}

/// Writes down whom a text mentions now, and tells whether somebody is among them who was not before.
pub(crate) async fn put(tx: &Tx, post: PostId, people: &[PersonId]) -> Result<bool> {
    let ids = people.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let kept = if ids.is_empty() { String::new() } else { format!("AND person_id NOT IN ({ids})") };
    let text = format!("DELETE FROM mentions WHERE post_id = $1 {kept}");
    tx.conn.execute_raw(sql(&tx.conn, &text, [post.0.into()])).await?;
    let mut is_new = false;
    for person in people {
        let text = "INSERT INTO mentions (post_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let done = tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), person.0.into()])).await?;
        is_new |= done.rows_affected() == 1;
    }
    Ok(is_new)
}

#[derive(FromQueryResult)]
struct Mentioned {
    person_id: PersonId,
    level: i64,
}

/// Whom a text mentions and who wants to be told so.
pub(crate) async fn of(tx: &Tx, post: PostId) -> Result<Vec<PersonId>> {
    let text = format!(
        "SELECT m.person_id, {} AS level FROM mentions AS m JOIN posts AS o ON o.id = m.post_id
            JOIN threads ON threads.id = o.thread_id WHERE m.post_id = $1",
        rule::mentioned_level("m.person_id", "threads")
    );
    let rows = Mentioned::find_by_statement(sql(&tx.conn, &text, [post.0.into()])).all(&tx.conn).await?;
    Ok(rows.into_iter().filter(|row| row.level > 0).map(|row| row.person_id).collect())
}
