//! The rows of applications as they are written.

use kernel::db::sql;
use kernel::{ApplicationId, PersonId, Places, Result, Timestamp, Tx};
use sea_orm::{ConnectionTrait as _, Value};

use super::entity::State;
use super::forms::NewApplication;
use super::{LIFETIME, MOST_TRIES};
use crate::claims::{self, SeatClaim};

/// The columns that an [`super::entity::Application`] is read from, beside those of its claim.
pub(super) const COLUMNS: &str = "applications.id, applications.claim_id, applications.person_id, applications.email,
    applications.name, applications.kana, applications.proof, applications.agreed_terms, applications.agreed_privacy,
    applications.state, applications.created_at, applications.confirmed_at, applications.decided_at,
    applications.decided_by, applications.reason";

/// Hashes of the secrets in a letter.
pub(super) struct Hashes {
    /// Of the link's token.
    pub token: String,
    /// Of the typed code.
    pub code: String,
}

/// One that waits for its confirmation.
pub(super) async fn insert_unconfirmed(tx: &Tx, new: &NewApplication, hashes: &Hashes) -> Result<ApplicationId> {
    let id = insert(tx, new, State::Unconfirmed).await?;
    let text = "UPDATE applications SET token_hash = $2, code_hash = $3 WHERE id = $1";
    execute(tx, text, [id.0.into(), hashes.token.as_str().into(), hashes.code.as_str().into()]).await?;
    Ok(id)
}

/// One that waits for the prefectures from now on.
pub(super) async fn insert_confirmed(tx: &Tx, new: &NewApplication, person: PersonId) -> Result<ApplicationId> {
    let id = insert(tx, new, State::Waiting).await?;
    let text = "UPDATE applications SET person_id = $2, confirmed_at = $3 WHERE id = $1";
    execute(tx, text, [id.0.into(), person.0.into(), tx.now.0.into()]).await?;
    Ok(id)
}

async fn insert(tx: &Tx, new: &NewApplication, state: State) -> Result<ApplicationId> {
    let id = ApplicationId::random();
    let claim = claims::insert(tx, &new.claim).await?;
    let text = "INSERT INTO applications (id, claim_id, email, name, kana, proof, agreed_terms, agreed_privacy, state,
            code_tries, created_at, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, '')";
    let values = [
        id.0.into(),
        claim.into(),
        new.email.as_str().into(),
        new.name.as_str().into(),
        new.kana.as_str().into(),
        new.proof.as_str().into(),
        new.consent.terms.into(),
        new.consent.privacy.into(),
        state.word().into(),
        tx.now.0.into(),
    ];
    execute(tx, text, values).await?;
    Ok(id)
}

/// One part for every prefecture that answers for the claim.
pub(super) async fn insert_parts(tx: &Tx, id: ApplicationId, claim: &SeatClaim, places: &Places) -> Result<()> {
    for prefecture in claim.prefectures(places) {
        let text = "INSERT INTO application_parts (application_id, prefecture_code, checked) VALUES ($1, $2, '')";
        execute(tx, text, [id.0.into(), prefecture.into()]).await?;
    }
    Ok(())
}

/// Confirms the application behind a token, if nobody has yet; of many at once one gets the id.
pub(super) async fn take(tx: &Tx, token_hash: &str) -> Result<Option<ApplicationId>> {
    let text = "UPDATE applications SET state = $3, confirmed_at = $4
        WHERE token_hash = $1 AND state = $2 AND created_at > $5 RETURNING id";
    let values = [
        token_hash.into(),
        State::Unconfirmed.word().into(),
        State::Waiting.word().into(),
        tx.now.0.into(),
        tx.now.plus(-LIFETIME).0.into(),
    ];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| row.try_get("", "id")).transpose().map_err(Into::into)
}

/// Says whose application it is.
pub(super) async fn belongs_to(tx: &Tx, id: ApplicationId, person: PersonId) -> Result<()> {
    execute(tx, "UPDATE applications SET person_id = $2 WHERE id = $1", [id.0.into(), person.0.into()]).await?;
    Ok(())
}

/// Counts a try on the newest application of an address, if it still takes one; returns it with the hash of its code.
///
/// Counting comes before comparing and under the row's lock, so that many tries at once are many tries.
pub(super) async fn try_code(tx: &Tx, email: &str) -> Result<Option<(ApplicationId, String)>> {
    let text = "UPDATE applications SET code_tries = code_tries + 1
        WHERE code_tries < $4 AND id = (SELECT id FROM applications
            WHERE email = $1 AND state = $2 AND created_at > $3 ORDER BY created_at DESC, id LIMIT 1)
        RETURNING id, code_hash";
    let oldest = tx.now.plus(-LIFETIME).0;
    let values = [email.into(), State::Unconfirmed.word().into(), oldest.into(), MOST_TRIES.into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| Ok((row.try_get("", "id")?, row.try_get("", "code_hash")?))).transpose()
}

/// Gives an application another token; the code may be typed again.
pub(super) async fn renew_token(tx: &Tx, id: ApplicationId, token_hash: &str) -> Result<()> {
    let text = "UPDATE applications SET token_hash = $2, code_tries = 0 WHERE id = $1 AND state = $3";
    execute(tx, text, [id.0.into(), token_hash.into(), State::Unconfirmed.word().into()]).await?;
    Ok(())
}

/// Moves an application from one state to another; false when it was no longer in the first.
pub(crate) async fn step(tx: &Tx, id: ApplicationId, from: State, to: State) -> Result<bool> {
    let text = "UPDATE applications SET state = $3 WHERE id = $1 AND state = $2";
    Ok(execute(tx, text, [id.0.into(), from.word().into(), to.word().into()]).await? == 1)
}

/// Whether somebody has this address.
pub(super) async fn is_known(tx: &Tx, email: &str) -> Result<bool> {
    let found = tx.conn.query_one_raw(sql(&tx.conn, "SELECT id FROM people WHERE email = $1", [email.into()])).await?;
    Ok(found.is_some())
}

/// A corrected name.
pub(super) async fn rename(tx: &Tx, person: PersonId, new: &NewApplication) -> Result<()> {
    let text = "UPDATE people SET name = $2, kana = $3 WHERE id = $1";
    execute(tx, text, [person.0.into(), new.name.as_str().into(), new.kana.as_str().into()]).await?;
    Ok(())
}

/// Whoever still waits, and whose newest application was declined before an instant.
pub(super) async fn declined_before(tx: &Tx, instant: Timestamp) -> Result<Vec<PersonId>> {
    let text = "SELECT people.id FROM people JOIN applications ON applications.person_id = people.id
        WHERE people.standing = 'pending' AND applications.state = $1 AND applications.decided_at <= $2";
    let values = [State::Declined.word().into(), instant.0.into()];
    let rows = tx.conn.query_all_raw(sql(&tx.conn, text, values)).await?;
    rows.into_iter().map(|row| row.try_get("", "id").map_err(Into::into)).collect()
}

/// Closes what a person waits for who has come in another way.
pub(crate) async fn replace(tx: &Tx, person: PersonId) -> Result<()> {
    let text = "UPDATE applications SET state = $2, decided_at = COALESCE(decided_at, $3)
        WHERE person_id = $1 AND state IN ('waiting', 'declined')";
    execute(tx, text, [person.0.into(), State::Invited.word().into(), tx.now.0.into()]).await?;
    Ok(())
}

/// Forgets the applications under a condition, with all that hangs on them.
pub(super) async fn delete<const N: usize>(tx: &Tx, condition: &str, values: [Value; N]) -> Result<()> {
    for table in ["application_tellings", "application_parts"] {
        let text =
            format!("DELETE FROM {table} WHERE application_id IN (SELECT id FROM applications WHERE {condition})");
        execute(tx, &text, values.clone()).await?;
    }
    let text = format!("DELETE FROM applications WHERE {condition} RETURNING claim_id");
    for row in tx.conn.query_all_raw(sql(&tx.conn, &text, values)).await? {
        let claim: i64 = row.try_get("", "claim_id")?;
        execute(tx, "DELETE FROM seat_claims WHERE id = $1", [claim.into()]).await?;
    }
    Ok(())
}

/// Runs a statement; returns how many rows it touched.
pub(super) async fn execute<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}
