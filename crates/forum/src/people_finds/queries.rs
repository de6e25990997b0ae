//! Whom saved conditions have found, as far as their owner may be told of it now.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use directory::Person;
use directory::people::{Condition, Reader};
use kernel::db::sql;
use kernel::{Db, PersonId, Result, SearchId, Timestamp};
use sea_orm::{FromQueryResult, Value};

use super::KEPT_FOR;

/// No more people than these are told of at a time, the last ones found.
const MOST: usize = 500;

/// Whom one condition has found on one day.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The condition.
    pub search: SearchId,
    /// What its owner calls it.
    pub name: String,
    /// Its page.
    pub address: String,
    /// The people, by よみ; at least one.
    pub people: Vec<&'a Person>,
    /// When the last of them was found.
    pub at: Timestamp,
    /// Whether its owner has not taken it for seen.
    pub unread: bool,
}

#[derive(FromQueryResult)]
struct Row {
    search_id: SearchId,
    name: String,
    query: String,
    person_id: PersonId,
    at: Timestamp,
    unread: bool,
}

/// What stands in the list of notices from an instant to before another, the newest first.
pub(crate) async fn between<'a>(
    db: &Db,
    reader: Reader<'a>,
    from: Timestamp,
    before: Timestamp,
) -> Result<Vec<Line<'a>>> {
    let from = from.max(db.clock.now().plus(-KEPT_FOR));
    let values = [reader.viewer.id().0.into(), from.0.into(), before.0.into()];
    Ok(lines(rows(db, reader, "f.at >= $2 AND f.at < $3", values).await?, reader))
}

/// How many lines are new.
pub(crate) async fn unread(db: &Db, reader: Reader<'_>) -> Result<usize> {
    let values = [reader.viewer.id().0.into()];
    Ok(lines(rows(db, reader, "f.at IS NOT NULL AND f.seen_at IS NULL", values).await?, reader).len())
}

/// What one letter tells now.
pub(crate) async fn of_letter<'a>(db: &Db, reader: Reader<'a>, mail: i64) -> Result<Vec<Line<'a>>> {
    let condition = "f.mail_id = $2 AND f.seen_at IS NULL AND s.level = 2";
    Ok(lines(rows(db, reader, condition, [reader.viewer.id().0.into(), mail.into()]).await?, reader))
}

/// Nothing for somebody outside, who reads of nobody.
async fn rows<const N: usize>(db: &Db, reader: Reader<'_>, condition: &str, values: [Value; N]) -> Result<Vec<Row>> {
    if reader.viewer.is_outside() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT f.search_id, s.name, s.query, f.person_id, f.at, f.seen_at IS NULL AS unread
        FROM saved_searches AS s JOIN people_finds AS f ON f.search_id = s.id
        WHERE s.person_id = $1 AND s.level > 0 AND {condition} ORDER BY f.at DESC, f.search_id, f.person_id LIMIT {MOST}"
    );
    Ok(Row::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

/// One line for each condition and day, of those people who fulfil the condition still, the newest first.
fn lines(rows: Vec<Row>, reader: Reader<'_>) -> Vec<Line<'_>> {
    let mut by_condition = BTreeMap::<SearchId, Vec<Row>>::new();
    for row in rows {
        by_condition.entry(row.search_id).or_default().push(row);
    }
    let mut lines: Vec<Line> = by_condition.into_values().flat_map(|rows| of_condition(&rows, reader)).collect();
    lines.sort_by_key(|line| Reverse(line.at));
    lines
}

/// The lines of one condition, which is read and asked once however many days there are.
fn of_condition<'a>(rows: &[Row], reader: Reader<'a>) -> Vec<Line<'a>> {
    let Some(condition) = Condition::read(&rows[0].query, reader.places) else { return Vec::new() };
    let found = rows.iter().filter_map(|row| reader.people.listed_person(row.person_id));
    let met: HashMap<PersonId, &Person> =
        condition.met_by(found, reader).into_iter().map(|person| (person.id, person)).collect();
    let days = rows.chunk_by(|a, b| a.at.start_of_its_day() == b.at.start_of_its_day());
    days.filter_map(|day| line(day, &met, condition.address())).collect()
}

fn line<'a>(day: &[Row], met: &HashMap<PersonId, &'a Person>, address: String) -> Option<Line<'a>> {
    let newest = &day[0];
    let unread = day.iter().any(|row| row.unread && met.contains_key(&row.person_id));
    let mut people: Vec<&Person> = day.iter().filter_map(|row| met.get(&row.person_id).copied()).collect();
    people.sort_by(|a, b| (&a.kana, &a.name, a.id).cmp(&(&b.kana, &b.name, b.id)));
    (!people.is_empty()).then(|| Line {
        search: newest.search_id,
        name: newest.name.clone(),
        address,
        at: newest.at,
        unread,
        people,
    })
}
