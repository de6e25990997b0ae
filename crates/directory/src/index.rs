//! People as documents of the search.
//!
//! Only who is listed can be found. Tenures and roles begin and end by themselves, with nobody there to note it, so the index holds
//! a person once for each stretch of time between two such instants, and a question finds the one of its present. What
//! the index is told therefore follows from the rows alone, not from the time at which they are read.

use std::ops::Range;
use std::sync::Arc;

use kernel::changes::DocKey;
use kernel::db::sql;
use kernel::{Db, Error, PersonId, Places, Result, RoomId, Timestamp, terms};
use sea_orm::FromQueryResult;
use search::{ALWAYS, Document, Loading, Source};

use crate::people::Facet;
use crate::roster::{Person, Roster, RosterCache, version};

/// Where the search gets people from.
#[derive(Debug)]
pub struct PeopleSource {
    places: Arc<Places>,
    roster: RosterCache,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: i64,
}

impl PeopleSource {
    /// The source over this map.
    pub fn new(places: Arc<Places>) -> Self {
        Self { places, roster: RosterCache::default() }
    }

    async fn roster(&self, db: &Db) -> Result<Arc<Roster>> {
        self.roster.current(db, &self.places, version(db).await?).await
    }
}

impl Source for PeopleSource {
    fn kind(&self) -> &'static str {
        DocKey::from(PersonId(0)).kind
    }

    fn load<'a>(&'a self, db: &'a Db, ids: &'a [i64]) -> Loading<'a, Vec<Document>> {
        Box::pin(async move {
            let roster = self.roster(db).await?;
            let people = ids.iter().filter_map(|id| roster.person(PersonId(*id)));
            Ok(people.flat_map(|person| documents(person, &self.places)).collect())
        })
    }

    fn ids<'a>(&'a self, db: &'a Db, after: i64, limit: u64) -> Loading<'a, Vec<i64>> {
        Box::pin(async move {
            let text = "SELECT id FROM people WHERE id > $1 ORDER BY id LIMIT $2";
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = IdRow::find_by_statement(sql(&db.conn, text, [after.into(), limit.into()])).all(&db.conn).await;
            Ok(rows.map_err(Error::from)?.into_iter().map(|row| row.id).collect())
        })
    }
}

/// One document for each stretch of time, past ones too: a clock may be set back.
fn documents(person: &Person, places: &Places) -> Vec<Document> {
    if !person.is_active {
        return Vec::new();
    }
    let turns = person.turns();
    let starts = [ALWAYS.start].into_iter().chain(turns.iter().copied());
    let ends = turns.iter().copied().chain([ALWAYS.end]);
    let then = |during: Range<Timestamp>| (person.at(during.start, places), during);
    let stretches = starts.zip(ends).map(|(start, end)| then(start..end));
    stretches.filter(|(then, _)| then.listed).map(|(then, during)| document(&then, during, places)).collect()
}

fn document(person: &Person, during: Range<Timestamp>, places: &Places) -> Document {
    Document {
        key: person.id.into(),
        room: RoomId::DIRECTORY,
        title: person.name.clone(),
        body: body(person, places),
        reading: Some(person.kana.clone()),
        tags: tags(person),
        thanked: 0,
        at: person.approved_at.unwrap_or_default(),
        during,
    }
}

/// What stands on the person's page, as lines of text.
fn body(person: &Person, places: &Places) -> String {
    let mut lines = vec![person.kana.clone()];
    for tenure in person.current() {
        lines.push(tenure.organisation_name.clone());
        lines.extend(terms::name(terms::AFFILIATIONS, tenure.affiliation).map(str::to_owned));
        lines.extend(tenure.places.iter().map(|code| places.full_name(code)));
    }
    lines.extend(person.shown_roles().map(|role| crate::access::role_title(role, places)));
    lines.extend(person.themes.iter().filter_map(|slug| terms::name(terms::THEMES, slug)).map(str::to_owned));
    lines.extend(person.qualifications.iter().filter_map(|s| terms::name(terms::QUALIFICATIONS, s)).map(str::to_owned));
    lines.push(person.introduction.clone());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn tags(person: &Person) -> Vec<String> {
    let facets = [Facet::Prefecture, Facet::Affiliation, Facet::Theme, Facet::Qualification];
    let of = |facet: Facet| person.traits.of_facet(facet).iter().map(move |value| format!("{}:{value}", facet.name()));
    facets.into_iter().flat_map(of).collect()
}
