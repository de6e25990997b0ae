//! Reading requests: only ever those of the two people between whom they are.

use kernel::db::sql;
use kernel::{ContactRequestId, Db, Error, PersonId, Result, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::REST;
use crate::roster::Roster;

/// A request that counts, as it stands on the page of its two people.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
    /// Id.
    pub id: ContactRequestId,
    /// Who asked.
    pub requester_id: PersonId,
    /// Who was asked.
    pub person_id: PersonId,
    /// What was written with it.
    pub message: String,
    /// When.
    pub asked_at: Timestamp,
    /// When it was left, which only who was asked may know.
    pub set_aside_at: Option<Timestamp>,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
}

/// What there is between a viewer and a person whose contact they do not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Nothing that stands in the way of asking.
    Nothing,
    /// The viewer has asked and waits; after a while they may ask again.
    Waiting {
        /// When they asked.
        since: Timestamp,
        /// Whether that is long enough ago.
        may_ask_again: bool,
    },
    /// The person has asked the viewer.
    TheyAsk,
    /// The viewer asked not long ago and must wait.
    Resting {
        /// From when on they may ask.
        until: Timestamp,
    },
    /// They have agreed.
    Agreed,
}

#[derive(FromQueryResult)]
struct Row {
    requester_id: PersonId,
    asked_at: Timestamp,
    accepted_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
}

impl Between {
    fn of(rows: &[Row], viewer: PersonId, now: Timestamp) -> Self {
        if let Some(row) = rows.iter().find(|row| row.ended_at.is_none()) {
            return if row.accepted_at.is_some() {
                Self::Agreed
            } else if row.requester_id == viewer {
                Self::Waiting { since: row.asked_at, may_ask_again: now.since(row.asked_at) >= REST }
            } else {
                Self::TheyAsk
            };
        }
        // What was agreed and then taken back rests from its end, everything else from when it was asked.
        let rests_from = |row: &Row| row.ended_at.filter(|_| row.accepted_at.is_some()).unwrap_or(row.asked_at);
        let own = rows.iter().filter(|row| row.requester_id == viewer);
        let until = own.map(|row| rests_from(row).plus(REST)).max();
        until.filter(|until| *until > now).map_or(Self::Nothing, |until| Self::Resting { until })
    }
}

/// What there is between the viewer and a person.
pub async fn between(db: &Db, viewer: &Viewer, person: PersonId) -> Result<Between> {
    let text = "SELECT requester_id, asked_at, accepted_at, ended_at FROM contact_requests
        WHERE (requester_id = $1 AND person_id = $2) OR (requester_id = $2 AND person_id = $1)
        ORDER BY asked_at DESC LIMIT 50";
    let values = [viewer.id().0.into(), person.0.into()];
    let rows = Row::find_by_statement(sql(&db.conn, text, values)).all(&db.conn).await?;
    Ok(Between::of(&rows, viewer.id(), db.clock.now()))
}

/// All requests of the viewer that count, the newest first, where the other one is still a member.
pub async fn mine(db: &Db, viewer: &Viewer, people: &Roster) -> Result<Vec<Listed>> {
    let text = "SELECT id, requester_id, person_id, message, asked_at, set_aside_at, accepted_at FROM contact_requests
        WHERE (requester_id = $1 OR person_id = $1) AND ended_at IS NULL ORDER BY asked_at DESC, id LIMIT 500";
    let values = [viewer.id().0.into()];
    let mut rows = Listed::find_by_statement(sql(&db.conn, text, values)).all(&db.conn).await?;
    rows.retain(|row| [row.requester_id, row.person_id].iter().all(|id| people.listed_person(*id).is_some()));
    Ok(rows)
}

/// How many people wait for the viewer's answer.
pub async fn open_for(db: &Db, viewer: &Viewer, people: &Roster) -> Result<usize> {
    let text = "SELECT requester_id FROM contact_requests
        WHERE person_id = $1 AND ended_at IS NULL AND accepted_at IS NULL AND set_aside_at IS NULL LIMIT 500";
    let rows = db.conn.query_all_raw(sql(&db.conn, text, [viewer.id().0.into()])).await?;
    let requesters: Vec<PersonId> = rows.iter().map(|row| row.try_get("", "requester_id")).collect::<Result<_, _>>()?;
    Ok(requesters.into_iter().filter(|id| people.listed_person(*id).is_some()).count())
}

/// One request of the viewer's, whatever became of it; others' do not exist.
pub async fn find(db: &Db, viewer: &Viewer, request: ContactRequestId) -> Result<(PersonId, PersonId)> {
    let text = "SELECT requester_id, person_id FROM contact_requests
        WHERE id = $1 AND (requester_id = $2 OR person_id = $2)";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [request.0.into(), viewer.id().0.into()])).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok((row.try_get("", "requester_id")?, row.try_get("", "person_id")?))
}

/// Whether the two have agreed at this moment of the transaction.
pub(super) async fn is_agreed(tx: &Tx, request: ContactRequestId) -> Result<bool> {
    let text = "SELECT 1 AS agreed FROM contact_requests
        WHERE id = $1 AND accepted_at IS NOT NULL AND ended_at IS NULL";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [request.0.into()])).await?.is_some())
}

/// The address of somebody who is active at this moment of the transaction.
pub(super) async fn active_email(tx: &Tx, person: PersonId) -> Result<String> {
    let text = "SELECT email FROM people WHERE id = $1 AND standing = 'active'";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    row.ok_or(Error::NotFound)?.try_get("", "email").map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use kernel::clock::DAY;

    use super::*;

    const ME: PersonId = PersonId(1);
    const OTHER: PersonId = PersonId(2);
    const NOW: Timestamp = Timestamp(100 * DAY);

    /// Asked so many days ago, accepted and ended so many days ago.
    fn row(requester_id: PersonId, asked: i64, accepted: Option<i64>, ended: Option<i64>) -> Row {
        let ago = |days: i64| NOW.plus(-days * DAY);
        Row { requester_id, asked_at: ago(asked), accepted_at: accepted.map(ago), ended_at: ended.map(ago) }
    }

    #[test]
    fn what_is_between_two_people_follows_from_their_requests() {
        let waiting = |days: i64, may_ask_again| Between::Waiting { since: NOW.plus(-days * DAY), may_ask_again };
        let resting = |days: i64| Between::Resting { until: NOW.plus(days * DAY) };
        for (rows, expected) in [
            (vec![], Between::Nothing),
            (vec![row(ME, 3, None, None)], waiting(3, false)),
            (vec![row(ME, 30, None, None)], waiting(30, true)),
            (vec![row(OTHER, 3, None, None)], Between::TheyAsk),
            (vec![row(ME, 3, Some(2), None)], Between::Agreed),
            (vec![row(OTHER, 3, Some(2), None)], Between::Agreed),
            // Withdrawn: the days count from asking.
            (vec![row(ME, 3, None, Some(2))], resting(27)),
            (vec![row(ME, 31, None, Some(2))], Between::Nothing),
            // Taken back: they count from then.
            (vec![row(ME, 31, Some(20), Some(2))], resting(28)),
            // What the other once asked binds nobody.
            (vec![row(OTHER, 3, Some(2), Some(1))], Between::Nothing),
            (vec![row(OTHER, 1, None, None), row(ME, 3, None, Some(2))], Between::TheyAsk),
        ] {
            assert_eq!(Between::of(&rows, ME, NOW), expected);
        }
    }
}
