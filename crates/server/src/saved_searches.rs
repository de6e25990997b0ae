//! Searches that people have saved, of discussions and of people: each tells its owner of what is new and answers it, on the
//! site and by mail, and those of discussions also as a feed.
//!
//! Invariants:
//! - a search is its owner's alone; to everybody else its address is absent;
//! - what is kept is the question ([`Question`]), never what it found or who asked what when;
//! - a question is held against what is new with the rights of its owner at that moment ([`matching`]), and what was found
//!   is shown with their rights at that moment (`forum::finds`);
//! - people are held against a question whenever the roster has changed ([`watching`]), and who was found is shown with
//!   their owner's rights and the roster of that moment (`forum::people_finds`);
//! - the token in the address of a feed is shown once and stored as a hash; what a feed says is room, time and link.

mod atom;
mod forms;
pub mod handlers;
pub mod matching;
mod paths;
pub(crate) mod queries;
mod question;
mod texts;
pub(crate) mod views;
pub mod watching;

use accounts::sessions::{fresh_token, hash};
use directory::people::Reader;
use forum::{finds, people_finds};
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Error, PersonId, Result, SearchId, Tx, Viewer, audit};
use sea_orm::{ConnectionTrait as _, Value};
use web::{Done, links};

pub(crate) use self::forms::Wanted;
use self::queries::Saved;
pub(crate) use self::question::{About, Question};
pub(crate) use self::texts::Texts;

/// Searches of one person.
const MOST: i64 = 50;

/// People who may fulfil a condition when it is saved, since each is a row; what more of them fulfil narrows nothing.
const WIDEST: usize = 1_000;

/// How somebody is told of what a search finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Nothing = 0,
    /// In the list of the site.
    #[default]
    Site = 1,
    /// There, and by mail with others once a day or a week.
    Mail = 2,
}

impl Level {
    /// All of them, as forms offer them.
    const ALL: [Self; 3] = [Self::Site, Self::Mail, Self::Nothing];

    fn number(self) -> i64 {
        self as i64
    }

    fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "お知らせしない",
            Self::Site => "サイトの中でお知らせ",
            Self::Mail => "メールでもお知らせ",
        }
    }
}

/// What became of a wish to save a search.
pub(crate) enum Outcome {
    /// It is saved, now or since before; this is where that is said.
    Done(String),
    /// There are as many as anybody may have.
    Full,
    /// So many people fulfil it, which are too many.
    Wide(usize),
}

/// Saves a search; the same question is saved once. It tells of nothing that has been said until now.
pub(crate) async fn save(
    db: &Db,
    reader: Reader<'_>,
    question: &Question,
    wanted: &Wanted,
    once: &str,
) -> Result<Outcome> {
    let (me, done) = match question {
        Question::Texts(_) => (reader.viewer.id(), Done::SEARCH_SAVED),
        Question::People(_) => (reader.viewer.id(), Done::CONDITION_SAVED),
    };
    let location = done.at(links::MY_SEARCHES);
    let form = once::typed("search-save", [question.about().word(), &question.query(), &wanted.name]);
    let known = match question {
        Question::Texts(_) => Vec::new(),
        Question::People(condition) => condition.everybody(reader),
    };
    let tx = db.begin().await?;
    // Two windows of one person take turns, so that they neither save the same twice nor more than there may be.
    tx.turn(me.0).await?;
    if let Claim::Again(earlier) = once::claim(&tx, me, &form, once, &location).await? {
        return Ok(Outcome::Done(earlier));
    }
    if let Some(known) = queries::same_as(&tx, me, question).await? {
        return Ok(Outcome::Done(Done::SEARCH_KNOWN.at(&links::saved_search(known))));
    }
    if queries::count(&tx, me).await? >= MOST {
        return Ok(Outcome::Full);
    }
    if known.len() > WIDEST {
        return Ok(Outcome::Wide(known.len()));
    }
    let search = insert(&tx, me, question, wanted).await?;
    people_finds::know(&tx, search, &known).await?;
    tx.commit().await?;
    Ok(Outcome::Done(location))
}

async fn insert(tx: &Tx, person: PersonId, question: &Question, wanted: &Wanted) -> Result<SearchId> {
    let (id, present) = (SearchId::random(), finds::events::present(tx).await?);
    let text = "INSERT INTO saved_searches (id, person_id, about, query, same_as, name, level, after_event)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        id.0.into(),
        person.0.into(),
        question.about().word().into(),
        question.query().into(),
        question.digest().into(),
        wanted.name.as_str().into(),
        wanted.level.number().into(),
        present.into(),
    ];
    write(tx, text, values).await?;
    Ok(id)
}

/// Gives a search another name, and says how its owner is told of what it finds.
async fn change(db: &Db, viewer: &Viewer, search: &Saved, wanted: &Wanted, once: &str) -> Result<String> {
    let location = Done::SEARCH_CHANGED.at(links::MY_SEARCHES);
    let (id, level) = (search.id, wanted.level.number());
    let form = once::typed(&format!("search-change {id} {level}"), [&*wanted.name]);
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, viewer.id(), &form, once, &location).await? {
        return Ok(earlier);
    }
    if wanted.level == Level::Mail && search.level() != Level::Mail {
        finds::skip_mail(&tx, id).await?;
        people_finds::skip_mail(&tx, id).await?;
    }
    let text = "UPDATE saved_searches SET name = $3, level = $4 WHERE id = $1 AND person_id = $2";
    let values = [id.0.into(), viewer.id().0.into(), wanted.name.as_str().into(), level.into()];
    if write(&tx, text, values).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(location)
}

/// Forgets a search with all that it has found; its feed is gone with it.
async fn remove(db: &Db, viewer: &Viewer, search: SearchId, once: &str) -> Result<String> {
    let location = Done::SEARCH_REMOVED.at(links::MY_SEARCHES);
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, viewer.id(), &removal(search), once, &location).await? {
        return Ok(earlier);
    }
    let text = "DELETE FROM saved_searches WHERE id = $1 AND person_id = $2";
    if write(&tx, text, [search.0.into(), viewer.id().0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(location)
}

/// The name of the form that forgets a search.
fn removal(search: SearchId) -> String {
    format!("search-remove {search}")
}

/// Makes a new address for the feed of a search, the only time at which its token is known; the one before is good no more.
/// Nothing when the same form has been sent already.
async fn make_feed(db: &Db, viewer: &Viewer, search: SearchId, once: &str) -> Result<Option<String>> {
    let (token, form) = (fresh_token(), format!("feed-make {search}"));
    let tx = db.begin().await?;
    if once::claim(&tx, viewer.id(), &form, once, &links::saved_search(search)).await? != Claim::First {
        return Ok(None);
    }
    let text = "UPDATE saved_searches SET feed_hash = $3, feed_at = $4 WHERE id = $1 AND person_id = $2";
    if write(&tx, text, [search.0.into(), viewer.id().0.into(), hash(&token).into(), tx.now.0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::note(&tx, Some(viewer.id()), "feed.made", &format!("search-{search}"), "").await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Ends the feed of a search.
async fn end_feed(db: &Db, viewer: &Viewer, search: SearchId, once: &str) -> Result<String> {
    let location = Done::FEED_ENDED.at(&links::saved_search(search));
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, viewer.id(), &format!("feed-end {search}"), once, &location).await?
    {
        return Ok(earlier);
    }
    let text = "UPDATE saved_searches SET feed_hash = NULL, feed_at = NULL WHERE id = $1 AND person_id = $2";
    if write(&tx, text, [search.0.into(), viewer.id().0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::note(&tx, Some(viewer.id()), "feed.ended", &format!("search-{search}"), "").await?;
    tx.commit().await?;
    Ok(location)
}

async fn write<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}
