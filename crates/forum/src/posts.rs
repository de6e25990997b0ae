//! Texts of discussions, whether they open one or answer in it.

pub mod authors;
pub(crate) mod entity;
pub mod forms;
pub(crate) mod handlers;
pub mod paths;
pub mod policy;
pub mod queries;
pub(crate) mod shown;
pub(crate) mod views;
pub mod voices;

use directory::guarding::{Cleared, Guarded};
use kernel::{Error, Permit, PersonId, Places, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use web::markdown;

use self::authors::{Mask, seal};
use self::entity::{ActiveModel, Column, Entity, Model};
use self::forms::Basis;
use self::policy::Edit;
use self::queries::check_standing;
use crate::mentions::{self, Names};
use crate::notices;
use crate::threads::entity as threads;
use crate::threads::hold as hold_thread;

/// What is told when somebody was faster, perhaps oneself in another window.
pub const OVERTAKEN: &str = "この文章は、開いたあとに別の画面で変更されています。";

/// A text and what it looks like; rendering takes a while, so it is made before a transaction begins.
#[derive(Clone, Debug)]
pub struct Text {
    body: String,
    html: String,
    warned: bool,
    mentioned: Vec<PersonId>,
}

impl Text {
    /// Renders the field `body` of something that has passed the guard: nothing else is posted. The names are those that it
    /// may mention.
    pub fn render(said: &Cleared<impl Guarded>, names: &Names) -> Self {
        let texts = said.texts();
        let body = texts.iter().find(|(field, _)| *field == "body").map_or("", |(_, text)| *text);
        Self::rendered(body.to_owned(), !said.is_clean(), names)
    }

    /// Renders what was said elsewhere or never; an operator's command answers for it.
    pub fn of_the_past(body: String) -> Self {
        Self::rendered(body, true, &Names::default())
    }

    /// Renders what an administrator releases of an archive that was brought in.
    pub(crate) fn brought_in(body: String, is_warned: bool) -> Self {
        Self::rendered(body, is_warned, &Names::default())
    }

    fn rendered(body: String, warned: bool, names: &Names) -> Self {
        let (html, mentioned) = mentions::rendered(&body, names);
        Self { body, html, warned, mentioned }
    }
}

/// A text alone, such as a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(pub String);

impl Guarded for Body {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("body", &self.0)]
    }
}

/// A post that is about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewPost {
    pub id: PostId,
    pub thread: ThreadId,
    pub author: PersonId,
    pub tenure: Option<TenureId>,
    /// For an author who is hidden.
    pub mask: Option<Mask>,
    pub text: Text,
    pub at: Timestamp,
}

impl From<NewPost> for ActiveModel {
    fn from(post: NewPost) -> Self {
        let (author, tenure) = match post.mask {
            None => (post.author, post.tenure),
            Some(_) => (PersonId::NOBODY, None),
        };
        let (veil, guise) = post.mask.map(|mask| (mask.veil, mask.guise)).unzip();
        Self {
            id: Set(post.id),
            thread_id: Set(post.thread),
            author_id: Set(author),
            tenure_id: Set(tenure),
            body: Set(post.text.body),
            html: Set(post.text.html),
            html_version: Set(markdown::VERSION),
            thanks_count: Set(0),
            created_at: Set(post.at),
            edited_at: Set(None),
            version: Set(1),
            withdrawn_at: Set(None),
            files_count: Set(0),
            veil: Set(veil),
            guise: Set(guise),
            warned: Set(post.text.warned),
            hidden_at: Set(None),
            checked_version: Set(None),
            heading: Set(String::new()),
        }
    }
}

/// Writes a post, of which others will be told; its discussion must exist.
pub(crate) async fn insert(tx: &Tx, post: NewPost) -> Result<()> {
    let (id, sealed, mentioned) = (post.id, post.mask.as_ref().map(|_| post.author), post.text.mentioned.clone());
    Entity::insert(ActiveModel::from(post)).exec_without_returning(&tx.conn).await?;
    mentions::put(tx, id, &mentioned).await?;
    if let Some(author) = sealed {
        seal(tx, id, author).await?;
    }
    notices::events::note(tx, id).await
}

/// A text that is held until the commit, with its discussion: nobody else changes either meanwhile.
#[derive(Debug)]
pub(crate) struct Held {
    pub thread: threads::Model,
    pub post: Model,
}

impl Held {
    /// Whether the text opens the discussion.
    pub fn is_opening(&self) -> bool {
        self.post.id == self.thread.id.into()
    }

    /// Refuses what can only be done to a text that was not withdrawn, in a discussion that was not withdrawn.
    pub fn check_standing(&self) -> Result<()> {
        check_standing(self.post.withdrawn_at, self.thread.withdrawn_at)
    }
}

/// What is told when a text has gone to another discussion, or a discussion to another room, since it was read.
pub(crate) const MOVED: &str = "この投稿は、いま別の相談か部屋に移りました。もう一度開いて、お確かめください。";

/// Holds a text that is to be withdrawn, counted or changed, in the discussion in which it was read. Discussions are always
/// held before texts.
pub(crate) async fn hold(tx: &Tx, thread: ThreadId, post: PostId) -> Result<Held> {
    let thread = hold_thread(tx, thread).await?;
    let post = row(tx, post).await?.ok_or(Error::NotFound)?;
    if post.thread_id == thread.id { Ok(Held { thread, post }) } else { Err(Error::Conflict(MOVED)) }
}

/// All texts of a held discussion, in their order, traces of withdrawn ones among them.
#[expect(clippy::disallowed_methods, reason = "whoever holds a discussion has a permit for it")]
pub(crate) async fn all_of(tx: &Tx, thread: ThreadId) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ThreadId.eq(thread)).order_by_asc(Column::CreatedAt).all(&tx.conn).await?)
}

/// Holds a text that is to be changed, provided that it still says what the form was made from.
pub(crate) async fn hold_unchanged(tx: &Tx, post: &Permit<Edit>, basis: Basis) -> Result<Held> {
    let held = hold(tx, post.thread_id, post.id).await?;
    held.check_standing()?;
    if basis.version == Some(held.post.version) { Ok(held) } else { Err(Error::Conflict(OVERTAKEN)) }
}

/// Puts another text in the place of the held one; whom it mentions for the first time is told so.
pub(crate) async fn replace(tx: &Tx, held: &Held, text: Text) -> Result<()> {
    if mentions::put(tx, held.post.id, &text.mentioned).await? {
        notices::events::note_mentions(tx, held.post.id).await?;
    }
    let change = ActiveModel {
        body: Set(text.body),
        html: Set(text.html),
        html_version: Set(markdown::VERSION),
        edited_at: Set(Some(tx.now)),
        version: Set(held.post.version + 1),
        warned: Set(text.warned),
        ..ActiveModel::default()
    };
    let unchanged = Column::Id.eq(held.post.id).and(Column::Version.eq(held.post.version));
    let done = Entity::update_many()
        .set(change)
        .filter(unchanged)
        .filter(Column::WithdrawnAt.is_null())
        .exec(&tx.conn)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict(OVERTAKEN)) }
}

/// Counts so many replies more of a held discussion.
pub(crate) async fn count_replies(tx: &Tx, thread: ThreadId, more: i64) -> Result<()> {
    threads::Entity::update_many()
        .col_expr(threads::Column::ReplyCount, Expr::col(threads::Column::ReplyCount).add(more))
        .filter(threads::Column::Id.eq(thread))
        .exec(&tx.conn)
        .await?;
    Ok(())
}

/// Removes what a held text says; its row stays as a trace.
pub(crate) async fn blank(tx: &Tx, post: PostId) -> Result<()> {
    let nothing = ActiveModel {
        body: Set(String::new()),
        html: Set(String::new()),
        heading: Set(String::new()),
        thanks_count: Set(0),
        withdrawn_at: Set(Some(tx.now)),
        ..ActiveModel::default()
    };
    Entity::update_many().set(nothing).filter(Column::Id.eq(post)).exec(&tx.conn).await?;
    mentions::put(tx, post, &[]).await?;
    Ok(())
}

/// The row of a text whose discussion is held.
#[expect(clippy::disallowed_methods, reason = "whoever holds a discussion has a permit for it")]
pub(crate) async fn row(tx: &Tx, post: PostId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(post).lock(LockType::NoKeyUpdate).one(&tx.conn).await?)
}

/// The tenure under which the viewer writes in a room: the one whose places reach it, else the first, else none.
pub(crate) fn tenure_for(viewer: &Viewer, places: &Places, room: RoomId) -> Option<TenureId> {
    let reaches = |codes: &[String]| places.rooms_of(codes.iter().map(String::as_str)).contains(&room);
    let tenures = viewer.tenures();
    tenures.iter().find(|(_, codes)| reaches(codes)).or(tenures.first()).map(|(id, _)| *id)
}
