//! Reading wishes: one's own, and those of people in one's charge.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, Timestamp, Viewer};
use sea_orm::FromQueryResult;

use super::REST;

/// A wish to stay in touch.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct WishRow {
    /// Whose.
    pub person_id: PersonId,
    /// Since when.
    pub asked_at: Timestamp,
    /// When it was declined, if it was.
    pub declined_at: Option<Timestamp>,
}

/// Where somebody stands who holds nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They may ask.
    MayAsk,
    /// They wait.
    Waiting(Timestamp),
    /// It was declined; they may ask again from then on.
    Declined(Timestamp),
}

/// Where the viewer stands.
pub async fn own(db: &Db, viewer: &Viewer) -> Result<Standing> {
    let text = "SELECT person_id, asked_at, declined_at FROM alumni_wishes WHERE person_id = $1";
    let found = WishRow::find_by_statement(sql(&db.conn, text, [viewer.id().0.into()])).one(&db.conn).await?;
    Ok(match found {
        Some(WishRow { declined_at: None, asked_at, .. }) => Standing::Waiting(asked_at),
        Some(WishRow { declined_at: Some(at), .. }) if db.clock.now().since(at) < REST => {
            Standing::Declined(at.plus(REST))
        }
        _ => Standing::MayAsk,
    })
}

/// All that wait, the oldest first; whose the viewer may know of is asked of the desk.
pub(super) async fn waiting(db: &Db) -> Result<Vec<WishRow>> {
    let text = "SELECT person_id, asked_at, declined_at FROM alumni_wishes WHERE declined_at IS NULL
        ORDER BY asked_at, person_id";
    Ok(WishRow::find_by_statement(sql(&db.conn, text, [])).all(&db.conn).await?)
}
