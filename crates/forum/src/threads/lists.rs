//! Lists of discussions: one page of rows, how many there are in all, and how many each filter would leave.

use std::collections::{BTreeMap, HashMap};

use kernel::{Db, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait as _, FromQueryResult, JoinType, Order, QueryTrait as _};
use web::components::ThreadState;

use super::cursor::{Cursor, Sort};
use super::entity::{Column, Entity};
use super::filter::{Facet, Filter};
use super::queries::{OPENING, join_mark, join_opening, tag_rows, unread_count, visible_to};
use super::{Kind, STATES, Tags, TermColumn, TermEntity};
use crate::posts::entity as posts;

/// Rows of one page.
pub const PAGE: usize = 20;

/// A discussion in a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
    /// Id.
    pub id: ThreadId,
    /// Its room.
    pub room_id: RoomId,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When something was last said.
    pub last_post_at: Timestamp,
    /// How many replies it has.
    pub reply_count: i64,
    /// The reply by which it was solved.
    pub solution_id: Option<PostId>,
    /// Who began it.
    pub author_id: PersonId,
    /// The tenure under which it was begun.
    pub tenure_id: Option<TenureId>,
    /// How many texts by others the viewer has not read.
    pub unread: i64,
    /// How often any of its texts was found useful.
    pub thanked: i64,
    /// Its tags.
    #[sea_orm(skip)]
    pub tags: Tags,
}

impl Listed {
    /// Where it stands.
    pub fn state(&self) -> Option<ThreadState> {
        self.kind.state(self.reply_count, self.solution_id)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// How many rows all pages have.
    pub total: u64,
    /// How many rows each value of each property would leave, given the other properties.
    pub counts: BTreeMap<(Facet, String), u64>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// One page, in three statements whatever the filter.
pub async fn list(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<List> {
    let mut query = listed(viewer);
    query.cond_where(conditions(filter, None)).limit(PAGE as u64 + 1);
    sort(&mut query, filter);
    let mut rows = load(db, viewer, &query).await?;
    let next = (rows.len() > PAGE).then(|| cursor(filter.sort, &rows[PAGE - 1]));
    rows.truncate(PAGE);
    let (total, counts) = count(db, viewer, filter).await?;
    Ok(List { rows, total, counts, next })
}

/// Rows of a list, without order and end.
pub(crate) fn listed(viewer: &Viewer) -> SelectStatement {
    let mut query = visible_to(viewer).into_query();
    join_opening(&mut query);
    join_mark(&mut query, viewer);
    query
        .columns([(OPENING, posts::Column::AuthorId), (OPENING, posts::Column::TenureId)])
        .expr_as(unread_count(viewer), "unread")
        .expr_as(thanked(), "thanked");
    query
}

/// The rows of such a query with their tags.
pub(crate) async fn load(db: &Db, viewer: &Viewer, query: &SelectStatement) -> Result<Vec<Listed>> {
    let mut rows = Listed::find_by_statement(db.backend().build(query)).all(&db.conn).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let tags = tag_rows(db, viewer, &ids).await?;
    let mut by_thread: HashMap<_, Vec<_>> = HashMap::new();
    for tag in &tags {
        by_thread.entry(tag.thread_id).or_default().push((tag.facet.as_str(), tag.slug.as_str()));
    }
    for row in &mut rows {
        row.tags = Tags::from_rows(by_thread.remove(&row.id).unwrap_or_default());
    }
    Ok(rows)
}

fn thanked() -> Expr {
    let mut sum = Query::select();
    sum.expr(Expr::cust("CAST(COALESCE(SUM(posts.thanks_count), 0) AS BIGINT)"))
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).equals((Entity, Column::Id)));
    Expr::SubQuery(None, Box::new(sum.into()))
}

/// Newest first, and after the cursor; ids only decide between equals.
fn sort(query: &mut SelectStatement, filter: &Filter) {
    let column = |column| Expr::col((Entity, column));
    let keys = match filter.sort {
        Sort::Active => vec![column(Column::LastPostAt), column(Column::Id)],
        Sort::New => vec![column(Column::CreatedAt), column(Column::Id)],
        Sort::Thanks => vec![thanked(), column(Column::LastPostAt), column(Column::Id)],
    };
    if let Some(Cursor(last)) = &filter.cursor {
        query.and_where(Expr::tuple(keys.clone()).lt(Expr::tuple(last.iter().map(|number| Expr::val(*number)))));
    }
    for key in keys {
        query.order_by_expr(key, Order::Desc);
    }
}

fn cursor(sort: Sort, last: &Listed) -> Cursor {
    Cursor(match sort {
        Sort::Active => vec![last.last_post_at.0, last.id.0],
        Sort::New => vec![last.created_at.0, last.id.0],
        Sort::Thanks => vec![last.thanked, last.last_post_at.0, last.id.0],
    })
}

/// What the filter asks for, but for one property.
fn conditions(filter: &Filter, without: Option<Facet>) -> Condition {
    let mut all = Condition::all();
    if filter.is_impossible() {
        all = all.add(Expr::cust("1 = 2"));
    }
    if let Some(room) = filter.within {
        all = all.add(Column::RoomId.eq(room));
    }
    for facet in Facet::ALL.into_iter().filter(|facet| Some(*facet) != without) {
        let chosen = filter.chosen(facet);
        if !chosen.is_empty() {
            all = all.add(match facet {
                Facet::State => chosen.iter().fold(Condition::any(), |any, slug| any.add(stands(slug))),
                Facet::Kind => Column::Kind.is_in(chosen.iter().filter_map(|slug| Kind::parse(slug))).into_condition(),
                Facet::Room => Column::RoomId.is_in(filter.rooms().iter().map(|room| room.0)).into_condition(),
                Facet::Scene | Facet::Item | Facet::Theme => tagged(facet, chosen).into_condition(),
            });
        }
    }
    all
}

/// Where a question stands, as [`Kind::state`] says it.
fn stands(slug: &str) -> Condition {
    let solution = Column::SolutionId;
    let question = Condition::all().add(Column::Kind.eq(Kind::Consultation));
    match slug {
        "solved" => question.add(solution.is_not_null()),
        "unanswered" => question.add(solution.is_null()).add(Column::ReplyCount.eq(0)),
        _ => question.add(solution.is_null()),
    }
}

pub(crate) fn tagged<S: AsRef<str>>(facet: Facet, slugs: &[S]) -> Expr {
    let mut threads = Query::select();
    threads
        .column((TermEntity, TermColumn::ThreadId))
        .from(TermEntity)
        .and_where(Expr::col((TermEntity, TermColumn::Facet)).eq(facet.slug()))
        .and_where(Expr::col((TermEntity, TermColumn::Slug)).is_in(slugs.iter().map(AsRef::as_ref)));
    Expr::col((Entity, Column::Id)).in_subquery(threads)
}

#[derive(FromQueryResult)]
struct CountRow {
    facet: String,
    value: String,
    count: i64,
}

/// The total and all counts of facets in one statement.
async fn count(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<(u64, BTreeMap<(Facet, String), u64>)> {
    let mut query = counted(viewer, filter, None, "total", Expr::cust("''"));
    for state in STATES {
        let mut rows = counted(viewer, filter, Some(Facet::State), "state", Expr::cust(format!("'{}'", state.slug)));
        rows.cond_where(stands(state.slug));
        query.union(UnionType::All, rows);
    }
    let kind = Expr::col((Entity, Column::Kind));
    let room = Expr::col((Entity, Column::RoomId)).cast_as("TEXT");
    for (facet, value) in [(Facet::Kind, kind), (Facet::Room, room)] {
        let mut rows = counted(viewer, filter, Some(facet), facet.slug(), value.clone());
        rows.add_group_by([value]);
        query.union(UnionType::All, rows);
    }
    for facet in [Facet::Scene, Facet::Item, Facet::Theme] {
        let slug = Expr::col((TermEntity, TermColumn::Slug));
        let belongs = Expr::col((TermEntity, TermColumn::ThreadId))
            .equals((Entity, Column::Id))
            .and(Expr::col((TermEntity, TermColumn::Facet)).eq(facet.slug()));
        let mut rows = counted(viewer, filter, Some(facet), facet.slug(), slug.clone());
        rows.join(JoinType::InnerJoin, TermEntity, belongs.into_condition()).add_group_by([slug]);
        query.union(UnionType::All, rows);
    }
    let rows = CountRow::find_by_statement(db.backend().build(&query)).all(&db.conn).await?;
    let number = |row: &CountRow| u64::try_from(row.count).unwrap_or_default();
    let total = rows.iter().filter(|row| row.facet == "total").map(number).sum();
    let facet = |row: &CountRow| Facet::ALL.into_iter().find(|facet| facet.slug() == row.facet);
    Ok((total, rows.iter().filter_map(|row| Some(((facet(row)?, row.value.clone()), number(row)))).collect()))
}

fn counted(viewer: &Viewer, filter: &Filter, without: Option<Facet>, name: &str, value: Expr) -> SelectStatement {
    let mut query = visible_to(viewer).into_query();
    query
        .clear_selects()
        .expr_as(Expr::cust(format!("'{name}'")), "facet")
        .expr_as(value, "value")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .cond_where(conditions(filter, without));
    query
}
