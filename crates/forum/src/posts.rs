//! Texts of discussions, whether they open one or answer in it.

pub(crate) mod entity;
pub(crate) mod forms;
pub mod policy;
pub mod queries;

use kernel::{Error, Permit, PersonId, Places, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use web::markdown;

use self::entity::{ActiveModel, Column, Entity};
use self::policy::Edit;

/// A text and what it looks like; rendering takes a while, so it is made before a transaction begins.
#[derive(Clone, Debug)]
pub struct Text {
    body: String,
    html: String,
}

impl Text {
    /// Renders what somebody typed.
    pub fn render(body: String) -> Self {
        Self { html: markdown::to_html(&body), body }
    }
}

/// A post that is about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewPost {
    pub id: PostId,
    pub thread: ThreadId,
    pub author: PersonId,
    pub tenure: Option<TenureId>,
    pub text: Text,
    pub at: Timestamp,
}

impl From<NewPost> for ActiveModel {
    fn from(post: NewPost) -> Self {
        Self {
            id: Set(post.id),
            thread_id: Set(post.thread),
            author_id: Set(post.author),
            tenure_id: Set(post.tenure),
            body: Set(post.text.body),
            html: Set(post.text.html),
            html_version: Set(markdown::VERSION),
            thanks_count: Set(0),
            created_at: Set(post.at),
            edited_at: Set(None),
        }
    }
}

/// Writes a post; its discussion must exist.
pub(crate) async fn insert(tx: &Tx, post: NewPost) -> Result<()> {
    Entity::insert(ActiveModel::from(post)).exec_without_returning(&tx.conn).await?;
    Ok(())
}

/// Puts another text in the place of the old one.
pub(crate) async fn replace(tx: &Tx, post: &Permit<Edit>, text: Text) -> Result<()> {
    let change = ActiveModel {
        body: Set(text.body),
        html: Set(text.html),
        html_version: Set(markdown::VERSION),
        edited_at: Set(Some(tx.now)),
        ..ActiveModel::default()
    };
    let author = Column::AuthorId.eq(post.viewer());
    let done = Entity::update_many().set(change).filter(Column::Id.eq(post.id)).filter(author).exec(&tx.conn).await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("この文章は、ほかの画面で先に変更されています。入力した内容を控えて、開き直してください。"))
    }
}

/// The tenure under which the viewer writes in a room: the one whose places reach it, else the first, else none.
pub(crate) fn tenure_for(viewer: &Viewer, places: &Places, room: RoomId) -> Option<TenureId> {
    let reaches = |codes: &[String]| places.rooms_of(codes.iter().map(String::as_str)).contains(&room);
    let tenures = viewer.tenures();
    tenures.iter().find(|(_, codes)| reaches(codes)).or(tenures.first()).map(|(id, _)| *id)
}
