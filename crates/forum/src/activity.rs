//! What has gone on in rooms: who has said how much, how long questions waited, and who helped whom. Read for reports, from
//! what the viewer is listed.
//!
//! Whoever hides stays nobody here, also the viewer: a report goes from hand to hand.

use std::ops::Range;

use kernel::{Db, PersonId, Result, RoomId, TenureId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, Func, IntoCondition as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, FromQueryResult, Order, QueryFilter as _, QueryTrait as _, Select};

use crate::posts::entity::{Column, Entity};
use crate::posts::queries::of;
use crate::posts::shown::shown;
use crate::threads::entity as threads;
use crate::threads::queries::{OPENING, join_opening, listed_to};
use crate::threads::{Kind, Tags, tags};

/// The name under which replies are looked at beside the row of their discussion.
const REPLY: &str = "reply";

/// What one author has said in one room.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Voice {
    /// The room.
    pub room_id: RoomId,
    /// Who; nobody stands for all who hide there.
    pub author_id: PersonId,
    /// How many questions they have asked.
    pub questions: i64,
    /// How many replies they have given.
    pub replies: i64,
}

/// A question and what became of it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Question {
    /// Id.
    pub id: ThreadId,
    /// Its room.
    pub room_id: RoomId,
    /// Its title.
    pub title: String,
    /// Who asked; nobody stands for whoever hides.
    pub author_id: PersonId,
    /// When it was asked.
    pub created_at: Timestamp,
    /// When somebody else first replied, if anybody has.
    pub answered_at: Option<Timestamp>,
    /// Whether a reply has solved it.
    pub solved: bool,
    /// Whether it takes replies.
    pub open: bool,
    /// Its tags.
    pub tags: Tags,
}

/// That somebody replied to somebody, both under their names.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Help {
    /// Who asked.
    pub asker_id: PersonId,
    /// In which seat.
    pub asked_as: Option<TenureId>,
    /// Who replied.
    pub helper_id: PersonId,
    /// In which seat.
    pub helped_as: Option<TenureId>,
    /// How often.
    pub replies: i64,
}

/// What has been said in these rooms in a stretch of time, by room and author.
pub async fn voices(db: &Db, viewer: &Viewer, rooms: &[RoomId], time: &Range<Timestamp>) -> Result<Vec<Voice>> {
    let opens = || own(Column::Id).equals((threads::Entity, threads::Column::Id));
    let is_question = opens().and(Expr::col((threads::Entity, threads::Column::Kind)).eq(Kind::Consultation));
    let is_reply = own(Column::Id).not_equals((threads::Entity, threads::Column::Id));
    let mut query = said(viewer, rooms, time);
    query
        .column((threads::Entity, threads::Column::RoomId))
        .column((Entity, Column::AuthorId))
        .expr_as(count_if(is_question), "questions")
        .expr_as(count_if(is_reply), "replies")
        .group_by_col((threads::Entity, threads::Column::RoomId))
        .group_by_col((Entity, Column::AuthorId));
    Ok(Voice::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// The questions of these rooms that were asked in a stretch of time, the oldest first.
pub async fn questions(db: &Db, viewer: &Viewer, rooms: &[RoomId], time: &Range<Timestamp>) -> Result<Vec<Question>> {
    let column = |column| Expr::col((threads::Entity, column));
    let mut query = listed_in(viewer, rooms)
        .filter(threads::Column::Kind.eq(Kind::Consultation))
        .filter(threads::Column::CreatedAt.gte(time.start))
        .filter(threads::Column::CreatedAt.lt(time.end))
        .into_query();
    query.clear_selects();
    join_opening(&mut query);
    query
        .columns(
            [threads::Column::Id, threads::Column::RoomId, threads::Column::Title, threads::Column::CreatedAt]
                .map(|column| (threads::Entity, column)),
        )
        .column((OPENING, Column::AuthorId))
        .expr_as(Expr::SubQuery(None, Box::new(first_reply().into())), "answered_at")
        .expr_as(column(threads::Column::SolutionId).is_not_null(), "solved")
        .expr_as(column(threads::Column::ClosedAt).is_null(), "open")
        .expr_as(tags::of_row(), "tags")
        .order_by((threads::Entity, threads::Column::CreatedAt), Order::Asc);
    Ok(Question::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// Who replied to whose questions in these rooms in a stretch of time; of those who do not hide.
pub async fn helps(db: &Db, viewer: &Viewer, rooms: &[RoomId], time: &Range<Timestamp>) -> Result<Vec<Help>> {
    let opening = |column| Expr::col((OPENING, column));
    let mut query = said(viewer, rooms, time);
    join_opening(&mut query);
    query
        .expr_as(opening(Column::AuthorId), "asker_id")
        .expr_as(opening(Column::TenureId), "asked_as")
        .expr_as(own(Column::AuthorId), "helper_id")
        .expr_as(own(Column::TenureId), "helped_as")
        .expr_as(Expr::cust("COUNT(*)"), "replies")
        .and_where(Expr::col((threads::Entity, threads::Column::Kind)).eq(Kind::Consultation))
        .and_where(own(Column::AuthorId).not_equals((OPENING, Column::AuthorId)))
        .and_where(own(Column::AuthorId).ne(PersonId::NOBODY))
        .and_where(opening(Column::AuthorId).ne(PersonId::NOBODY));
    for column in [Column::AuthorId, Column::TenureId] {
        query.group_by_col((OPENING, column)).group_by_col((Entity, column));
    }
    Ok(Help::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// Which of these people have said anything in these rooms under their name.
pub async fn have_spoken(db: &Db, viewer: &Viewer, rooms: &[RoomId], people: &[PersonId]) -> Result<Vec<PersonId>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = of(listed_in(viewer, rooms));
    query
        .distinct()
        .column((Entity, Column::AuthorId))
        .cond_where(shown())
        .and_where(own(Column::AuthorId).is_in(people.iter().map(|person| person.0)));
    let rows = Spoke::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| row.author_id).collect())
}

#[derive(FromQueryResult)]
struct Spoke {
    author_id: PersonId,
}

fn listed_in(viewer: &Viewer, rooms: &[RoomId]) -> Select<threads::Entity> {
    listed_to(viewer).filter(threads::Column::RoomId.is_in(rooms.iter().map(|room| room.0)))
}

fn said(viewer: &Viewer, rooms: &[RoomId], time: &Range<Timestamp>) -> SelectStatement {
    let mut query = of(listed_in(viewer, rooms));
    query
        .cond_where(shown())
        .and_where(own(Column::CreatedAt).gte(time.start))
        .and_where(own(Column::CreatedAt).lt(time.end));
    query
}

/// When somebody else first replied in the discussion of a row; of several who hide in one discussion each is somebody else.
fn first_reply() -> SelectStatement {
    let (reply, opening) = (|column| Expr::col((REPLY, column)), |column| Expr::col((OPENING, column)));
    let guise = |of: Expr| Expr::from(Func::coalesce([of, Expr::val(0_i64)]));
    let is_another = reply(Column::AuthorId)
        .ne(opening(Column::AuthorId))
        .or(guise(reply(Column::Guise)).ne(guise(opening(Column::Guise))));
    let mut query = Query::select();
    query
        .expr(Expr::from(Func::min(reply(Column::CreatedAt))))
        .from_as(Entity, REPLY)
        .and_where(reply(Column::ThreadId).equals((threads::Entity, threads::Column::Id)))
        .and_where(reply(Column::Id).not_equals((threads::Entity, threads::Column::Id)))
        .and_where(reply(Column::WithdrawnAt).is_null())
        .and_where(reply(Column::HiddenAt).is_null())
        .cond_where(is_another.into_condition());
    query
}

fn count_if(condition: Expr) -> Expr {
    let one = CaseStatement::new().case(condition, 1);
    Expr::from(Func::count(one))
}

fn own(column: Column) -> Expr {
    Expr::col((Entity, column))
}
