//! That a text of the viewer's own was unmasked, for its author alone. No notice is written for it, since its row would
//! name who hides: it is read by way of the sealed table, whenever the author asks.

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, PersonId, PostId, Result, ThreadId, Timestamp, Tx, UnmaskingId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, Query};
use sea_orm::{ConnectionTrait as _, FromQueryResult, JoinType};

use super::offices::Office;
use super::queries::location;

/// How long it stands in the list.
const KEPT_FOR: i64 = 180 * DAY;

/// What the author of a text is told.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Unmasked {
    pub id: UnmaskingId,
    post_id: PostId,
    thread_id: ThreadId,
    pub reason: String,
    pub asked_by: PersonId,
    asked_as: String,
    pub granted_by: PersonId,
    pub ended_at: Timestamp,
    /// Whether it has been taken for seen.
    pub unread: bool,
}

impl Unmasked {
    /// The address of the text.
    pub fn location(&self) -> String {
        location(self.thread_id, self.post_id)
    }

    /// The two people with what they took part as.
    pub fn who(&self) -> [(PersonId, &'static str); 2] {
        let first = Office::parse(&self.asked_as);
        [(self.asked_by, first.name()), (self.granted_by, first.other().name())]
    }
}

/// The texts of the viewer that were unmasked lately, the newest first.
pub(crate) async fn list(db: &Db, viewer: &Viewer) -> Result<Vec<Unmasked>> {
    let text = format!(
        "SELECT unmaskings.id, unmaskings.post_id, posts.thread_id, unmaskings.reason, unmaskings.asked_by,
            unmaskings.asked_as, unmaskings.granted_by, unmaskings.ended_at, unmaskings.seen_at IS NULL AS unread
        FROM {OWN} JOIN posts ON posts.id = unmaskings.post_id
        WHERE {GRANTED} ORDER BY unmaskings.ended_at DESC, unmaskings.id"
    );
    let values = [viewer.id().0.into(), db.clock.now().plus(-KEPT_FOR).0.into()];
    Ok(Unmasked::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

/// How many of them are new, in SQL.
pub(crate) fn new(viewer: &Viewer, now: Timestamp) -> Expr {
    let of_text = Expr::col(("unmaskings", "post_id")).equals(("sealed_authors", "post_id"));
    let mut new = Query::select();
    new.expr(Expr::cust("COUNT(*)"))
        .from("sealed_authors")
        .join(JoinType::InnerJoin, "unmaskings", of_text.into_condition())
        .and_where(Expr::col(("sealed_authors", "person_id")).eq(viewer.id()))
        .and_where(Expr::col(("unmaskings", "granted_by")).is_not_null())
        .and_where(Expr::col(("unmaskings", "ended_at")).gt(now.plus(-KEPT_FOR)))
        .and_where(Expr::col(("unmaskings", "seen_at")).is_null());
    Expr::SubQuery(None, Box::new(new.into()))
}

/// Takes all of them for seen.
pub(crate) async fn see_all(tx: &Tx, viewer: &Viewer) -> Result<()> {
    let text = "UPDATE unmaskings SET seen_at = $2 WHERE granted_by IS NOT NULL AND seen_at IS NULL
        AND post_id IN (SELECT post_id FROM sealed_authors WHERE person_id = $1)";
    tx.conn.execute_raw(sql(&tx.conn, text, [viewer.id().0.into(), tx.now.0.into()])).await?;
    Ok(())
}

const OWN: &str = "sealed_authors JOIN unmaskings ON unmaskings.post_id = sealed_authors.post_id";
const GRANTED: &str =
    "sealed_authors.person_id = $1 AND unmaskings.granted_by IS NOT NULL AND unmaskings.ended_at > $2";
