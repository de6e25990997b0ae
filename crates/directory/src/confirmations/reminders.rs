//! Sending the letters of a round: what is due follows from the roster, the rows and the time, so nothing is sent twice and
//! nothing is forgotten when no instance was running.

use std::collections::HashMap;

use kernel::clock::{DAY, HOUR};
use kernel::db::sql;
use kernel::mail::{Rank, address, queue_as};
use kernel::{Db, PersonId, Result, Timestamp};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use web::App;

use super::letters::Asking;
use super::{Round, asked, links};
use crate::roster::{Person, Roster};

/// How long it is remembered who was sent a letter.
const KEPT_FOR: i64 = 730 * DAY;

/// Letters go while offices are open, from and to these hours of a working day, so many in an hour: servers of mail take
/// thousands at once for a nuisance, and nobody wants to be asked at night.
const OPEN: std::ops::Range<i64> = 9 * HOUR..17 * HOUR;
const IN_AN_HOUR: usize = 400;

#[derive(FromQueryResult)]
struct Sent {
    person_id: PersonId,
    sent_at: Timestamp,
}

/// Sends the letters that are due; safe to do twice, and on several instances.
pub async fn remind(app: &App, people: &Roster) -> Result<()> {
    let (db, now) = (&app.db, app.db.clock.now());
    let round = Round::of(now);
    if now >= round.last_letters || !now.is_working_day() || !OPEN.contains(&now.since(now.start_of_its_day())) {
        return Ok(());
    }
    let (sent, key) = (sent(db, round).await?, links::key(db).await?);
    let asked = people.everybody().filter(|person| !asked(person, now).is_empty());
    let due = asked.filter_map(|person| {
        let known = sent.get(&person.id).map_or(&[][..], Vec::as_slice);
        Some((person, round, round.letter_due(known, now)?))
    });
    for due in due.take(IN_AN_HOUR) {
        send(app, due, &key).await?;
    }
    Ok(())
}

async fn sent(db: &Db, round: Round) -> Result<HashMap<PersonId, Vec<Timestamp>>> {
    let text = "SELECT person_id, sent_at FROM confirmation_letters WHERE year = $1 ORDER BY person_id, step";
    let mut sent = HashMap::<PersonId, Vec<Timestamp>>::new();
    for row in Sent::find_by_statement(sql(&db.conn, text, [round.year.into()])).all(&db.conn).await? {
        sent.entry(row.person_id).or_default().push(row.sent_at);
    }
    Ok(sent)
}

/// The row and the letter: both, or neither where another instance was faster.
async fn send(app: &App, due: (&Person, Round, i64), key: &str) -> Result<()> {
    let (person, round, step) = due;
    let tx = app.db.begin().await?;
    let Some(to) = address(&tx.conn, person.id).await? else { return Ok(()) };
    let text = "INSERT INTO confirmation_letters (person_id, year, step, sent_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    let values = [person.id.0.into(), round.year.into(), step.into(), tx.now.0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Ok(());
    }
    let token = links::token(key, person.id, round.year);
    let (tenures, url) = (asked(person, tx.now), app.config.url.as_str());
    let asking = Asking { to: &to, person, tenures: &tenures, round, again: step > 1, token: &token, url };
    queue_as(&tx, &asking.letter(&app.places), Rank::Digest).await?;
    tx.commit().await
}

/// Forgets who was sent letters long ago.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM confirmation_letters WHERE sent_at < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [tx.now.plus(-KEPT_FOR).0.into()])).await?;
    tx.commit().await
}
