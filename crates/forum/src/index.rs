//! Discussions as the search index knows them. Read for the index, not for a viewer: who finds what is decided there.

use std::collections::HashMap;

use directory::veils::Veil;
use files::entity as files;
use kernel::terms::veiled_population;
use kernel::{Db, Result, ThreadId};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, Query};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use search::{ALWAYS, Document, HAS_FILE, Loading, Source};

use crate::posts::entity as posts;
use crate::posts::shown::shown;
use crate::threads::entity::{Column, Entity, Model};
use crate::threads::{TermColumn, TermEntity, state_slugs};

/// Where the index gets discussions from.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThreadSource;

impl Source for ThreadSource {
    fn kind(&self) -> &'static str {
        "thread"
    }

    fn load<'a>(&'a self, db: &'a Db, ids: &'a [i64]) -> Loading<'a, Vec<Document>> {
        Box::pin(documents(db, ids))
    }

    fn ids<'a>(&'a self, db: &'a Db, after: i64, limit: u64) -> Loading<'a, Vec<i64>> {
        Box::pin(ids(db, after, limit))
    }
}

/// The documents of these discussions, in six statements.
async fn documents(db: &Db, ids: &[i64]) -> Result<Vec<Document>> {
    let threads = rows(db, ids).await?;
    let mut bodies = bodies(db, ids).await?;
    let mut enclosed = grouped(enclosed(db, ids).await?);
    let mut tags = tags(db, ids).await?;
    let mut asked_by = askers(db, ids).await?;
    let document = |thread: Model| {
        let mut tags = tags.remove(&thread.id).unwrap_or_default();
        tags.extend(asked_by.remove(&thread.id).unwrap_or_default());
        tags.push(format!("kind:{}", thread.kind.slug()));
        tags.push(format!("year:{}", thread.created_at.fiscal_year()));
        let state = thread.kind.state(thread.reply_count, thread.solution_id, thread.closed_at);
        tags.extend(state_slugs(state).iter().map(|slug| format!("state:{slug}")));
        let files = enclosed.remove(&thread.id).unwrap_or_default();
        tags.extend((!files.is_empty()).then(|| HAS_FILE.to_owned()));
        // What was typed, then what files say.
        let said = [bodies.remove(&thread.id).unwrap_or_default(), files].concat();
        Document {
            key: thread.id.into(),
            room: thread.room_id,
            title: thread.title,
            body: said.join("\n"),
            reading: None,
            tags,
            thanked: thread.thanks_count,
            at: thread.last_post_at,
            during: ALWAYS,
        }
    };
    Ok(threads.into_iter().map(document).collect())
}

#[expect(clippy::disallowed_methods, reason = "the index holds what anybody may find, with the room beside it")]
async fn rows(db: &Db, ids: &[i64]) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    // The same as `threads::queries::listed_to` for people.
    Ok(query.filter(Column::WithdrawnAt.is_null()).filter(Column::HiddenAt.is_null()).all(&db.conn).await?)
}

#[expect(clippy::disallowed_methods, reason = "the index holds what anybody may find, with the room beside it")]
async fn ids(db: &Db, after: i64, limit: u64) -> Result<Vec<i64>> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::Id.gt(after));
    Ok(query
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::HiddenAt.is_null())
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.conn)
        .await?)
}

/// What was typed, in the order of the texts.
#[expect(clippy::disallowed_methods, reason = "the index holds what anybody may find, with the room beside it")]
async fn bodies(db: &Db, ids: &[i64]) -> Result<HashMap<ThreadId, Vec<String>>> {
    let columns = [posts::Column::ThreadId, posts::Column::Heading, posts::Column::Body];
    let query = posts::Entity::find().select_only().columns(columns);
    let query = query.filter(posts::Column::ThreadId.is_in(ids.iter().copied()));
    let query = query.filter(shown());
    let said: Vec<(ThreadId, String, String)> =
        query.order_by_asc(posts::Column::CreatedAt).into_tuple().all(&db.conn).await?;
    Ok(grouped(said.into_iter().map(|(thread, heading, body)| (thread, joined(&heading, body)))))
}

/// A text below the title of the discussion that it once opened, if it did.
pub(crate) fn joined(heading: &str, body: String) -> String {
    if heading.is_empty() { body } else { format!("{heading}\n{body}") }
}

/// What files on texts are called and say.
async fn enclosed(db: &Db, ids: &[i64]) -> Result<Vec<(ThreadId, String)>> {
    let mut query = Query::select();
    let belongs = Expr::col((files::Entity, files::Column::PostId)).equals((posts::Entity, posts::Column::Id));
    query
        .column((posts::Entity, posts::Column::ThreadId))
        .columns([files::Column::Name, files::Column::Text].map(|column| (files::Entity, column)))
        .from(files::Entity)
        .join(JoinType::InnerJoin, posts::Entity, belongs.into_condition())
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).is_in(ids.iter().copied()))
        .cond_where(shown())
        .order_by((files::Entity, files::Column::Id), sea_orm::Order::Asc);
    let rows = FileRow::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| (row.thread_id, format!("{}\n{}", row.name, row.text))).collect())
}

#[derive(FromQueryResult)]
struct FileRow {
    thread_id: ThreadId,
    name: String,
    text: String,
}

#[derive(FromQueryResult)]
struct TagRow {
    thread_id: ThreadId,
    facet: String,
    slug: String,
}

/// `scene:daily`.
async fn tags(db: &Db, ids: &[i64]) -> Result<HashMap<ThreadId, Vec<String>>> {
    let mut terms = Query::select();
    terms
        .columns([TermColumn::ThreadId, TermColumn::Facet, TermColumn::Slug])
        .from(TermEntity)
        .and_where(Expr::col(TermColumn::ThreadId).is_in(ids.iter().copied()));
    let rows = TagRow::find_by_statement(db.statement(&terms)).all(&db.conn).await?;
    Ok(grouped(rows.into_iter().map(|row| (row.thread_id, format!("{}:{}", row.facet, row.slug)))))
}

#[derive(FromQueryResult)]
struct AskerRow {
    thread_id: ThreadId,
    veil: Option<String>,
    affiliation: Option<String>,
    prefecture_code: Option<String>,
    population: Option<i64>,
    code: Option<String>,
    city_code: Option<String>,
}

impl AskerRow {
    /// `pref:11`, `by:hospital`, `size:under-10000`, `town:11202`, of one of the places that the asker serves. A ward stands
    /// for its city, as where towns are compared.
    fn tags(&self) -> Vec<String> {
        // Of somebody who hides, no more than what everybody reads above the text.
        if let Some(veil) = &self.veil {
            return Veil::of_text(veil).tags();
        }
        let size = self.population.map(veiled_population);
        let tags = [
            ("pref", self.prefecture_code.as_deref()),
            ("by", self.affiliation.as_deref()),
            ("size", size),
            ("town", self.city_code.as_deref().or(self.code.as_deref())),
        ];
        tags.iter().filter_map(|(facet, slug)| slug.map(|slug| format!("{facet}:{slug}"))).collect()
    }
}

/// What can be told of those who asked, by the seat under which they did.
async fn askers(db: &Db, ids: &[i64]) -> Result<HashMap<ThreadId, Vec<String>>> {
    let mut query = Query::select();
    query
        .columns([posts::Column::ThreadId, posts::Column::Veil].map(|column| (posts::Entity, column)))
        .column(("organisations", "affiliation"))
        .columns(["prefecture_code", "population", "code", "city_code"].map(|column| ("municipalities", column)))
        .from(posts::Entity);
    for (table, from, to) in [
        ("tenures", ("posts", "tenure_id"), ("tenures", "id")),
        ("seats", ("tenures", "seat_id"), ("seats", "id")),
        ("organisations", ("seats", "organisation_id"), ("organisations", "id")),
        ("seat_places", ("tenures", "seat_id"), ("seat_places", "seat_id")),
        ("municipalities", ("seat_places", "municipality_code"), ("municipalities", "code")),
    ] {
        query.join(JoinType::LeftJoin, table, Expr::col(from).equals(to).into_condition());
    }
    // The opening text has the id of its discussion.
    query.and_where(Expr::col((posts::Entity, posts::Column::Id)).is_in(ids.iter().copied()));
    let rows = AskerRow::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(grouped(rows.into_iter().flat_map(|row| row.tags().into_iter().map(move |tag| (row.thread_id, tag)))))
}

fn grouped(rows: impl IntoIterator<Item = (ThreadId, String)>) -> HashMap<ThreadId, Vec<String>> {
    rows.into_iter().fold(HashMap::new(), |mut groups: HashMap<_, Vec<_>>, (thread, text)| {
        groups.entry(thread).or_default().push(text);
        groups
    })
}
