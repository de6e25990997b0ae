//! What the desk reads beyond the roster: when somebody was last here, and what was changed of their registration.

use std::collections::{BTreeMap, BTreeSet};

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Db, Error, PersonId, Places, Result, SeatId, Timestamp, Tx};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::policy::{Rank, Subject};
use crate::access::{in_force, read_role};

/// One line of a registration's history.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// By whom; the operator at the terminal is nobody.
    pub actor_id: Option<PersonId>,
    /// What was done, as a fixed word.
    pub action: String,
    /// To what: a role, codes of municipalities.
    pub detail: String,
}

#[derive(FromQueryResult)]
struct Seen {
    id: PersonId,
    signed_in_at: Timestamp,
}

/// What of the log is the history of a registration.
pub(super) const ACTIONS: [(&str, &str); 14] = [
    ("person-add", "登録"),
    ("person-approve", "承認"),
    ("tenure-start", "担当を追加"),
    ("seat-change", "担当の内容を変更"),
    ("tenure-end", "退任を登録"),
    ("tenure-stay", "退任の予定を取り消し"),
    ("tenure-confirm", "継続を確認"),
    ("tenure-changed", "担当が変わったとの連絡"),
    ("grant", "役割を追加"),
    ("grant-end", "役割の終わりの日を変更"),
    ("revoke", "役割を解除"),
    ("person-suspend", "利用を停止"),
    ("person-restore", "利用を再開"),
    ("code-issue", "パスワード再設定のコードを発行"),
];

/// The newest changes of the registration of a person in one's charge; what people do as members is not among them.
pub async fn history(db: &Db, person: &Subject) -> Result<Vec<Entry>> {
    let words = ACTIONS.map(|(word, _)| format!("'{word}'")).join(", ");
    let text = format!(
        "SELECT at, actor_id, action, detail FROM audit_entries WHERE subject = $1 AND action IN ({words})
        ORDER BY at DESC, id DESC LIMIT 50"
    );
    let values = [format!("person-{}", person.id).into()];
    Ok(Entry::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

/// Everybody of whom the log tells that they were shut out or let in again.
pub(super) async fn ever_suspended(db: &Db) -> Result<Vec<PersonId>> {
    let text = "SELECT DISTINCT subject FROM audit_entries WHERE action IN ('person-suspend', 'person-restore')";
    let rows = db.conn.query_all_raw(sql(&db.conn, text, [])).await?;
    let subjects: Vec<String> = rows.iter().map(|row| row.try_get("", "subject")).collect::<Result<_, _>>()?;
    let id = |subject: &String| subject.strip_prefix("person-")?.parse().ok().map(PersonId);
    Ok(subjects.iter().filter_map(id).collect())
}

/// When these people last signed in.
pub async fn last_seen(db: &Db, people: &[PersonId]) -> Result<BTreeMap<PersonId, Timestamp>> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let marks = (1..=people.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
    let text = format!("SELECT id, signed_in_at FROM people WHERE id IN ({marks}) AND signed_in_at IS NOT NULL");
    let statement = Statement::from_sql_and_values(db.backend(), text, people.iter().map(|person| person.0.into()));
    let rows = Seen::find_by_statement(statement).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.signed_in_at)).collect())
}

/// When everybody last signed in who ever has.
pub(super) async fn everybody_seen(db: &Db) -> Result<BTreeMap<PersonId, Timestamp>> {
    let text = "SELECT id, signed_in_at FROM people WHERE standing = 'active' AND signed_in_at IS NOT NULL";
    let rows = Seen::find_by_statement(sql(&db.conn, text, [])).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.signed_in_at)).collect())
}

/// Everybody who is active and has never had a password; whom the actor may know of is asked of the desk.
pub(super) async fn without_access(conn: &impl ConnectionTrait) -> Result<BTreeSet<PersonId>> {
    let text = "SELECT id FROM people WHERE id > 0 AND standing = 'active' AND password_hash IS NULL";
    let rows = conn.query_all_raw(sql(conn, text, [])).await?;
    rows.iter().map(|row| row.try_get("", "id").map_err(Into::into)).collect()
}

/// The grants that hold at this moment of the transaction; none for somebody who is not active.
pub(super) async fn roles_now(tx: &Tx, person: PersonId, places: &Places) -> Result<BTreeSet<Role>> {
    let text = format!(
        "SELECT grants.role, grants.scope FROM grants
        JOIN people ON people.id = grants.person_id AND people.standing = 'active'
        WHERE grants.person_id = $1 AND {}",
        in_force("$2")
    );
    let rows = tx.conn.query_all_raw(sql(&tx.conn, &text, [person.0.into(), tx.now.0.into()])).await?;
    let mut roles = BTreeSet::new();
    for row in rows {
        let (role, scope): (String, String) = (row.try_get("", "role")?, row.try_get("", "scope")?);
        roles.extend(read_role(&role, &scope, places));
    }
    Ok(roles)
}

/// What a seat serves at this moment of the transaction, sorted.
pub(super) async fn places_now(tx: &Tx, seat: SeatId) -> Result<Vec<String>> {
    let text = "SELECT municipality_code FROM seat_places WHERE seat_id = $1 ORDER BY municipality_code";
    let rows = tx.conn.query_all_raw(sql(&tx.conn, text, [seat.0.into()])).await?;
    rows.iter().map(|row| row.try_get("", "municipality_code").map_err(Into::into)).collect()
}

/// Whether a person is active or suspended at this moment of the transaction.
pub(super) async fn standing_now(tx: &Tx, person: PersonId) -> Result<String> {
    let text = "SELECT standing FROM people WHERE id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    row.ok_or(Error::NotFound)?.try_get("", "standing").map_err(Into::into)
}

/// The rank in which a person was shut out last; nothing for somebody who is not.
pub(super) async fn suspended_as(conn: &impl ConnectionTrait, person: PersonId) -> Result<Option<Rank>> {
    let text = "SELECT suspended_as FROM people WHERE id = $1 AND standing = 'suspended'";
    let Some(row) = conn.query_one_raw(sql(conn, text, [person.0.into()])).await? else { return Ok(None) };
    let word: Option<String> = row.try_get("", "suspended_as")?;
    Ok(Some(Rank::read(word.as_deref())))
}

/// Keeps the rank in which a person has been shut out.
pub(super) async fn note_suspended_as(tx: &Tx, person: PersonId, rank: Rank) -> Result<()> {
    let text = "UPDATE people SET suspended_as = $2 WHERE id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), rank.word().into()])).await?;
    Ok(())
}
