//! Texts on their way in, and what the guard says of them.

use std::collections::HashMap;

use accounts::people::normal_email;
use directory::Roster;
use directory::guarding::{Place, Reading, reading_of};
use guard::Level;
use kernel::db::sql;
use kernel::{Db, PersonId, Places, Result, Timestamp};
use sea_orm::FromQueryResult;

/// A text that is brought in.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Tells it from all others, also when the archive is brought in again.
    pub key: String,
    /// Who wrote it, if they are on the site.
    pub author: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub body: String,
    /// Whether it opens its discussion.
    pub opens: bool,
    /// Whether it solved it.
    pub solves: bool,
}

/// E-mail addresses of people who have been approved. They stay in memory while an archive is read, and are stored nowhere.
#[derive(Clone, Debug, Default)]
pub struct Addresses(HashMap<String, PersonId>);

#[derive(FromQueryResult)]
struct Row {
    id: PersonId,
    email: String,
}

impl Addresses {
    /// All of them.
    pub async fn load(db: &Db) -> Result<Self> {
        let text = "SELECT id, email FROM people WHERE approved_at IS NOT NULL AND id > 0";
        let rows = Row::find_by_statement(sql(&db.conn, text, [])).all(&db.conn).await?;
        Ok(Self::of(rows.into_iter().map(|row| (row.email, row.id))))
    }

    /// These.
    pub fn of(people: impl IntoIterator<Item = (String, PersonId)>) -> Self {
        Self(people.into_iter().collect())
    }

    /// Whose address this is.
    pub fn person(&self, address: &str) -> Option<PersonId> {
        self.0.get(&normal_email(address)).copied()
    }
}

/// How serious what was found is, as it is stored: 0 for nothing, up to 3 for a block.
pub fn rank(level: Option<Level>) -> i64 {
    match level {
        None => 0,
        Some(Level::Hint) => 1,
        Some(Level::Warn) => 2,
        Some(Level::Block) => BLOCKED,
    }
}

/// The rank of a block.
pub const BLOCKED: i64 = 3;

/// What the guard finds in a text; the title is read along with the one that opens its discussion.
pub fn reading(people: &Roster, places: &Places, author: Option<PersonId>, title: Option<&str>, body: &str) -> Reading {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![field("body", body)];
    fields.extend(title.map(|title| field("title", title)));
    let path = if title.is_some() { "/threads" } else { "/threads/1/replies" };
    let place = Place::of(path).unwrap_or(Place { path: path.to_owned(), button: "", specs: &[] });
    reading_of(people, places, author.unwrap_or(PersonId::NOBODY), &place, &fields, "")
}

/// Kinds of findings with how many of each there are, as people read them: 「住所 2、カルテ・利用者の番号 1」.
pub fn kinds(reading: &Reading) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for finding in reading.findings() {
        match kinds.iter_mut().find(|(kind, _)| *kind == finding.kind.label()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((finding.kind.label(), 1)),
        }
    }
    kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join("、")
}
