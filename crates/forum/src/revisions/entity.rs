//! The row of a former version.

use kernel::{PersonId, PostId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub title: String,
    pub tags: String,
    pub body: String,
    pub author_id: PersonId,
    pub written_at: Timestamp,
    pub removed_at: Option<Timestamp>,
    pub removed_by: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
