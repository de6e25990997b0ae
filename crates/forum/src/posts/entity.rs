//! The row of a text.

use kernel::{PersonId, PostId, TenureId, ThreadId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostId,
    pub thread_id: ThreadId,
    pub author_id: PersonId,
    pub tenure_id: Option<TenureId>,
    pub body: String,
    pub html: String,
    pub html_version: i64,
    pub thanks_count: i64,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub version: i64,
    pub withdrawn_at: Option<Timestamp>,
    pub files_count: i64,
    /// What stands for an author who is hidden; `author_id` is then nobody, and `tenure_id` empty.
    pub veil: Option<String>,
    /// Which of the hidden authors of its discussion; see [`super::authors`].
    pub guise: Option<i64>,
    pub warned: bool,
    /// Since when it is shown to nobody but its author and those who tend the room.
    pub hidden_at: Option<Timestamp>,
    /// The version that was reported or hidden and found to be in order.
    pub checked_version: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
