//! The row of a file.

use kernel::{FileId, PersonId, PostId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::kind::Kind;

/// A file on a post, or on its way to one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
#[expect(missing_docs, reason = "a column is what its name says; the others have a comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub person_id: PersonId,
    /// The `once` of the form with which it came.
    pub form_once: String,
    /// Nothing as long as that form has not been sent for good.
    pub post_id: Option<PostId>,
    /// Its place among the files of its form or post.
    pub place: i64,
    pub name: String,
    pub kind: Kind,
    pub size: i64,
    /// In pixels, of an image.
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Whether all that it says stands in `text`.
    pub is_read: bool,
    pub text: String,
    /// How many of them.
    pub characters: i64,
    pub content_id: i64,
    pub thumbnail_id: Option<i64>,
    pub created_at: Timestamp,
}

/// None that is read through.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
