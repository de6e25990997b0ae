//! Reads of applications by those who sent them: by the secret in their letter, or as the person who is signed in.

use kernel::db::sql;
use kernel::{ApplicationId, Db, Result, Viewer};
use sea_orm::{ConnectionTrait, FromQueryResult as _, Value};

use super::entity::{Application, Case, Part, State};
use super::{LIFETIME, rows};
use crate::claims::COLUMNS;

/// The application behind the token of a letter: one that waits for its confirmation, or was confirmed by this token.
pub(super) async fn by_token(db: &Db, token: &str) -> Result<Option<Application>> {
    let oldest = db.clock.now().plus(-LIFETIME);
    let condition = "applications.token_hash = $1 AND (applications.created_at > $2 OR applications.state <> $3)";
    let values = [accounts::sessions::hash(token).into(), oldest.0.into(), State::Unconfirmed.word().into()];
    Ok(applications(&db.conn, condition, values).await?.pop())
}

/// The application of whoever asks, as far as it still counts.
pub(super) async fn current_of(db: &Db, viewer: &Viewer) -> Result<Option<Case>> {
    // Each attempt replaces the one before it, so one at most is left.
    let condition = "applications.person_id = $1 AND applications.state NOT IN ($2, $3)";
    let values = [viewer.id().0.into(), State::Replaced.word().into(), State::Invited.word().into()];
    let Some(application) = applications(&db.conn, condition, values).await?.pop() else { return Ok(None) };
    let parts = parts(&db.conn, "application_id = $1", [application.id.0.into()]).await?;
    Ok(Some(Case { application, parts }))
}

/// How far the application of whoever asks has come; none when there is none that counts.
pub async fn state_of(db: &Db, viewer: &Viewer) -> Result<Option<State>> {
    Ok(current_of(db, viewer).await?.map(|case| case.application.state()))
}

/// One application with its parts, inside the transaction that writes to it.
pub(crate) async fn case(conn: &impl ConnectionTrait, id: ApplicationId) -> Result<Option<Case>> {
    let found = applications(conn, "applications.id = $1", [id.0.into()]).await?.pop();
    let Some(application) = found else { return Ok(None) };
    let parts = parts(conn, "application_id = $1", [id.0.into()]).await?;
    Ok(Some(Case { application, parts }))
}

/// Applications under a condition.
pub(crate) async fn applications<const N: usize>(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: [Value; N],
) -> Result<Vec<Application>> {
    let text = format!(
        "SELECT {}, {COLUMNS} FROM applications JOIN seat_claims ON seat_claims.id = applications.claim_id
        WHERE {condition}",
        rows::COLUMNS
    );
    Ok(Application::find_by_statement(sql(conn, &text, values)).all(conn).await?)
}

/// Parts under a condition, by prefecture.
pub(crate) async fn parts<const N: usize>(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: [Value; N],
) -> Result<Vec<Part>> {
    let text = format!(
        "SELECT application_id, prefecture_code, released_at, released_by, checked FROM application_parts
        WHERE {condition} ORDER BY prefecture_code"
    );
    Ok(Part::find_by_statement(sql(conn, &text, values)).all(conn).await?)
}
