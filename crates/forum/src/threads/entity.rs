//! The row of a discussion.

use kernel::{PostId, RoomId, ThreadId, Timestamp};
use sea_orm::entity::prelude::*;

use super::Kind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "threads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThreadId,
    pub room_id: RoomId,
    pub kind: Kind,
    pub title: String,
    pub created_at: Timestamp,
    pub last_post_at: Timestamp,
    pub reply_count: i64,
    pub solution_id: Option<PostId>,
    pub thanks_count: i64,
    pub closed_at: Option<Timestamp>,
    /// The same instant stands at the opening text; here it keeps lists and counts to one table.
    pub withdrawn_at: Option<Timestamp>,
    /// The same as at the opening text.
    pub hidden_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
