//! Putting a released text where its discussion stands, or beginning the discussion with it. Nobody is told of it.

use directory::{Roster, groups};
use kernel::db::sql;
use kernel::{Error, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Tx, changes};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};

use super::plain::as_markdown;
use super::queries::Waiting;
use crate::posts::entity as posts;
use crate::posts::queries::{HIDDEN, check_standing};
use crate::posts::{NewPost, Text};
use crate::threads::arranging::run;
use crate::threads::entity::{ActiveModel, Entity};
use crate::threads::{self, Kind, put_tags};

/// What is told when a text comes before the one that opens its discussion.
pub const TOO_EARLY: &str =
    "この相談のはじめの投稿が、まだ確認を待っています。はじめの投稿を先に載せるか、捨ててください。";

/// A text as it will be posted; rendering takes a while, so it is made before a transaction begins.
pub fn rendered(waiting: &Waiting, body: &str, is_warned: bool) -> Text {
    let body = if waiting.is_mail() { as_markdown(body) } else { body.to_owned() };
    Text::brought_in(body, is_warned)
}

/// Where a text was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put {
    /// The discussion.
    pub thread: ThreadId,
    /// The text.
    pub post: PostId,
    /// The room.
    pub room: RoomId,
}

/// Puts a text into its discussion, or begins it in the room; the discussion is to be counted anew afterwards.
pub async fn put(
    tx: &Tx,
    people: &Roster,
    one: &Waiting,
    title: &str,
    room: Option<RoomId>,
    text: Text,
) -> Result<Put> {
    let author = one.author_id.unwrap_or(PersonId::NOBODY);
    let tenure = one.author_id.and_then(|author| tenure(people, author, one.at));
    let begun = standing_of(tx, one.discussion_id.into()).await?;
    let (thread, post, room, at) = match begun {
        Some(thread) => {
            let held = threads::hold(tx, thread).await?;
            check_standing(None, held.withdrawn_at)?;
            if held.hidden_at.is_some() {
                return Err(Error::Conflict(HIDDEN));
            }
            (thread, one.id, held.room_id, free_instant(tx, thread, one.at).await?)
        }
        None if !one.opens && one.earlier > 0 => return Err(Error::Conflict(TOO_EARLY)),
        None => {
            let room = room.or(one.room_id).ok_or(Error::BadRequest)?;
            groups::hold_open(tx, room).await?;
            begin(tx, one, title, room).await?;
            (one.discussion_id, one.discussion_id.into(), room, one.at)
        }
    };
    let new = NewPost { id: post, thread, author, tenure, mask: None, text, at };
    posts::Entity::insert(posts::ActiveModel::from(new)).exec_without_returning(&tx.conn).await?;
    if one.solves && one.kind == Kind::Consultation && begun.is_some() {
        let solve = "UPDATE threads SET solution_id = $2 WHERE id = $1 AND solution_id IS NULL";
        run(tx, solve, [thread.0.into(), post.0.into()]).await?;
    }
    changes::note(tx, thread).await?;
    Ok(Put { thread, post, room })
}

async fn begin(tx: &Tx, one: &Waiting, title: &str, room: RoomId) -> Result<()> {
    let row = ActiveModel {
        id: Set(one.discussion_id),
        room_id: Set(room),
        kind: Set(one.kind),
        title: Set(title.to_owned()),
        created_at: Set(one.at),
        last_post_at: Set(one.at),
        reply_count: Set(0),
        solution_id: Set(None),
        thanks_count: Set(0),
        // Nobody on a list of the past waits for an answer any more.
        closed_at: Set(one.is_mail().then_some(tx.now)),
        withdrawn_at: Set(None),
        hidden_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&tx.conn).await?;
    put_tags(tx, one.discussion_id, &one.tags()).await
}

/// Where the text stands now that opened a discussion: it may have been put into another one.
async fn standing_of(tx: &Tx, opening: PostId) -> Result<Option<ThreadId>> {
    let text = "SELECT thread_id FROM posts WHERE id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [opening.0.into()])).await?;
    Ok(row.map(|row| row.try_get("", "thread_id")).transpose()?.map(ThreadId))
}

/// The instant, or the next one after the opening text that no other text has.
async fn free_instant(tx: &Tx, thread: ThreadId, at: Timestamp) -> Result<Timestamp> {
    let text = "SELECT created_at FROM threads WHERE id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [thread.0.into()])).await?.ok_or(Error::NotFound)?;
    let mut free = at.max(Timestamp(row.try_get("", "created_at")?).plus(1));
    let taken = "SELECT 1 FROM posts WHERE thread_id = $1 AND created_at = $2";
    while tx.conn.query_one_raw(sql(&tx.conn, taken, [thread.0.into(), free.0.into()])).await?.is_some() {
        free = free.plus(1);
    }
    Ok(free)
}

/// The tenure that the author had then.
fn tenure(people: &Roster, author: PersonId, at: Timestamp) -> Option<TenureId> {
    let tenures = &people.person(author)?.tenures;
    let held = tenures.iter().find(|it| it.started_at <= at && it.ended_at.is_none_or(|end| end > at));
    held.map(|it| it.id)
}
