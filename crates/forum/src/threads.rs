//! Discussions: begun in one room, tagged, answered, perhaps solved.

pub(crate) mod arranging;
pub(crate) mod conditions;
pub mod counts;
pub mod cursor;
pub(crate) mod entity;
pub mod filter;
pub mod forms;
pub(crate) mod handlers;
mod kind;
pub mod lists;
pub mod pages;
pub mod paths;
pub mod policy;
pub mod queries;
pub(crate) mod tags;
mod term;
pub mod views;

use directory::groups;
use directory::guarding::{Cleared, Guarded};
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, Result, RoomId, TenureId, ThreadId, Tx, changes};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set};

use self::entity::{ActiveModel, Column, Entity, Model};
pub use self::kind::{Kind, STATES, state_slugs};
use self::paths::ThreadPath;
use self::policy::Start;
pub(crate) use self::tags::put as put_tags;
pub(crate) use self::tags::stored as stored_tags;
pub use self::tags::{LISTS, Tags};
pub(crate) use self::term::{ActiveModel as TermRow, Column as TermColumn, Entity as TermEntity};
use crate::attachments::Enclosing;
use crate::mentions::Names;
use crate::posts::authors::Mask;
use crate::posts::voices::Voice;
use crate::posts::{self, NewPost, Text, forms::Basis, policy::Edit};
use crate::revisions;

/// What a discussion says when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// Its opening text.
    pub body: String,
    /// Its tags.
    pub tags: Tags,
}

impl Guarded for Content {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("title", &self.title), ("body", &self.body)]
    }
}

/// Begins a discussion and tells its address; the same `once` tells the same address and begins nothing.
pub async fn start(
    db: &Db,
    place: Permit<Start>,
    tenure: Option<TenureId>,
    voice: Voice,
    content: Cleared<Enclosing<Content>>,
    names: &Names,
    once: &str,
) -> Result<String> {
    let thread = ThreadId::random();
    let location = ThreadPath { thread }.to_string();
    let form = once::typed("thread", [&*content.title, &content.body, &content.files.digest()]);
    let text = Text::render(&content, names);
    let (author, doer) = (place.viewer(), voice.doer(place.viewer()));
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    groups::hold_open(&tx, place.room).await?;
    let row = ActiveModel {
        id: Set(thread),
        room_id: Set(place.room),
        kind: Set(place.kind),
        title: Set(content.title.clone()),
        created_at: Set(tx.now),
        last_post_at: Set(tx.now),
        reply_count: Set(0),
        solution_id: Set(None),
        thanks_count: Set(0),
        closed_at: Set(None),
        withdrawn_at: Set(None),
        hidden_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&tx.conn).await?;
    let mask = voice.veil().map(Mask::of_asker);
    let opening = NewPost { id: thread.into(), thread, author, tenure, mask, text, at: tx.now };
    posts::insert(&tx, opening).await?;
    content.files.settle(&tx, &doer, once, thread.into()).await?;
    put_tags(&tx, thread, &content.tags).await?;
    content.note(&tx, doer.written(), &format!("post-{thread}"), &location).await?;
    changes::note(&tx, thread).await?;
    tx.commit().await?;
    Ok(location)
}

/// Changes opening text, title and tags, and tells the discussion's address; what has not changed makes no version.
pub async fn edit(
    db: &Db,
    opening: Permit<Edit>,
    content: Cleared<Enclosing<Content>>,
    names: &Names,
    basis: Basis,
    once: &str,
) -> Result<String> {
    let thread = opening.thread_id;
    let location = ThreadPath { thread }.to_string();
    let form = once::typed(&format!("edit {}", opening.id), [&*content.title, &content.body, &content.files.digest()]);
    let text = Text::render(&content, names);
    let doer = opening.author.doer(opening.viewer());
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    let held = posts::hold_unchanged(&tx, &opening, basis).await?;
    let tags = stored_tags(&tx, thread).await?;
    let changed = held.post.body != content.body || held.thread.title != content.title || tags != content.tags;
    if changed {
        revisions::keep(&tx, &held.post, &held.thread.title, &tags).await?;
        posts::replace(&tx, &held, text).await?;
        rename(&tx, thread, content.title.clone()).await?;
        put_tags(&tx, thread, &content.tags).await?;
    }
    content.files.settle(&tx, &doer, once, opening.id).await?;
    // Before anything is forgotten that waits for the same place, which would be this very text.
    content.note(&tx, doer.written(), &format!("post-{}", opening.id), &location).await?;
    if changed || basis.redact || content.files.changes() {
        revisions::note_change(&tx, &opening, basis).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Holds a discussion until the commit: what is done to it and to its texts happens one after the other.
#[expect(clippy::disallowed_methods, reason = "the permit has shown that the discussion is in scope")]
pub(crate) async fn hold(tx: &Tx, thread: ThreadId) -> Result<Model> {
    // Not the strictest lock: marks of reading point here, and a page that is opened must not wait.
    let row = Entity::find_by_id(thread).lock(LockType::NoKeyUpdate).one(&tx.conn).await?;
    row.ok_or(Error::NotFound)
}

/// Holds a discussion in the room in which it was read: whoever had a charge there need not have one where it has gone.
pub(crate) async fn hold_in(tx: &Tx, thread: ThreadId, room: RoomId) -> Result<Model> {
    let held = hold(tx, thread).await?;
    if held.room_id == room { Ok(held) } else { Err(Error::Conflict(posts::MOVED)) }
}

async fn rename(tx: &Tx, thread: ThreadId, title: String) -> Result<()> {
    let change = ActiveModel { title: Set(title), ..ActiveModel::default() };
    Entity::update_many().set(change).filter(Column::Id.eq(thread)).exec(&tx.conn).await?;
    Ok(())
}
