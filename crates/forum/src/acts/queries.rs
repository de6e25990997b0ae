//! Reading what was done: in one's rooms, in one's charge, to one's own texts.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, PersonId, PostId, Result, RoomId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde::Deserialize;

use super::actions::Action;
use super::forms::Ground;
use crate::posts::authors::WRITER;

/// Lines of one page.
const PAGE: usize = 50;

/// Most lines of a file.
const MOST: usize = 20_000;

/// One line of the log.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Entry {
    id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor_id: Option<PersonId>,
    action: String,
    subject: String,
    /// Where; what is done to people is done in no room.
    pub room_id: Option<RoomId>,
    reason: String,
    /// The reason in words.
    pub detail: String,
}

impl Entry {
    /// What was done.
    pub fn action(&self) -> &'static str {
        Action::parse(&self.action).map_or("", Action::name)
    }

    /// On what ground.
    pub fn ground(&self) -> &'static str {
        Ground::parse(&self.reason).map_or("", Ground::name)
    }

    /// To which text.
    pub fn post(&self) -> Option<PostId> {
        self.subject.strip_prefix("post-")?.parse().ok().map(PostId)
    }

    /// To which person.
    pub fn person(&self) -> Option<PersonId> {
        self.subject.strip_prefix("person-")?.parse().ok().map(PersonId)
    }

    /// Where the page after this line begins.
    fn cursor(&self) -> String {
        format!("{}-{}", self.at.0, self.id)
    }
}

/// How far somebody reads the log.
#[derive(Clone, Debug)]
pub struct Reach<'a> {
    /// What was done in these rooms.
    pub rooms: &'a BTreeSet<RoomId>,
    /// What was done to these people, by those who keep registrations; nothing for everybody else.
    pub people: Option<Vec<PersonId>>,
}

impl Reach<'_> {
    /// What can be read of in it.
    pub fn actions(&self) -> impl Iterator<Item = &'static Action> {
        Action::ALL.iter().filter(|action| self.people.is_some() || !action.is_on_a_person())
    }
}

/// What somebody wants to see of a log.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    /// The slug of a room; empty for all.
    pub room: String,
    /// The word of an action; empty for all.
    pub action: String,
    /// The first day, as in `2026-11-29`; empty for all.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Where the page begins.
    pub before: String,
}

/// One page, and where the next one begins.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// If there are more.
    pub next: Option<String>,
}

const COLUMNS: &str = "SELECT a.id, a.at, a.actor_id, a.action, a.subject, a.room_id, a.reason, a.detail
    FROM audit_entries AS a";

/// One page of what was done within somebody's reach.
pub async fn page(db: &Db, reach: &Reach<'_>, query: &LogQuery, room: Option<RoomId>) -> Result<Lines> {
    let mut entries = lines(db, reach, query, room, PAGE + 1).await?;
    let next = (entries.len() > PAGE).then(|| entries[PAGE - 1].cursor());
    entries.truncate(PAGE);
    Ok(Lines { entries, next })
}

/// All of it, for a file.
pub async fn all(db: &Db, reach: &Reach<'_>, query: &LogQuery, room: Option<RoomId>) -> Result<Vec<Entry>> {
    lines(db, reach, query, room, MOST).await
}

async fn lines(db: &Db, reach: &Reach<'_>, query: &LogQuery, room: Option<RoomId>, most: usize) -> Result<Vec<Entry>> {
    let (at, id) = query
        .before
        .split_once('-')
        .and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)))
        .unwrap_or((i64::MAX, i64::MAX));
    let from = Timestamp::start_of_day(&query.from).map_or(0, |day| day.0);
    let to = Timestamp::start_of_day(&query.to).map_or(i64::MAX, |day| day.plus(kernel::clock::DAY).0);
    let text = format!(
        "{COLUMNS} WHERE ({} OR {}) AND a.at >= $1 AND a.at < $2 AND (a.at, a.id) < ($3, $4)
        ORDER BY a.at DESC, a.id DESC LIMIT {most}",
        in_rooms(reach, query, room),
        to_people(reach, query, room),
    );
    let statement = sql(&db.conn, &text, [from.into(), to.into(), at.into(), id.into()]);
    Ok(Entry::find_by_statement(statement).all(&db.conn).await?)
}

/// What was asked for of that which was done in rooms.
fn in_rooms(reach: &Reach, query: &LogQuery, room: Option<RoomId>) -> String {
    let rooms = reach.rooms.iter().filter(|id| room.is_none_or(|room| room == **id)).map(RoomId::to_string);
    both(("room_id", rooms.collect()), asked(query).filter(|action| !action.is_on_a_person()))
}

/// And of that which was done to people: nothing when a room is asked for.
fn to_people(reach: &Reach, query: &LogQuery, room: Option<RoomId>) -> String {
    let people = reach.people.iter().flatten().filter(|_| room.is_none()).map(|id| format!("'person-{id}'"));
    both(("subject", people.collect()), asked(query).filter(|action| action.is_on_a_person()))
}

fn asked(query: &LogQuery) -> impl Iterator<Item = &'static Action> {
    Action::ALL.iter().filter(|action| query.action.is_empty() || action.word() == query.action)
}

fn both((column, values): (&str, Vec<String>), actions: impl Iterator<Item = &'static Action>) -> String {
    let (values, actions) = (values.join(", "), words(actions));
    if values.is_empty() || actions.is_empty() {
        return "1 = 2".to_owned();
    }
    format!("(a.{column} IN ({values}) AND a.action IN ({actions}))")
}

/// What was done to the viewer's own texts, the newest first.
pub async fn own(db: &Db, viewer: &Viewer) -> Result<Vec<Entry>> {
    let text = format!(
        "{COLUMNS} JOIN posts AS o ON a.subject = 'post-' || o.id
        WHERE a.action IN ({}) AND o.id IN (SELECT id FROM posts WHERE author_id = $1
            UNION ALL SELECT post_id FROM sealed_authors WHERE person_id = $1)
        ORDER BY a.at DESC, a.id DESC LIMIT {PAGE}",
        words(Action::ALL.iter().filter(|action| !action.is_on_a_person()))
    );
    Ok(Entry::find_by_statement(sql(&db.conn, &text, [viewer.id().0.into()])).all(&db.conn).await?)
}

/// Actions as they stand in a list of SQL.
fn words<'a>(actions: impl Iterator<Item = &'a Action>) -> String {
    actions.map(|action| format!("'{}'", action.word())).collect::<Vec<_>>().join(", ")
}

/// What was done to one text, the newest first.
pub(crate) async fn of_post(db: &Db, post: PostId) -> Result<Vec<Entry>> {
    let text =
        format!("{COLUMNS} WHERE a.subject = $1 AND a.room_id IS NOT NULL ORDER BY a.at DESC, a.id DESC LIMIT {PAGE}");
    let statement = sql(&db.conn, &text, [format!("post-{post}").into()]);
    Ok(Entry::find_by_statement(statement).all(&db.conn).await?)
}

/// Where whoever wrote a text gets letters, hidden or not; nothing for somebody who is not active.
pub(super) async fn address_of_writer(tx: &Tx, post: PostId) -> Result<Option<String>> {
    let text = format!(
        "SELECT people.email FROM posts AS o JOIN people ON people.id = {WRITER} AND people.standing = 'active'
        WHERE o.id = $1"
    );
    let row = tx.conn.query_one_raw(sql(&tx.conn, &text, [post.0.into()])).await?;
    row.map(|row| row.try_get("", "email")).transpose().map_err(Into::into)
}
