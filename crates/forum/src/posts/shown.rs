//! Which texts are shown, and to whom: a hidden one to its author and to those who tend the room.

use kernel::Viewer;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query};

use super::authors;
use super::entity::{Column, Entity};
use crate::threads::entity as threads;

/// Whatever lists, counts, finds or tells of texts leaves out what was withdrawn or is hidden, for everybody.
pub(crate) fn shown() -> Condition {
    Condition::all().add(of(Column::WithdrawnAt).is_null()).add(of(Column::HiddenAt).is_null())
}

/// Whether the viewer may read a text of a discussion that they see.
pub(crate) fn readable_by(viewer: &Viewer) -> Condition {
    Condition::any()
        .add(of(Column::HiddenAt).is_null())
        .add(viewer.scope().tended(threads::Column::RoomId))
        .add(authors::known_to(viewer, Entity).eq(viewer.id()))
}

/// Whether the viewer may see a discussion in one of their rooms.
pub(crate) fn discussion_readable_by(viewer: &Viewer) -> Condition {
    const HIDDEN: &str = "hidden_opening";
    let mut own = Query::select();
    own.expr(Expr::cust("1"))
        .from_as(Entity, HIDDEN)
        .and_where(Expr::col((HIDDEN, Column::Id)).equals((threads::Entity, threads::Column::Id)))
        .and_where(authors::known_to(viewer, HIDDEN).eq(viewer.id()));
    Condition::any()
        .add(Expr::col((threads::Entity, threads::Column::HiddenAt)).is_null())
        .add(viewer.scope().tended(threads::Column::RoomId))
        .add(Expr::exists(own).into_condition())
}

fn of(column: Column) -> Expr {
    Expr::col((Entity, column))
}
