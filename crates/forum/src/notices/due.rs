//! Who is to get a letter now. A letter is queued without words; they are put into it when it leaves.
//!
//! What is due follows from the rows and the time alone, so nothing is forgotten when no instance was running at the
//! hour, and nothing old is sent when the clock jumps.

use std::collections::BTreeMap;

use kernel::clock::{DAY, HOUR, MINUTE};
use kernel::db::sql;
use kernel::mail::{self, Rank};
use kernel::{Db, PersonId, PostId, Result, Timestamp, ids};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::HELD_FOR;
use crate::follows::{Digest, rule};
use crate::people_finds;

/// Between two letters at once to the same person; what comes meanwhile goes together.
const PAUSE: i64 = 5 * MINUTE;

/// What is older is in the list of the site and is no longer sent at once, or with others.
const AT_ONCE_WITHIN: i64 = DAY;
const DIGEST_WITHIN: i64 = 9 * DAY;

/// Rows that are looked at in one go.
const MOST: usize = 500;

#[derive(FromQueryResult)]
struct Pending {
    person_id: PersonId,
    post_id: PostId,
    kind: String,
}

/// Queues the letters that are due; tells how many. Safe to do twice, and on several instances.
pub async fn queue(db: &Db) -> Result<usize> {
    let now = db.clock.now();
    let at_once = by_person(pending(db, &at_once(now)).await?);
    let mut digest = by_person(pending(db, &digest(now)).await?);
    for person in owners(db, now).await? {
        digest.entry(person).or_default();
    }
    let mut count = 0;
    for (rank, pending) in [(Rank::AtOnce, at_once), (Rank::Digest, digest)] {
        for (person, pending) in pending {
            count += usize::from(put(db, rank, person, &pending).await?);
        }
    }
    Ok(count)
}

fn by_person(pending: Vec<Pending>) -> BTreeMap<PersonId, Vec<Pending>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in pending {
        all.entry(one.person_id).or_default().push(one);
    }
    all
}

async fn pending(db: &Db, condition: &str) -> Result<Vec<Pending>> {
    let text = format!(
        "SELECT notices.person_id, notices.post_id, notices.kind FROM notices
            JOIN threads ON threads.id = notices.thread_id
            JOIN people ON people.id = notices.person_id AND people.standing = 'active'
            LEFT JOIN notice_settings AS s ON s.person_id = notices.person_id
        WHERE notices.mail_id IS NULL AND COALESCE(s.by_mail, TRUE) AND {condition}
        ORDER BY notices.at LIMIT {MOST}"
    );
    Ok(Pending::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

#[derive(FromQueryResult)]
struct Owner {
    person_id: PersonId,
}

/// Whoever learns by mail of people whom their conditions have found, and is due to now.
async fn owners(db: &Db, now: Timestamp) -> Result<Vec<PersonId>> {
    let text = format!(
        "SELECT DISTINCT q.person_id FROM people_finds AS f JOIN saved_searches AS q ON q.id = f.search_id
            JOIN people ON people.id = q.person_id AND people.standing = 'active'
            LEFT JOIN notice_settings AS s ON s.person_id = q.person_id
        WHERE f.mail_id IS NULL AND q.level = 2 AND COALESCE(s.by_mail, TRUE) AND {}",
        at_the_hour("f.at", now)
    );
    let owners = Owner::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?;
    Ok(owners.into_iter().map(|owner| owner.person_id).collect())
}

fn at_once(now: Timestamp) -> String {
    let (until, after, lately) = (now.plus(-HELD_FOR), now.plus(-AT_ONCE_WITHIN), now.plus(-PAUSE));
    let level = rule::of_notice("threads");
    format!(
        "notices.at <= {} AND notices.at > {} AND notices.kind <> 'unanswered' AND {level} = 2
        AND NOT EXISTS (SELECT 1 FROM mails AS m WHERE m.person_id = notices.person_id AND m.rank = {}
            AND (m.created_at > {} OR (m.sent_at IS NULL AND m.failed_at IS NULL)))",
        until.0,
        after.0,
        Rank::AtOnce as i64,
        lately.0
    )
}

fn digest(now: Timestamp) -> String {
    format!("{} AND {} = 1", at_the_hour("notices.at", now), rule::of_notice("threads"))
}

/// What had been held long enough at the newest hour at which its reader wants a digest.
fn at_the_hour(since: &str, now: Timestamp) -> String {
    let weekly = |then: String, otherwise: i64| {
        format!("(CASE s.digest WHEN '{}' THEN {then} ELSE {otherwise} END)", Digest::Weekly.word())
    };
    // So many days ago was the chosen day of the week; of whoever is told every day, today is.
    let ago = weekly(format!("({} - s.weekday + 7) % 7", now.days_since_monday()), 0);
    let at = format!("({} - {ago} * {DAY} + COALESCE(s.hour, 8) * {HOUR})", now.start_of_its_day().0);
    let period = weekly((7 * DAY).to_string(), DAY);
    format!(
        "{since} > {after} AND {since} + {HELD_FOR} <= {at} - (CASE WHEN {at} > {now} THEN {period} ELSE 0 END)",
        after = now.plus(-DIGEST_WITHIN).0,
        now = now.0,
    )
}

/// Puts what is pending into one letter, unless another instance has done so.
async fn put(db: &Db, rank: Rank, person: PersonId, pending: &[Pending]) -> Result<bool> {
    let (tx, id, mut taken) = (db.begin().await?, ids::random(), 0);
    for one in pending {
        let text = "UPDATE notices SET mail_id = $1
            WHERE person_id = $2 AND post_id = $3 AND kind = $4 AND mail_id IS NULL";
        let values = [id.into(), person.0.into(), one.post_id.0.into(), one.kind.as_str().into()];
        taken += tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected();
    }
    if rank == Rank::Digest {
        taken += people_finds::put(&tx, id, person, tx.now.plus(-DIGEST_WITHIN)).await?;
    }
    if taken > 0 {
        mail::queue_for(&tx, id, person, rank).await?;
    }
    tx.commit().await?;
    Ok(taken > 0)
}
