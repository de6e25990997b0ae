//! Texts of held discussions.

use kernel::{Result, ThreadId, Tx};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::posts::entity::{Column, Entity, Model};

/// All texts of a held discussion, in their order.
#[expect(clippy::disallowed_methods, reason = "whoever holds a discussion has a permit for it")]
pub(super) async fn texts(tx: &Tx, thread: ThreadId) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ThreadId.eq(thread)).order_by_asc(Column::CreatedAt).all(&tx.conn).await?)
}
