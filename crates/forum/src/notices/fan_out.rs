//! From what was said to who is to hear of it.

use directory::Roster;
use kernel::db::sql;
use kernel::{Db, PersonId, Places, PostId, Result, RoomId, ThreadId, Timestamp, Tx};
use sea_orm::FromQueryResult;

use super::events::Event;
use super::{Kind, events, write};
use crate::follows::rule;
use crate::mentions;
use crate::posts::authors::WRITER;

#[derive(FromQueryResult)]
struct Said {
    thread_id: ThreadId,
    room_id: RoomId,
    /// Also when they hide: nobody is told of what they have written themselves.
    author_id: PersonId,
    created_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Candidate {
    person_id: PersonId,
    level: i64,
}

/// Writes the notices of everything that was posted, and tells how many texts that were. The roster is only a first
/// sieve: whoever sees a notice is asked again at that moment.
pub async fn fan_out(db: &Db, people: &Roster, places: &Places) -> Result<usize> {
    let mut count = 0;
    while events::any(db).await? {
        let tx = db.begin().await?;
        let posts = events::take(&tx).await?;
        for event in &posts {
            tell(&tx, people, places, *event).await?;
        }
        tx.commit().await?;
        count += posts.len();
        if posts.is_empty() {
            break;
        }
    }
    Ok(count)
}

/// Whether anything waits to be told.
pub async fn is_awaited(db: &Db) -> Result<bool> {
    events::any(db).await
}

/// Whoever is mentioned is told so, and not a second time that something was said.
async fn tell(tx: &Tx, people: &Roster, places: &Places, event: Event) -> Result<()> {
    let post = event.post_id;
    let Some(said) = said(tx, post).await? else { return Ok(()) };
    let reads = |id: PersonId| {
        let person = people.person(id);
        person.is_some_and(|person| people.rooms_of(person, places).reads.contains(&said.room_id))
    };
    let mentioned = mentions::of(tx, post).await?;
    for person in mentioned.iter().filter(|person| **person != said.author_id && reads(**person)) {
        write(tx, *person, post, said.thread_id, Kind::Mention).await?;
    }
    if event.mentions_only {
        return Ok(());
    }
    let candidates = sql(&tx.conn, &rule::candidates(), [said.thread_id.0.into(), said.created_at.0.into()]);
    for candidate in Candidate::find_by_statement(candidates).all(&tx.conn).await? {
        let person = candidate.person_id;
        let is_told = candidate.level > 0 && person != said.author_id && !mentioned.contains(&person);
        if is_told && reads(person) {
            write(tx, person, post, said.thread_id, Kind::Post).await?;
        }
    }
    Ok(())
}

/// What was posted, unless it has been withdrawn since.
async fn said(tx: &Tx, post: PostId) -> Result<Option<Said>> {
    let text = format!(
        "SELECT o.thread_id, threads.room_id, o.created_at, {WRITER} AS author_id
        FROM posts AS o JOIN threads ON threads.id = o.thread_id
        WHERE o.id = $1 AND o.withdrawn_at IS NULL AND threads.withdrawn_at IS NULL"
    );
    Ok(Said::find_by_statement(sql(&tx.conn, &text, [post.0.into()])).one(&tx.conn).await?)
}
