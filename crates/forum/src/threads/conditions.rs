//! Filters in SQL.

use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query};

use super::entity::{Column, Entity};
use super::filter::{Facet, Filter};
use super::{Kind, TermColumn, TermEntity};

/// What the filter asks for, but for one property.
pub(crate) fn conditions(filter: &Filter, without: Option<Facet>) -> Condition {
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
pub(crate) fn stands(slug: &str) -> Condition {
    let solution = Column::SolutionId;
    let question = Condition::all().add(Column::Kind.eq(Kind::Consultation));
    let waiting = question.clone().add(solution.is_null()).add(Column::ClosedAt.is_null());
    match slug {
        "solved" => question.add(solution.is_not_null()),
        "unanswered" => waiting.add(Column::ReplyCount.eq(0)),
        _ => waiting,
    }
}

/// Whether it has any of these tags.
pub(crate) fn tagged<S: AsRef<str>>(facet: Facet, slugs: &[S]) -> Expr {
    let mut threads = Query::select();
    threads
        .column((TermEntity, TermColumn::ThreadId))
        .from(TermEntity)
        .and_where(Expr::col((TermEntity, TermColumn::Facet)).eq(facet.slug()))
        .and_where(Expr::col((TermEntity, TermColumn::Slug)).is_in(slugs.iter().map(AsRef::as_ref)));
    Expr::col((Entity, Column::Id)).in_subquery(threads)
}
