//! Taking somebody's name out of mentions and quotations in others' texts.

use std::collections::BTreeSet;

use directory::Roster;
use directory::members::Gone;
use kernel::db::sql;
use kernel::{PostId, Result, RoomId, ThreadId, Tx, changes};
use sea_orm::FromQueryResult;
use web::markdown;

use crate::mentions::{self, Names};
use crate::posts::authors::GONE;
use crate::quotes;
use crate::threads::arranging::run;
use crate::threads::hold;

#[derive(FromQueryResult)]
struct ThreadRow {
    id: ThreadId,
}

#[derive(FromQueryResult)]
struct Said {
    id: PostId,
    version: i64,
    body: String,
}

/// Goes through the discussions in which the person wrote under their name or is named.
pub(super) async fn unname(tx: &Tx, gone: &Gone, people: &Roster) -> Result<()> {
    for id in discussions(tx, gone).await? {
        let thread = hold(tx, id).await?;
        if texts(tx, gone, people, id, thread.room_id).await? | former(tx, gone, id).await? {
            changes::note_narrowing(tx, id).await?;
        }
    }
    Ok(())
}

/// A name may also stand where the person never wrote: in a former version whose mention was taken out, or in a quotation
/// that was moved elsewhere.
async fn discussions(tx: &Tx, gone: &Gone) -> Result<BTreeSet<ThreadId>> {
    let text = "SELECT posts.thread_id AS id FROM posts WHERE posts.author_id = $1
        UNION SELECT posts.thread_id AS id FROM mentions JOIN posts ON posts.id = mentions.post_id
            WHERE mentions.person_id = $1";
    let mut found = ThreadRow::find_by_statement(sql(&tx.conn, text, [gone.id.0.into()])).all(&tx.conn).await?;
    let text = "SELECT posts.thread_id AS id FROM posts WHERE posts.body LIKE $1
        UNION SELECT posts.thread_id AS id FROM revisions JOIN posts ON posts.id = revisions.post_id
            WHERE revisions.body LIKE $1";
    for name in gone.names.iter().filter(|name| !name.is_empty()) {
        let named = sql(&tx.conn, text, [format!("%{name}%").into()]);
        found.extend(ThreadRow::find_by_statement(named).all(&tx.conn).await?);
    }
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// What stands there now; a form that was opened before is overtaken.
async fn texts(tx: &Tx, gone: &Gone, people: &Roster, thread: ThreadId, room: RoomId) -> Result<bool> {
    let text = "SELECT id, version, body FROM posts WHERE thread_id = $1";
    let mut any = false;
    for said in Said::find_by_statement(sql(&tx.conn, text, [thread.0.into()])).all(&tx.conn).await? {
        let Some(body) = without(&said.body, gone) else { continue };
        let (html, _) = mentions::rendered(&body, &Names::of(people, room, &body));
        let text = "UPDATE posts SET body = $2, html = $3, html_version = $4, version = $5 WHERE id = $1";
        let values = [said.id.0.into(), body.into(), html.into(), markdown::VERSION.into(), (said.version + 1).into()];
        run(tx, text, values).await?;
        any = true;
    }
    Ok(any)
}

/// What was said before.
async fn former(tx: &Tx, gone: &Gone, thread: ThreadId) -> Result<bool> {
    let text = "SELECT revisions.post_id AS id, revisions.version, revisions.body FROM revisions
        JOIN posts ON posts.id = revisions.post_id WHERE posts.thread_id = $1";
    let mut any = false;
    for said in Said::find_by_statement(sql(&tx.conn, text, [thread.0.into()])).all(&tx.conn).await? {
        let Some(body) = without(&said.body, gone) else { continue };
        let text = "UPDATE revisions SET body = $3 WHERE post_id = $1 AND version = $2";
        run(tx, text, [said.id.0.into(), said.version.into(), body.into()]).await?;
        any = true;
    }
    Ok(any)
}

/// The text without the person's names; nothing where none stands in it.
fn without(text: &str, gone: &Gone) -> Option<String> {
    let mut changed = text.to_owned();
    for name in gone.names.iter().filter(|name| !name.is_empty()) {
        changed = mentions::unnamed(&changed, name, &gone.employers, GONE);
        changed = changed.replace(&quotes::caption(name), &quotes::caption_of_nobody(GONE));
    }
    (changed != text).then_some(changed)
}
