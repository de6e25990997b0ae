//! Questions that have stayed without an answer for two days are shown, once and gently, to those who are likely to
//! know, and to the manager of the prefecture.

use std::collections::BTreeSet;

use directory::peers::{Sought, turn};
use directory::people::Nearness;
use directory::{Person, Roster};
use kernel::clock::{DAY, HOUR};
use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Db, PersonId, Places, Result, RoomId, TenureId, ThreadId, Timestamp, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{Kind, write};
use crate::advisers::queries::helped_with_themes;
use crate::posts::authors::{Author, WRITER};
use crate::threads::{Tags, stored_tags};

/// How long a question waits before others are asked.
const PATIENCE: i64 = 48 * HOUR;

/// Older ones are not brought up again, as when a site has been away or has taken over an archive.
const WITHIN: i64 = 9 * DAY;

/// At most so many are asked, the likeliest first.
const MOST: usize = 10;

#[derive(FromQueryResult)]
struct Question {
    id: ThreadId,
    room_id: RoomId,
    /// Nobody when the author hides.
    author_id: PersonId,
    tenure_id: Option<TenureId>,
    /// The same also when they hide, so that they are not asked themselves.
    writer_id: PersonId,
}

/// Tells of the questions that have come of age; tells how many. Safe to do twice, and on several instances.
pub async fn ask_around(db: &Db, people: &Roster, places: &Places) -> Result<usize> {
    let mut count = 0;
    for question in waiting(db).await? {
        let tx = db.begin().await?;
        if claim(&tx, question.id).await? {
            let tags = stored_tags(&tx, question.id).await?;
            let helpers = helped_with_themes(&tx, question.id).await?;
            for person in asked(&question, &tags, &helpers, (people, places, tx.now)) {
                write(&tx, person, question.id.into(), question.id, Kind::Unanswered).await?;
            }
            count += 1;
        }
        tx.commit().await?;
    }
    Ok(count)
}

async fn waiting(db: &Db) -> Result<Vec<Question>> {
    let now = db.clock.now();
    let text = format!(
        "SELECT threads.id, threads.room_id, o.author_id, o.tenure_id, {WRITER} AS writer_id
        FROM threads JOIN posts AS o ON o.id = threads.id
        WHERE threads.kind = 'consultation' AND threads.reply_count = 0 AND threads.solution_id IS NULL
            AND threads.closed_at IS NULL AND threads.withdrawn_at IS NULL
            AND threads.created_at <= $1 AND threads.created_at > $2
            AND NOT EXISTS (SELECT 1 FROM unanswered_told AS told WHERE told.thread_id = threads.id)
        ORDER BY threads.created_at LIMIT 50"
    );
    let values = [now.plus(-PATIENCE).0.into(), now.plus(-WITHIN).0.into()];
    Ok(Question::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

async fn claim(tx: &Tx, thread: ThreadId) -> Result<bool> {
    let text = "INSERT INTO unanswered_told (thread_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let values = [thread.0.into(), tx.now.0.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// Those who have helped with such questions, or know the theme and serve places near or like the asker's, and the managers in
/// whose charge it lies. Of an asker who hides, no place decides, and they are left out only in the end: who is asked, or is
/// not, would tell who it is. Whoever has declined to be suggested, or is busy, is asked only as a manager.
fn asked(
    question: &Question,
    tags: &Tags,
    helpers: &BTreeSet<PersonId>,
    (people, places, now): (&Roster, &Places, Timestamp),
) -> Vec<PersonId> {
    let author = people.person(question.author_id);
    let readers = || people.readers_of(question.room_id).filter(|person| person.id != question.author_id);
    let towns = Author::named(question.author_id, question.tenure_id).towns(people, places);
    let likely = Likely { author, tags, helpers, sought: Sought::of_question(&tags.themes, &towns, people, places) };
    let mut peers: Vec<&Person> =
        readers().filter(|person| person.may_be_suggested() && likely.includes(person)).collect();
    // Of equals it is everybody's turn some time.
    let start = turn(now, question.id.0) % peers.len().max(1);
    peers.rotate_left(start);
    peers.sort_by_cached_key(|person| likely.order(person));
    peers.truncate(MOST);
    let managers = readers().filter(|person| manages(person, question, author, people, places));
    peers.into_iter().chain(managers).map(|person| person.id).filter(|person| *person != question.writer_id).collect()
}

/// Who is likely to know an answer.
struct Likely<'a> {
    /// Nobody when the author hides.
    author: Option<&'a Person>,
    tags: &'a Tags,
    helpers: &'a BTreeSet<PersonId>,
    sought: Sought<'a>,
}

impl Likely<'_> {
    /// Without a theme only those are likely to know who are near.
    fn includes(&self, person: &Person) -> bool {
        let knows = self.tags.themes.iter().any(|theme| person.themes.contains(theme));
        let Some(author) = self.author else { return knows || self.helpers.contains(&person.id) };
        let is_near = author.nearness(person) <= Nearness::SamePrefecture;
        if self.tags.themes.is_empty() {
            return is_near && person.current().next().is_some();
        }
        self.helpers.contains(&person.id) || (knows && (is_near || self.sought.is_like(person)))
    }

    /// Who has helped before comes first, then who is nearest, then who serves a town like the asker's.
    fn order(&self, person: &Person) -> impl Ord + use<> {
        let nearness = self.author.map(|author| author.nearness(person));
        (!self.helpers.contains(&person.id), nearness, !self.sought.is_like(person))
    }
}

fn manages(person: &Person, question: &Question, author: Option<&Person>, people: &Roster, places: &Places) -> bool {
    let tenures = author.map_or(&[][..], |author| &author.tenures);
    let tenure = tenures.iter().find(|tenure| Some(tenure.id) == question.tenure_id);
    let served = tenure.into_iter().flat_map(|tenure| &tenure.places);
    let mut prefectures = served.filter_map(|code| places.municipality(code)).map(|place| place.prefecture.as_str());
    let is_manager = |role: &Role| matches!(role, Role::Manager(_));
    let of_author = prefectures.any(|code| person.roles.contains(&Role::Manager(code.to_owned())));
    let tends = people.rooms_of(person, places).tends.contains(&question.room_id);
    of_author || (tends && person.roles.iter().any(is_manager))
}
