//! Every read of notices: under the scope of whoever is told, at the moment at which they are told.

use std::cmp::Reverse;

use directory::people::Reader;
use kernel::clock::DAY;
use kernel::{Db, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, FromQueryResult, JoinType, Order};
use web::Bell;
use web::bell::MOST;

use crate::follows::rule;
use crate::people_finds;
use crate::posts::authors::{self, Author};
use crate::posts::entity as posts;
use crate::posts::queries::of;
use crate::posts::shown::shown;
use crate::reads::Seen;
use crate::threads;
use crate::threads::conditions::stands;
use crate::threads::entity::{Column, Entity};
use crate::threads::paths::{ThreadPath, reply_location};
use crate::threads::queries::{join_mark, listed_to, read_until};
use crate::unmaskings::told;

/// Rows of one page of the list.
const PAGE: usize = 50;

/// A notice with what its reader may see of it now.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Line {
    /// The text.
    pub post_id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// `post`, `unanswered`, `mention` or `search`.
    pub why: String,
    /// The names of the saved searches that have found it: 「退院」「様式」.
    pub found_by: Option<String>,
    /// When the notice was written.
    pub at: Timestamp,
    /// Whether its reader has not been there since.
    pub unread: bool,
    /// The room of the discussion.
    pub room_id: RoomId,
    /// Its kind.
    pub kind: threads::Kind,
    /// Its title.
    pub title: String,
    /// Whether the opening text stands against a warning of the guard: then its title is not told by mail either.
    pub opening_warned: bool,
    /// Who wrote the text, as its reader may know it.
    #[sea_orm(nested)]
    pub author: Author,
    /// When it was written.
    pub created_at: Timestamp,
}

impl Line {
    /// Whether the text opens its discussion.
    pub fn is_opening(&self) -> bool {
        self.post_id == self.thread_id.into()
    }

    /// Whether it is told as a question without an answer.
    pub fn is_unanswered(&self) -> bool {
        self.why == super::Kind::Unanswered.word()
    }

    /// Whether its reader is mentioned in it.
    pub fn is_mention(&self) -> bool {
        self.why == super::Kind::Mention.word()
    }

    /// Whether a saved search has found it.
    pub fn is_found(&self) -> bool {
        self.why == super::Kind::Search.word()
    }

    /// Where it leads.
    pub fn location(&self) -> String {
        if self.is_opening() {
            ThreadPath { thread: self.thread_id }.to_string()
        } else {
            reply_location(self.thread_id, self.post_id)
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug)]
pub(crate) enum Told<'a> {
    /// A text.
    Text(Line),
    /// People whom a saved condition has found.
    People(people_finds::queries::Line<'a>),
}

impl Told<'_> {
    /// When it was told.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Text(line) => line.at,
            Self::People(line) => line.at,
        }
    }

    /// Whether its reader has not been there since.
    pub fn unread(&self) -> bool {
        match self {
            Self::Text(line) => line.unread,
            Self::People(line) => line.unread,
        }
    }
}

/// Where a page of the list begins: after the notice with this instant and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before(pub i64, pub i64);

impl Before {
    /// Reads `1795316400000-12`.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, post) = text.split_once('-')?;
        Some(Self(at.parse().ok()?, post.parse().ok()?))
    }

    /// As it stands in an address.
    pub fn text(self) -> String {
        format!("{}-{}", self.0, self.1)
    }
}

/// What the header needs, read along with the viewer: whether any notice waits, what is followed, and what has been begun.
///
/// Most people have nothing that waits, which an index tells; how much of it may be told costs a statement of its own.
///
/// The words are always the same, so that the database reads them once; `$2` is the present of the statement.
pub fn bell_column() -> String {
    let kept_for = accounts::drafts::DAYS * DAY;
    format!(
        "(SELECT CASE WHEN EXISTS (
                SELECT 1 FROM saved_searches AS s JOIN people_finds AS f ON f.search_id = s.id
                WHERE s.person_id = people.id AND s.level > 0 AND f.at IS NOT NULL AND f.seen_at IS NULL
            ) THEN '1' ELSE '0' END || CASE WHEN EXISTS (
                SELECT 1 FROM notices WHERE notices.person_id = people.id AND notices.seen_at IS NULL
            ) OR EXISTS (
                SELECT 1 FROM unmaskings JOIN sealed_authors ON sealed_authors.post_id = unmaskings.post_id
                WHERE sealed_authors.person_id = people.id
                    AND unmaskings.granted_by IS NOT NULL AND unmaskings.seen_at IS NULL
            ) THEN '1' ELSE '0' END || COALESCE(string_agg(',' || follows.subject || ' ' || follows.level, ''), '')
        FROM follows WHERE follows.person_id = people.id) || '|' || COALESCE((
            SELECT string_agg(drafts.path || ' ' || drafts.id || ' ' || drafts.saved_at, ',')
            FROM drafts WHERE drafts.person_id = people.id AND drafts.saved_at >= $2 - {kept_for}), '')"
    )
}

/// What every page knows: how many notices are new, what is followed, and what has been begun, from what [`bell_column`] has read.
pub async fn bell(db: &Db, reader: Reader<'_>, seen: &Seen, read: &str) -> Result<Bell> {
    let (told, drafts) = read.split_once('|').unwrap_or((read, ""));
    let (waits, follows) = told.split_once(',').unwrap_or((told, ""));
    let people = if waits.starts_with('1') { people_finds::queries::unread(db, reader).await? } else { 0 };
    let texts = if waits.ends_with('1') { unread(db, reader.viewer, seen).await? } else { 0 };
    Ok(Bell::new(texts + people as u64, follows).with_drafts(drafts))
}

#[derive(FromQueryResult)]
struct Unread {
    count: i64,
}

async fn unread(db: &Db, viewer: &Viewer, seen: &Seen) -> Result<u64> {
    let mut new = told(viewer);
    join_mark(&mut new, viewer);
    new.expr(Expr::cust("1")).and_where(is_new(seen)).limit(MOST + 1);
    let mut query = Query::select();
    // Both are read in one statement, from where each stands.
    let count = Expr::cust("COUNT(*)").add(told::new(viewer, db.clock.now()));
    query.expr_as(count, "count").from_subquery(new, "new");
    let row = Unread::find_by_statement(db.statement(&query)).one(&db.conn).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.count).unwrap_or_default()))
}

/// One page of the list, the newest first, and where the next one begins.
pub(crate) async fn list<'a>(
    db: &Db,
    reader: Reader<'a>,
    seen: &Seen,
    before: Option<Before>,
) -> Result<(Vec<Told<'a>>, Option<Before>)> {
    let mut query = lines(reader.viewer, seen);
    let keys = [Expr::col(("notices", "at")), Expr::col(("notices", "post_id"))];
    for key in &keys {
        query.order_by_expr(key.clone(), Order::Desc);
    }
    if let Some(Before(at, post)) = before {
        query.and_where(Expr::tuple(keys).lt(Expr::tuple([Expr::val(at), Expr::val(post)])));
    }
    query.limit(PAGE as u64 + 1);
    let mut lines = Line::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    let next = (lines.len() > PAGE).then(|| Before(lines[PAGE - 1].at.0, lines[PAGE - 1].post_id.0));
    lines.truncate(PAGE);
    // People stand among the texts of the time in which they were found.
    let from = next.map_or(Timestamp(i64::MIN), |next| Timestamp(next.0));
    let until = before.map_or(Timestamp(i64::MAX), |before| Timestamp(before.0));
    let people = people_finds::queries::between(db, reader, from, until).await?;
    let mut told: Vec<Told> = lines.into_iter().map(Told::Text).chain(people.into_iter().map(Told::People)).collect();
    told.sort_by_key(|told| Reverse(told.at()));
    Ok((told, next))
}

/// What one letter tells now: of what was put into it, that which its reader may still see, still follows, and has not
/// read since. A question without an answer is told once, whether it has been read or not.
pub(crate) async fn of_letter(db: &Db, viewer: &Viewer, seen: &Seen, mail: i64) -> Result<Vec<Line>> {
    let mut query = lines(viewer, seen);
    query
        .and_where(Expr::col(("notices", "mail_id")).eq(mail))
        .cond_where(Condition::any().add(is_new(seen)).add(kind_is(super::Kind::Unanswered)))
        .and_where(Expr::cust(format!("{} <> {}", rule::of_notice("threads"), rule::ON_SITE)))
        .order_by(("notices", "at"), Order::Asc)
        .order_by(("notices", "post_id"), Order::Asc);
    Ok(Line::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

fn lines(viewer: &Viewer, seen: &Seen) -> SelectStatement {
    let mut query = told(viewer);
    join_mark(&mut query, viewer);
    query
        .expr(Expr::col(("notices", "post_id")))
        .expr(Expr::col(("notices", "thread_id")))
        .expr_as(Expr::col(("notices", "kind")), "why")
        .expr_as(Expr::cust(found_by()), "found_by")
        .expr(Expr::col(("notices", "at")))
        .expr_as(is_new(seen), "unread")
        .columns([Column::RoomId, Column::Kind, Column::Title].map(|column| (Entity, column)))
        .column((posts::Entity, posts::Column::CreatedAt))
        .expr_as(Expr::cust("(SELECT o.warned FROM posts AS o WHERE o.id = threads.id)"), "opening_warned");
    authors::select(&mut query, viewer, posts::Entity);
    query
}

/// The names of the searches by which a notice came about.
fn found_by() -> String {
    let names = format!("SELECT '「' || string_agg(s.name, '」「' ORDER BY s.name) || '」' {}", rule::FOUND_BY);
    format!("CASE notices.kind WHEN 'search' THEN ({names}) END")
}

/// The notices of which the viewer may be told now, without any column yet.
fn told(viewer: &Viewer) -> SelectStatement {
    let mine = Expr::col(("notices", "post_id"))
        .equals((posts::Entity, posts::Column::Id))
        .and(Expr::col(("notices", "person_id")).eq(viewer.id()));
    let level = format!("{} > 0", rule::of_notice("threads"));
    let mut query = of(listed_to(viewer));
    query
        .join(JoinType::InnerJoin, "notices", mine.into_condition())
        .cond_where(shown())
        .cond_where(Condition::any().add(kind_is(super::Kind::Unanswered).not()).add(stands("unanswered")))
        .and_where(Expr::cust(level));
    query
}

/// Whether its reader has not been there since, nor taken it for seen; needs [`join_mark`].
fn is_new(seen: &Seen) -> Expr {
    Expr::col(("notices", "seen_at"))
        .is_null()
        .and(Expr::col((posts::Entity, posts::Column::CreatedAt)).gt(read_until(seen)))
}

fn kind_is(kind: super::Kind) -> Expr {
    Expr::col(("notices", "kind")).eq(kind.word())
}

#[derive(FromQueryResult)]
struct TextRow {
    id: PostId,
    body: String,
}

/// The texts of these posts, as they stand now, without those that stand against a warning of the guard.
pub(crate) async fn texts(db: &Db, viewer: &Viewer, ids: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let mut query = of(listed_to(viewer));
    query
        .columns([posts::Column::Id, posts::Column::Body].map(|column| (posts::Entity, column)))
        .and_where(posts::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .and_where(posts::Column::Warned.eq(false))
        .cond_where(shown());
    let rows = TextRow::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.body)).collect())
}
