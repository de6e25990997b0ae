//! Whom the conditions have found that people have saved from the directory, and who is told of it.
//!
//! Invariants:
//! - one row for each condition and person, ids only, and it stays as long as both: nobody is told twice of the same
//!   person, and two instances find nobody twice;
//! - what is told of it is asked of the roster at that moment ([`queries`]): whoever has left, is suspended, or does not
//!   fulfil the condition any more is in no line, no number and no letter;
//! - what one condition finds on one day is one line, however many people that are.

pub mod queries;

use std::collections::HashSet;

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, PersonId, Result, SearchId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

/// How long somebody stands in the list of notices.
const KEPT_FOR: i64 = 180 * DAY;

/// Rows of one statement.
const ROWS: usize = 500;

/// The turn in which finds are written.
const TURN: i64 = 7_501_764;

/// That a condition is fulfilled by somebody who did not fulfil it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Find {
    /// The condition.
    pub search: SearchId,
    /// Who fulfils it.
    pub person: PersonId,
}

/// Notes that these people fulfil a condition already, so that its owner is not told of them.
pub async fn know(tx: &Tx, search: SearchId, people: &[PersonId]) -> Result<()> {
    for people in people.chunks(ROWS) {
        let rows = people.iter().map(|person| format!("({search}, {person})")).collect::<Vec<_>>().join(", ");
        let text = format!("INSERT INTO people_finds (search_id, person_id) VALUES {rows} ON CONFLICT DO NOTHING");
        tx.conn.execute_raw(sql(&tx.conn, &text, [])).await?;
    }
    Ok(())
}

/// Writes whom conditions have found, in this order; tells how many of these were new. Safe to do twice, and on several
/// instances. An owner is told of somebody by the first of their conditions, and by none for which they do not want to be.
pub async fn write(db: &Db, finds: &[Find]) -> Result<u64> {
    if finds.is_empty() {
        return Ok(0);
    }
    let (tx, mut written) = (db.begin().await?, 0);
    // What one instance has told, the other sees.
    tx.turn(TURN).await?;
    for own in finds.chunk_by(|a, b| a.search == b.search) {
        for finds in own.chunks(ROWS) {
            written += insert(&tx, finds).await?;
        }
    }
    tx.commit().await?;
    Ok(written)
}

/// Writes finds of one condition.
async fn insert(tx: &Tx, finds: &[Find]) -> Result<u64> {
    let Some(search) = finds.first().map(|find| find.search) else { return Ok(0) };
    let people = list(&finds.iter().map(|find| find.person).collect::<Vec<_>>());
    let text = format!(
        "INSERT INTO people_finds (search_id, person_id, at)
        SELECT s.id, p.id, CASE WHEN s.level > 0 AND NOT EXISTS (SELECT 1 FROM people_finds AS told
            JOIN saved_searches AS other ON other.id = told.search_id
            WHERE told.person_id = p.id AND told.at IS NOT NULL AND other.person_id = s.person_id)
            THEN CAST($1 AS BIGINT) END
        FROM saved_searches AS s CROSS JOIN people AS p
        WHERE s.id = $2 AND p.standing = 'active' AND p.id IN ({people})
        ON CONFLICT DO NOTHING"
    );
    Ok(tx.conn.execute_raw(sql(&tx.conn, &text, [tx.now.0.into(), search.0.into()])).await?.rows_affected())
}

#[derive(FromQueryResult)]
struct Pair {
    search_id: SearchId,
    person_id: PersonId,
}

/// Everybody whom these conditions have found.
pub async fn known(db: &Db, searches: &[SearchId]) -> Result<HashSet<(SearchId, PersonId)>> {
    let mut known = HashSet::new();
    for searches in searches.chunks(ROWS) {
        let text = format!("SELECT search_id, person_id FROM people_finds WHERE search_id IN ({})", list(searches));
        let pairs = Pair::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?;
        known.extend(pairs.into_iter().map(|pair| (pair.search_id, pair.person_id)));
    }
    Ok(known)
}

/// Takes for seen who can be told of no more, or nothing would ever take them out of what waits: those found a day ago and
/// more who do not fulfil the condition now. What another instance has found in a newer roster is younger than that.
pub async fn settle(db: &Db, fulfils: impl Fn(SearchId, PersonId) -> bool) -> Result<()> {
    let day_ago = db.clock.now().plus(-DAY).0;
    let text = "SELECT search_id, person_id FROM people_finds
        WHERE at IS NOT NULL AND seen_at IS NULL AND at < $1 ORDER BY search_id";
    let waiting = Pair::find_by_statement(sql(&db.conn, text, [day_ago.into()])).all(&db.conn).await?;
    let gone: Vec<Pair> = waiting.into_iter().filter(|pair| !fulfils(pair.search_id, pair.person_id)).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    for own in gone.chunk_by(|a, b| a.search_id == b.search_id) {
        for gone in own.chunks(ROWS) {
            let people: Vec<PersonId> = gone.iter().map(|pair| pair.person_id).collect();
            let text = format!(
                "UPDATE people_finds SET seen_at = $1 WHERE search_id = $2 AND person_id IN ({}) AND seen_at IS NULL",
                list(&people)
            );
            tx.conn.execute_raw(sql(&tx.conn, &text, [tx.now.0.into(), own[0].search_id.0.into()])).await?;
        }
    }
    tx.commit().await
}

/// Ids as they stand in a statement.
fn list<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// Those who learn by mail of whom a condition finds from now on are not sent what has gathered meanwhile.
pub async fn skip_mail(tx: &Tx, search: SearchId) -> Result<()> {
    let text = "UPDATE people_finds SET mail_id = 0 WHERE search_id = $1 AND at IS NOT NULL AND mail_id IS NULL";
    tx.conn.execute_raw(sql(&tx.conn, text, [search.0.into()])).await?;
    Ok(())
}

/// Whoever turns mail on again is not sent what has gathered meanwhile.
pub(crate) async fn skip_mail_of(tx: &Tx, person: PersonId) -> Result<()> {
    let text = "UPDATE people_finds SET mail_id = 0 WHERE at IS NOT NULL AND mail_id IS NULL
        AND search_id IN (SELECT id FROM saved_searches WHERE person_id = $1)";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    Ok(())
}

/// Puts what was found for somebody after an instant, and what they learn by mail, into a letter; tells how much that was.
pub(crate) async fn put(tx: &Tx, mail: i64, person: PersonId, after: Timestamp) -> Result<u64> {
    let text = "UPDATE people_finds SET mail_id = $1 WHERE at > $3 AND mail_id IS NULL
        AND search_id IN (SELECT id FROM saved_searches WHERE person_id = $2 AND level = 2)";
    let values = [mail.into(), person.0.into(), after.0.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}

/// Takes for seen whom one condition of the viewer has found on the day of an instant, until then.
pub(crate) async fn see(
    db: &Db,
    viewer: &Viewer,
    search: SearchId,
    until: Timestamp,
    sent: (&str, &str),
) -> Result<()> {
    let (tx, (once, location)) = (db.begin().await?, sent);
    let until = until.min(tx.now);
    let form = format!("people-seen {search} {}", until.0);
    if once::claim(&tx, viewer.id(), &form, once, location).await? == Claim::First {
        let text = "UPDATE people_finds SET seen_at = $3 WHERE search_id = $1 AND at >= $5 AND at <= $2
            AND seen_at IS NULL AND search_id IN (SELECT id FROM saved_searches WHERE person_id = $4)";
        let day = until.start_of_its_day();
        let values = [search.0.into(), until.0.into(), tx.now.0.into(), viewer.id().0.into(), day.0.into()];
        tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    }
    tx.commit().await
}

/// Takes for seen whom all conditions of the viewer have found.
pub(crate) async fn see_all(tx: &Tx, viewer: &Viewer) -> Result<()> {
    let text = "UPDATE people_finds SET seen_at = $2 WHERE at IS NOT NULL AND seen_at IS NULL
        AND search_id IN (SELECT id FROM saved_searches WHERE person_id = $1)";
    tx.conn.execute_raw(sql(&tx.conn, text, [viewer.id().0.into(), tx.now.0.into()])).await?;
    Ok(())
}

/// Takes out of the list of notices what is old; that its owner was told stays known.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE people_finds SET seen_at = COALESCE(seen_at, $2), mail_id = COALESCE(mail_id, 0)
        WHERE at < $1 AND (seen_at IS NULL OR mail_id IS NULL)";
    tx.conn.execute_raw(sql(&tx.conn, text, [tx.now.plus(-KEPT_FOR).0.into(), tx.now.0.into()])).await?;
    tx.commit().await
}
