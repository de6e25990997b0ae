//! Whom saved conditions have found, as far as their owner may be told of it now.

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

/// One line for each condition and day, of those people who fulfil the condition still.
fn lines(rows: Vec<Row>, reader: Reader<'_>) -> Vec<Line<'_>> {
    let mut days: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let day = |row: &Row| (row.search_id, row.at.start_of_its_day());
        match days.iter_mut().rev().find(|known| day(&known[0]) == day(&row)) {
            Some(day) => day.push(row),
            None => days.push(vec![row]),
        }
    }
    days.into_iter().filter_map(|day| line(&day, reader)).collect()
}

fn line<'a>(rows: &[Row], reader: Reader<'a>) -> Option<Line<'a>> {
    let newest = &rows[0];
    let condition = Condition::read(&newest.query, reader.places)?;
    let found = rows.iter().filter_map(|row| reader.people.listed_person(row.person_id));
    let mut people = condition.met_by(found, reader);
    people.sort_by(|a, b| (&a.kana, &a.name, a.id).cmp(&(&b.kana, &b.name, b.id)));
    let is_told = |row: &&Row| people.iter().any(|person| person.id == row.person_id);
    let unread = rows.iter().filter(is_told).any(|row| row.unread);
    (!people.is_empty()).then(|| Line {
        search: newest.search_id,
        name: newest.name.clone(),
        address: condition.address(),
        at: newest.at,
        unread,
        people,
    })
}
