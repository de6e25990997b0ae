//! How many discussions a list has in all, and how many each value of a filter would leave.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Db, Result, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, SelectStatement, UnionType};
use sea_orm::{FromQueryResult, JoinType, QueryTrait as _};

use super::conditions::{conditions, stands};
use super::entity::{Column, Entity};
use super::filter::{Facet, Filter};
use super::queries::listed_to;
use super::{STATES, TermColumn, TermEntity};

/// The numbers beside a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many rows all pages have.
    pub total: u64,
    values: BTreeMap<(Facet, String), u64>,
}

impl Counts {
    /// How many rows a value would leave, given the other properties; rooms are known by their ids.
    pub fn of(&self, facet: Facet, value: &str) -> u64 {
        self.values.get(&(facet, value.to_owned())).copied().unwrap_or_default()
    }
}

#[derive(FromQueryResult)]
struct CountRow {
    facet: String,
    value: String,
    count: i64,
}

/// All of them; in one statement, or in none while nothing has been written since the same was counted.
pub(crate) async fn count(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<Arc<Counts>> {
    let question = format!("counts of {:?} in {:?}", filter.conditions(), viewer.scope());
    db.memo.answer(viewer.changes(), question, counted_now(db, viewer, filter)).await
}

async fn counted_now(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<Counts> {
    let mut query = counted(viewer, filter, None, Expr::cust("''"));
    for part in states(viewer, filter).chain(columns(viewer, filter)).chain(tags(viewer, filter)) {
        query.union(UnionType::All, part);
    }
    let mut counts = Counts::default();
    for row in CountRow::find_by_statement(db.statement(&query)).all(&db.conn).await? {
        let number = u64::try_from(row.count).unwrap_or_default();
        if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.slug() == row.facet) {
            counts.values.insert((facet, row.value), number);
        } else {
            counts.total = number;
        }
    }
    Ok(counts)
}

fn states(viewer: &Viewer, filter: &Filter) -> impl Iterator<Item = SelectStatement> {
    STATES.iter().map(|state| {
        let slug = Expr::cust(format!("'{}'", state.slug));
        let mut part = counted(viewer, filter, Some(Facet::State), slug);
        part.cond_where(stands(state.slug));
        part
    })
}

fn columns(viewer: &Viewer, filter: &Filter) -> impl Iterator<Item = SelectStatement> {
    let kind = Expr::col((Entity, Column::Kind));
    let room = Expr::col((Entity, Column::RoomId)).cast_as("TEXT");
    [(Facet::Kind, kind), (Facet::Room, room)].into_iter().map(|(facet, value)| {
        let mut part = counted(viewer, filter, Some(facet), value.clone());
        part.add_group_by([value]);
        part
    })
}

fn tags(viewer: &Viewer, filter: &Filter) -> impl Iterator<Item = SelectStatement> {
    [Facet::Scene, Facet::Item, Facet::Theme].into_iter().map(|facet| {
        let slug = Expr::col((TermEntity, TermColumn::Slug));
        let belongs = Expr::col((TermEntity, TermColumn::ThreadId))
            .equals((Entity, Column::Id))
            .and(Expr::col((TermEntity, TermColumn::Facet)).eq(facet.slug()));
        let mut part = counted(viewer, filter, Some(facet), slug.clone());
        part.join(JoinType::InnerJoin, TermEntity, belongs.into_condition()).add_group_by([slug]);
        part
    })
}

/// One part of the statement: a property, or the total, with every filter but that of the property itself.
fn counted(viewer: &Viewer, filter: &Filter, facet: Option<Facet>, value: Expr) -> SelectStatement {
    let mut query = listed_to(viewer).into_query();
    query
        .clear_selects()
        .expr_as(Expr::cust(format!("'{}'", facet.map_or("total", Facet::slug))), "facet")
        .expr_as(value, "value")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .cond_where(conditions(filter, facet));
    query
}
