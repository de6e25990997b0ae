//! Files that were brought in, as rows: what was shown, what was done. One's own, and nobody else's.

use kernel::db::sql;
use kernel::{Db, Error, PersonId, Result, RosterImportId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use web::Tell;

use super::deeds::{Deed, Done};
use super::report::Report;
use super::table::Table;
use super::{KEPT_DONE, KEPT_WAITING};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has been looked at, and nothing is written.
    Waiting,
    /// It has been brought in.
    Done,
    /// It has been taken back.
    Undone,
}

/// A file.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Import {
    /// Id.
    pub id: RosterImportId,
    /// What it is called.
    pub name: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// Until when it is of use.
    pub expires_at: Timestamp,
    /// When it was brought in.
    pub done_at: Option<Timestamp>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    state: String,
    report: String,
}

/// A deed as it was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its place among the deeds of the file.
    pub position: i64,
    /// The row.
    pub row: i64,
    /// Whom the row names.
    pub name: String,
    /// What was done.
    pub deed: Deed,
    /// Empty once it has been taken back, else why it could not be.
    pub outcome: Option<String>,
}

/// A file that has been taken to be written.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its rows.
    pub table: Table,
    /// What is kept as shown of it, at that moment of the transaction.
    pub report: Report,
    /// By which that is known again, as of [`Import::seen`].
    pub seen: String,
}

const COLUMNS: &str = "id, name, created_at, expires_at, done_at, undone_at, state, report";

impl Import {
    /// What became of it.
    pub fn state(&self) -> State {
        match self.state.as_str() {
            "waiting" => State::Waiting,
            "done" => State::Done,
            _ => State::Undone,
        }
    }

    /// What its bringer has been shown.
    pub fn report(&self) -> Result<Report> {
        Ok(serde_json::from_str(&self.report).map_err(anyhow::Error::new)?)
    }

    /// By which what has been shown is known again.
    pub fn seen(&self) -> String {
        digest(&self.report)
    }
}

/// The viewer's own files, the newest first.
pub async fn visible_to(db: &Db, viewer: &Viewer) -> Result<Vec<Import>> {
    let text = format!(
        "SELECT {COLUMNS} FROM roster_imports WHERE person_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id"
    );
    let values = [viewer.id().0.into(), db.clock.now().0.into()];
    Ok(Import::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

/// One of them.
pub async fn find(db: &Db, viewer: &Viewer, id: RosterImportId) -> Result<Import> {
    let text = format!("SELECT {COLUMNS} FROM roster_imports WHERE id = $1 AND person_id = $2 AND expires_at > $3");
    let values = [id.0.into(), viewer.id().0.into(), db.clock.now().0.into()];
    Import::find_by_statement(sql(&db.conn, &text, values)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// Keeps a file that has been looked at.
pub async fn insert(
    tx: &Tx,
    person: PersonId,
    id: RosterImportId,
    name: &str,
    (content, report): (&str, &Report),
) -> Result<()> {
    let text = "INSERT INTO roster_imports (id, person_id, name, content, report, state, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7)";
    let values = [
        id.0.into(),
        person.0.into(),
        name.into(),
        content.into(),
        written(report)?.into(),
        tx.now.0.into(),
        tx.now.plus(KEPT_WAITING).0.into(),
    ];
    execute(tx, text, values).await?;
    Ok(())
}

/// Keeps a file that the operator has had written.
pub async fn insert_done(tx: &Tx, id: RosterImportId, name: &str, report: &Report) -> Result<()> {
    let text = "INSERT INTO roster_imports (id, name, content, report, state, created_at, done_at, expires_at)
        VALUES ($1, $2, '', $3, 'done', $4, $4, $5)";
    let values = [id.0.into(), name.into(), written(report)?.into(), tx.now.0.into(), tx.now.plus(KEPT_DONE).0.into()];
    execute(tx, text, values).await?;
    Ok(())
}

/// The operator's files, the newest first.
pub async fn of_operator(db: &Db) -> Result<Vec<Import>> {
    let text = format!(
        "SELECT {COLUMNS} FROM roster_imports WHERE person_id IS NULL AND expires_at > $1 ORDER BY created_at DESC, id"
    );
    Ok(Import::find_by_statement(sql(&db.conn, &text, [db.clock.now().0.into()])).all(&db.conn).await?)
}

/// Takes a file that has been written to take it back, once; when that was done, or nothing if it is too late.
pub async fn take_written(tx: &Tx, person: Option<PersonId>, id: RosterImportId) -> Result<Option<Timestamp>> {
    let whose = if person.is_some() { "person_id = $3" } else { "person_id IS NULL" };
    let text = format!(
        "UPDATE roster_imports SET state = 'undone', undone_at = $2
        WHERE id = $1 AND {whose} AND state = 'done' AND expires_at > $2 RETURNING done_at"
    );
    let mut values: Vec<Value> = vec![id.0.into(), tx.now.0.into()];
    values.extend(person.map(|person| Value::from(person.0)));
    let statement = Statement::from_sql_and_values(tx.conn.get_database_backend(), text, values);
    let row = tx.conn.query_one_raw(statement).await?;
    row.map(|row| row.try_get("", "done_at").map_err(Into::into)).transpose()
}

/// Keeps what became of a deed that was to be taken back: nothing, or why it could not be.
pub async fn note_outcome(tx: &Tx, id: RosterImportId, kept: &Kept, why: Option<&str>) -> Result<()> {
    let text = "UPDATE roster_import_deeds SET outcome = $3 WHERE import_id = $1 AND position = $2";
    execute(tx, text, [id.0.into(), kept.position.into(), why.unwrap_or_default().into()]).await?;
    Ok(())
}

/// Takes a file that waits, once: of several who do so at the same time one gets its rows, and what was shown of them.
pub async fn take(tx: &Tx, person: PersonId, id: RosterImportId) -> Result<Option<Taken>> {
    let text = "UPDATE roster_imports SET state = 'done', done_at = $3, expires_at = $4
        WHERE id = $1 AND person_id = $2 AND state = 'waiting' AND expires_at > $3 RETURNING content, report";
    let values = [id.0.into(), person.0.into(), tx.now.0.into(), tx.now.plus(KEPT_DONE).0.into()];
    let Some(row) = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await? else { return Ok(None) };
    let (content, report): (String, String) = (row.try_get("", "content")?, row.try_get("", "report")?);
    // What has been written is not kept a second time.
    execute(tx, "UPDATE roster_imports SET content = '' WHERE id = $1", [id.0.into()]).await?;
    Ok(Some(Taken {
        table: serde_json::from_str(&content).map_err(anyhow::Error::new)?,
        seen: digest(&report),
        report: serde_json::from_str(&report).map_err(anyhow::Error::new)?,
    }))
}

/// Shows something else of a file that waits: the world has moved.
pub async fn show_anew(tx: &Tx, person: PersonId, id: RosterImportId, report: &Report) -> Result<()> {
    let text = "UPDATE roster_imports SET report = $3 WHERE id = $1 AND person_id = $2 AND state = 'waiting'";
    execute(tx, text, [id.0.into(), person.0.into(), written(report)?.into()]).await?;
    Ok(())
}

/// Keeps what was done.
pub async fn insert_deeds(tx: &Tx, id: RosterImportId, deeds: &[Done], tell: Tell<'_>) -> Result<()> {
    let text = "INSERT INTO roster_import_deeds (import_id, position, line, name, deed) VALUES ($1, $2, $3, $4, $5)";
    for ((position, written), done) in (0_i64..).zip(1..).zip(deeds) {
        let deed = serde_json::to_string(&done.deed).map_err(anyhow::Error::new)?;
        let row = i64::from(done.row);
        execute(tx, text, [id.0.into(), position.into(), row.into(), done.name.as_str().into(), deed.into()]).await?;
        tell("取り消しのための控えを残しています", written, deeds.len());
    }
    Ok(())
}

/// What was done, the last first, as it is taken back.
pub async fn deeds(conn: &impl ConnectionTrait, id: RosterImportId) -> Result<Vec<Kept>> {
    let text = "SELECT position, line, name, deed, outcome FROM roster_import_deeds WHERE import_id = $1
        ORDER BY position DESC";
    let rows = conn.query_all_raw(sql(conn, text, [id.0.into()])).await?;
    rows.iter()
        .map(|row| {
            let deed: String = row.try_get("", "deed")?;
            Ok(Kept {
                position: row.try_get("", "position")?,
                row: row.try_get("", "line")?,
                name: row.try_get("", "name")?,
                deed: serde_json::from_str(&deed).map_err(anyhow::Error::new)?,
                outcome: row.try_get("", "outcome")?,
            })
        })
        .collect()
}

/// Forgets what is of no use any more.
pub async fn delete_before(tx: &Tx, instant: Timestamp) -> Result<()> {
    let deeds =
        "DELETE FROM roster_import_deeds WHERE import_id IN (SELECT id FROM roster_imports WHERE expires_at <= $1)";
    execute(tx, deeds, [instant.0.into()]).await?;
    execute(tx, "DELETE FROM roster_imports WHERE expires_at <= $1", [instant.0.into()]).await?;
    Ok(())
}

/// A report as it is kept.
fn written(report: &Report) -> Result<String> {
    Ok(serde_json::to_string(report).map_err(anyhow::Error::new)?)
}

fn digest(text: &str) -> String {
    use sha2::Digest as _;
    kernel::text::hex(&sha2::Sha256::digest(text)[..16])
}

pub(super) async fn execute<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}
