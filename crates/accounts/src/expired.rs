//! Whose session it was that has ended by time.

use kernel::db::sql;
use kernel::{Db, PersonId, Result};
use sea_orm::ConnectionTrait as _;

/// The owner of a session that has ended by idleness or age; nobody when it was revoked, or when they may not sign in.
pub async fn expired_owner(db: &Db, token_hash: &str) -> Result<Option<PersonId>> {
    let text = "SELECT people.id FROM sessions JOIN people ON people.id = sessions.person_id
        WHERE sessions.token_hash = $1 AND people.standing = 'active'
            AND (sessions.expires_at <= $2 OR sessions.seen_at + sessions.idle_limit < $2)";
    let values = [token_hash.into(), db.clock.now().0.into()];
    let row = db.conn.query_one_raw(sql(&db.conn, text, values)).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?.map(PersonId))
}
