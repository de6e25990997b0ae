//! The rows of people, organisations, seats, tenures and grants.

use kernel::db::sql;
use kernel::viewer::Standing;
use kernel::{Error, OrganisationId, PersonId, Result, SeatId, TenureId, Timestamp, Tx};
use sea_orm::{ConnectionTrait, DbErr, Value};

use super::{CheckedMember, CheckedSeat, NewOrganisation, SeatChange, standing_word};

pub(super) async fn insert_person(tx: &Tx, id: PersonId, member: &CheckedMember) -> Result<()> {
    let person = &member.person;
    let text = "INSERT INTO people (id, name, kana, email, password_hash, standing, experience_years, introduction,
            qualifications, themes, created_at, approved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (email) DO NOTHING";
    let approved_at = (person.standing == Standing::Active).then_some(person.joined_at.0);
    let values = [
        id.0.into(),
        person.name.as_str().into(),
        person.kana.as_str().into(),
        person.email.as_str().into(),
        person.password_hash.clone().into(),
        standing_word(person.standing).into(),
        person.experience_years.into(),
        person.introduction.as_str().into(),
        person.qualifications.join(" ").into(),
        person.themes.join(" ").into(),
        person.joined_at.0.into(),
        approved_at.into(),
    ];
    if execute(tx, text, values).await? == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("このメールアドレスの方は、すでに登録されています。"))
    }
}

pub(super) async fn insert_tenure(tx: &Tx, person: PersonId, seat: &CheckedSeat) -> Result<TenureId> {
    let seat = &seat.0;
    let organisation = organisation(tx, &seat.organisation).await?;
    let seat_id = SeatId::random();
    let values = [
        seat_id.0.into(),
        organisation.0.into(),
        seat.title.as_str().into(),
        seat.form.as_str().into(),
        seat.is_hub.into(),
        seat.is_full_time.into(),
        tx.now.0.into(),
    ];
    let text = "INSERT INTO seats (id, organisation_id, title, form, is_hub, is_full_time, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    execute(tx, text, values).await?;
    for code in &seat.places {
        let text = "INSERT INTO seat_places (seat_id, municipality_code) VALUES ($1, $2)";
        execute(tx, text, [seat_id.0.into(), code.as_str().into()]).await?;
    }
    let tenure = TenureId::random();
    let text = "INSERT INTO tenures (id, seat_id, person_id, started_at, ended_at) VALUES ($1, $2, $3, $4, $5)";
    let ended_at = seat.ended_at.map(|end| end.0);
    let values = [tenure.0.into(), seat_id.0.into(), person.0.into(), seat.started_at.0.into(), ended_at.into()];
    execute(tx, text, values).await?;
    Ok(tenure)
}

/// Whether a tenure has begun in a seat that exists; not where the person holds it already, or is to.
pub(super) async fn begin_tenure(tx: &Tx, person: PersonId, seat: SeatId, started_at: Timestamp) -> Result<bool> {
    let text = "INSERT INTO tenures (id, seat_id, person_id, started_at)
        SELECT $1, seats.id, $3, $4 FROM seats WHERE seats.id = $2 AND NOT EXISTS (SELECT 1 FROM tenures AS held
            WHERE held.seat_id = $2 AND held.person_id = $3 AND (held.ended_at IS NULL OR held.ended_at > $4))";
    let values = [TenureId::random().0.into(), seat.0.into(), person.0.into(), started_at.0.into()];
    Ok(execute(tx, text, values).await? == 1)
}

/// The organisation with this name, kind and municipality, made if there is none; a missing phone is filled in.
async fn organisation(tx: &Tx, new: &NewOrganisation) -> Result<OrganisationId> {
    let key = [new.name.as_str().into(), new.affiliation.as_str().into(), new.municipality.as_str().into()];
    let find = "SELECT id, phone FROM organisations WHERE name = $1 AND affiliation = $2 AND municipality_code = $3
        ORDER BY created_at, id LIMIT 1";
    if let Some(row) = tx.conn.query_one_raw(sql(&tx.conn, find, key)).await? {
        let id: OrganisationId = row.try_get("", "id")?;
        let fill = "UPDATE organisations SET phone = $2 WHERE id = $1 AND phone = ''";
        execute(tx, fill, [id.0.into(), new.phone.as_str().into()]).await?;
        return Ok(id);
    }
    let id = OrganisationId::random();
    let values = [
        id.0.into(),
        new.name.as_str().into(),
        new.affiliation.as_str().into(),
        new.municipality.as_str().into(),
        new.phone.as_str().into(),
        tx.now.0.into(),
    ];
    let insert = "INSERT INTO organisations (id, name, affiliation, municipality_code, phone, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    execute(tx, insert, values).await?;
    Ok(id)
}

pub(super) async fn change_seat(tx: &Tx, seat: SeatId, change: &SeatChange) -> Result<()> {
    if let Some(details) = &change.details {
        let text = "UPDATE seats SET title = $2, form = $3, is_hub = $4, is_full_time = $5 WHERE id = $1";
        let values = [
            seat.0.into(),
            details.title.as_str().into(),
            details.form.into(),
            details.is_hub.into(),
            details.is_full_time.into(),
        ];
        execute(tx, text, values).await?;
    }
    if let Some(phone) = &change.phone {
        let text = "UPDATE organisations SET phone = $2
            WHERE id = (SELECT organisation_id FROM seats WHERE seats.id = $1)";
        execute(tx, text, [seat.0.into(), phone.as_str().into()]).await?;
    }
    for code in &change.added {
        let text = "INSERT INTO seat_places (seat_id, municipality_code) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        execute(tx, text, [seat.0.into(), code.as_str().into()]).await?;
    }
    for code in &change.removed {
        let text = "DELETE FROM seat_places WHERE seat_id = $1 AND municipality_code = $2";
        execute(tx, text, [seat.0.into(), code.as_str().into()]).await?;
    }
    Ok(())
}

/// Whose tenure has been given an end; none when there is no such tenure, or when it is over already.
pub(super) async fn end_tenure(tx: &Tx, tenure: TenureId, at: Timestamp) -> Result<Option<PersonId>> {
    let text = "UPDATE tenures SET ended_at = $2 WHERE id = $1 AND (ended_at IS NULL OR ended_at > $3)
        RETURNING person_id";
    let values = [tenure.0.into(), at.0.into(), tx.now.0.into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| row.try_get("", "person_id")).transpose().map_err(Into::into)
}

/// Whose tenure has no end any more; none when none was planned, or when it is over already.
pub(super) async fn call_off_end(tx: &Tx, tenure: TenureId) -> Result<Option<PersonId>> {
    let text = "UPDATE tenures SET ended_at = NULL WHERE id = $1 AND ended_at > $2 RETURNING person_id";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [tenure.0.into(), tx.now.0.into()])).await?;
    row.map(|row| row.try_get("", "person_id")).transpose().map_err(Into::into)
}

/// Whose tenure goes on; none when it is over.
pub(super) async fn confirm(tx: &Tx, person: PersonId, tenure: TenureId) -> Result<bool> {
    let text = "UPDATE tenures SET confirmed_at = $3, changed_at = NULL
        WHERE id = $1 AND person_id = $2 AND (ended_at IS NULL OR ended_at > $3 AND changed_at IS NULL)";
    Ok(execute(tx, text, [tenure.0.into(), person.0.into(), tx.now.0.into()]).await? == 1)
}

/// Whether somebody holds a seat of which they say that it has passed on.
pub(super) async fn say_changed(tx: &Tx, person: PersonId, tenure: TenureId) -> Result<bool> {
    let text = "UPDATE tenures SET changed_at = $3
        WHERE id = $1 AND person_id = $2 AND (ended_at IS NULL OR ended_at > $3)";
    Ok(execute(tx, text, [tenure.0.into(), person.0.into(), tx.now.0.into()]).await? == 1)
}

/// Whose tenure has another end now; none when its end was not `from`.
pub(super) async fn move_end(
    tx: &Tx,
    tenure: TenureId,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Option<PersonId>> {
    // No tenure ends before there were people here.
    let never = |end: Option<Timestamp>| end.map_or(-1, |end| end.0);
    let text = "UPDATE tenures SET ended_at = $3 WHERE id = $1 AND COALESCE(ended_at, -1) = $2 RETURNING person_id";
    let values = [tenure.0.into(), never(from).into(), to.map(|end| end.0).into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| row.try_get("", "person_id")).transpose().map_err(Into::into)
}

/// Whose tenure was removed, with its seat if nobody else has held it; none when a text or a handover note was written from it.
pub(super) async fn delete_tenure(tx: &Tx, tenure: TenureId, seat: SeatId) -> Result<Option<PersonId>> {
    // Whoever is writing from it just now comes first, and is then seen.
    hold_seat(tx, seat).await?;
    execute(tx, "UPDATE tenures SET seat_id = seat_id WHERE id = $1", [tenure.0.into()]).await?;
    let text = "DELETE FROM tenures WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM posts WHERE tenure_id = $1)
            AND NOT EXISTS (SELECT 1 FROM handover_notes WHERE seat_id = $2)
        RETURNING person_id";
    let values = [tenure.0.into(), seat.0.into()];
    let Some(row) = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await? else { return Ok(None) };
    delete_unheld(&tx.conn, seat).await?;
    Ok(Some(row.try_get("", "person_id")?))
}

/// Lets nobody else change who holds a seat, or remove it, until the transaction ends.
pub(super) async fn hold_seat(tx: &Tx, seat: SeatId) -> Result<()> {
    execute(tx, "UPDATE seats SET id = id WHERE id = $1", [seat.0.into()]).await?;
    Ok(())
}

pub(super) async fn set_standing(tx: &Tx, person: PersonId, standing: &str) -> Result<()> {
    // Somebody whom nobody had approved becomes a member by being let in. In what charge the person was shut out is for
    // the desk to add; without it an administrator counts as having done it.
    let text = "UPDATE people SET standing = $2, suspended_as = NULL,
        approved_at = CASE WHEN $2 = 'active' THEN COALESCE(approved_at, $3) ELSE approved_at END
        WHERE id = $1 AND standing <> 'left'";
    let changed = execute(tx, text, [person.0.into(), standing.into(), tx.now.0.into()]).await?;
    if changed == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Whether there was somebody who waited.
pub(super) async fn approve(tx: &Tx, person: PersonId) -> Result<bool> {
    let text = "UPDATE people SET standing = 'active', approved_at = COALESCE(approved_at, $2)
        WHERE id = $1 AND standing = 'pending'";
    Ok(execute(tx, text, [person.0.into(), tx.now.0.into()]).await? == 1)
}

/// Removes a seat that nobody has held, and its employer if that has no other.
pub(super) async fn delete_unheld(conn: &impl ConnectionTrait, seat: SeatId) -> Result<(), DbErr> {
    let employer = "SELECT organisation_id FROM seats WHERE id = $1";
    let employer = conn.query_one_raw(sql(conn, employer, [seat.0.into()])).await?;
    for (table, column) in [("seat_places", "seat_id"), ("seats", "id")] {
        let text = format!(
            "DELETE FROM {table} WHERE {column} = $1 AND NOT EXISTS (SELECT 1 FROM tenures WHERE tenures.seat_id = $1)"
        );
        conn.execute_raw(sql(conn, &text, [seat.0.into()])).await?;
    }
    if let Some(row) = employer {
        let text = "DELETE FROM organisations
            WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM seats WHERE seats.organisation_id = $1)";
        conn.execute_raw(sql(conn, text, [row.try_get::<i64>("", "organisation_id")?.into()])).await?;
    }
    Ok(())
}

/// Lets sessions run out at this instant; those that have run out before stay as they are.
pub(super) async fn expire_sessions(tx: &Tx, person: PersonId) -> Result<()> {
    let text = "UPDATE sessions SET expires_at = $2 WHERE person_id = $1 AND expires_at > $2";
    execute(tx, text, [person.0.into(), tx.now.0.into()]).await?;
    Ok(())
}

pub(super) async fn delete_sessions(tx: &Tx, person: PersonId) -> Result<()> {
    execute(tx, "DELETE FROM sessions WHERE person_id = $1", [person.0.into()]).await?;
    Ok(())
}

pub(super) async fn execute<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}
