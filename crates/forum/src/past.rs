//! Discussions that took place elsewhere or never: written all at once by an operator's command, for no viewer.

mod amendments;
pub mod order;

use kernel::{Db, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Tx, changes};
use sea_orm::{ConnectionTrait as _, DbBackend, Set};

pub use self::amendments::{Amendment, Deed, amend};
use crate::notices::events;
use crate::posts::entity as posts;
use crate::posts::{NewPost, Text};
use crate::thanks::entity as thanks;
use crate::threads::entity as threads;
use crate::threads::{Kind, Tags, TermEntity};

/// Rows of one statement; both databases bound the number of values.
const BATCH: usize = 500;

/// A discussion of the past.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its id, which the caller draws.
    pub id: ThreadId,
    /// Its room.
    pub room: RoomId,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Tags,
    /// Its opening text.
    pub opening: PastPost,
    /// Its replies, each with the id that the caller draws; their instants ascend.
    pub replies: Vec<(PostId, PastPost)>,
    /// The reply by which it was solved.
    pub solution: Option<PostId>,
}

/// A text of the past.
#[derive(Clone, Debug)]
pub struct PastPost {
    /// Who wrote it.
    pub author: PersonId,
    /// The tenure under which it was written.
    pub tenure: Option<TenureId>,
    /// What was typed.
    pub body: String,
    /// When.
    pub at: Timestamp,
    /// Who found it useful, each once.
    pub thanks: Vec<PersonId>,
}

impl PastPost {
    fn thanks_count(&self) -> i64 {
        i64::try_from(self.thanks.len()).unwrap_or(i64::MAX)
    }
}

/// Writes all of them or none.
pub async fn import(db: &Db, past: Vec<Past>) -> Result<()> {
    let rows = Rows::of(past);
    let tx = db.begin().await?;
    insert::<threads::Entity, _>(&tx, rows.threads).await?;
    insert::<TermEntity, _>(&tx, rows.tags).await?;
    insert::<posts::Entity, _>(&tx, rows.posts).await?;
    insert::<thanks::Entity, _>(&tx, rows.thanks).await?;
    for thread in rows.ids {
        changes::note(&tx, thread).await?;
    }
    take_stock(&tx).await?;
    tx.commit().await
}

/// Lets people be told of these texts as if they had just been posted.
pub async fn announce(db: &Db, posts: &[PostId]) -> Result<()> {
    let tx = db.begin().await?;
    for post in posts {
        events::note(&tx, *post).await?;
    }
    tx.commit().await
}

/// Until PostgreSQL has looked at so many new rows, it takes the tables for empty and plans lists accordingly.
async fn take_stock(tx: &Tx) -> Result<()> {
    if tx.conn.get_database_backend() == DbBackend::Postgres {
        tx.conn.execute_unprepared("ANALYZE threads, thread_terms, posts, thanks").await?;
    }
    Ok(())
}

async fn insert<E, A>(tx: &Tx, rows: Vec<A>) -> Result<()>
where
    E: sea_orm::EntityTrait,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(BATCH)).exec_without_returning(&tx.conn).await?;
    }
    Ok(())
}

#[derive(Default)]
struct Rows {
    ids: Vec<ThreadId>,
    threads: Vec<threads::ActiveModel>,
    tags: Vec<crate::threads::TermRow>,
    posts: Vec<posts::ActiveModel>,
    thanks: Vec<thanks::ActiveModel>,
}

impl Rows {
    /// Rendering is slow, so this happens before the transaction.
    fn of(past: Vec<Past>) -> Self {
        let mut rows = Self::default();
        for discussion in past {
            rows.add(discussion);
        }
        rows
    }

    fn add(&mut self, past: Past) {
        let last = past.replies.last().map_or(past.opening.at, |(_, reply)| reply.at);
        let posts = std::iter::once(&past.opening).chain(past.replies.iter().map(|(_, reply)| reply));
        let thanks_count = posts.map(PastPost::thanks_count).sum();
        self.threads.push(threads::ActiveModel {
            id: Set(past.id),
            room_id: Set(past.room),
            kind: Set(past.kind),
            title: Set(past.title),
            created_at: Set(past.opening.at),
            last_post_at: Set(last),
            reply_count: Set(i64::try_from(past.replies.len()).unwrap_or(i64::MAX)),
            solution_id: Set(past.solution),
            thanks_count: Set(thanks_count),
            closed_at: Set(None),
            withdrawn_at: Set(None),
            hidden_at: Set(None),
        });
        self.ids.push(past.id);
        self.tags.extend(past.tags.rows(past.id));
        for (id, post) in std::iter::once((past.id.into(), past.opening)).chain(past.replies) {
            self.add_post(id, past.id, post);
        }
    }

    fn add_post(&mut self, id: PostId, thread: ThreadId, post: PastPost) {
        let count = post.thanks_count();
        let PastPost { author, tenure, body, at, thanks } = post;
        let row = posts::ActiveModel::from(NewPost {
            id,
            thread,
            author,
            tenure,
            mask: None,
            text: Text::of_the_past(body),
            at,
        });
        self.posts.push(posts::ActiveModel { thanks_count: Set(count), ..row });
        let thanked = |person| thanks::ActiveModel { post_id: Set(id), person_id: Set(person), at: Set(at) };
        self.thanks.extend(thanks.into_iter().map(thanked));
    }
}
