//! Everything that answers a question: discussions, people, who may help, and where nothing is found other ways to ask.

use std::iter;

use directory::Roster;
use directory::people::Around;
use forum::advisers::Adviser;
use kernel::{Result, ThreadId, Viewer};
use search::{Ask, Found, NotReady, Order};
use web::App;

use super::alike;
use super::find::{self, Threads};
use super::params::{PAGE, Params};
use super::people::{self, People};
use super::wider::{self, Instead, Wider};

/// People shown beside discussions.
const FEW_PEOPLE: usize = 3;

/// What the page shows.
pub struct Answer<'a> {
    /// The words that were looked for, without conditions.
    pub words: String,
    /// The conditions as they were typed.
    pub conditions: String,
    /// Discussions found.
    pub threads: Threads,
    /// People found.
    pub people: People<'a>,
    /// Where people shall be.
    pub around: Around<'a>,
    /// How many discussions each value of `similar_to` finds alone.
    pub alike: Vec<usize>,
    /// People whose replies in what was found have helped.
    pub advisers: Vec<Adviser>,
    /// Where nothing was found, other ways that find something.
    pub wider: Vec<Wider>,
    /// Whether nothing but words was asked and nothing at all found.
    pub is_missed: bool,
}

/// Answers a question; nothing while the index is being built.
pub async fn answer<'a>(app: &App, viewer: &Viewer, roster: &'a Roster, params: &Params) -> Result<Option<Answer<'a>>> {
    let now = app.db.clock.now();
    let part = (params.skipped(), if params.is_people() { PAGE } else { FEW_PEOPLE });
    let (asked, conditions) = params.discussions(viewer, roster, &app.places, now);
    let around = Around::read(&asked.words, alike::asked(params, viewer, roster, &app.places), &app.places);
    let of_people = params.asks_for_people(&asked.words).then(|| people::question(viewer, &around, part, now));
    let alone = alike::each_alone(params, |params| params.discussions(viewer, roster, &app.places, now).0);
    let Ok((found, people, alone)) = ask(app, &asked, of_people, alone).await else { return Ok(None) };
    let people = people::people(roster, &app.places, &people, &around, part);
    let found_in_all = found.whole_total;
    let finds = found.whole_total + found.partial_total > 0;
    let instead = if finds || params.is_people() {
        Instead::default()
    } else {
        wider::instead(app, viewer, roster, params, (&asked.words, &conditions)).await?
    };
    Ok(Some(Answer {
        advisers: advisers(app, viewer, roster, params, &asked, &instead.or_found(&found)).await?,
        is_missed: params.is_plain(&asked) && !finds && people.total == 0,
        threads: find::threads(app, viewer, found).await?,
        people,
        alike: if alone.is_empty() { vec![found_in_all] } else { alone },
        around,
        words: asked.words,
        conditions,
        wider: instead.wider,
    }))
}

/// What the index answers about discussions and about people, and how many there are to each of some questions; nobody is
/// looked for without a question.
async fn ask(
    app: &App,
    discussions: &Ask,
    people: Option<Ask>,
    counted: Vec<Ask>,
) -> Result<(Found, Found, Vec<usize>), NotReady> {
    let asks_for_people = people.is_some();
    let asks = iter::once(discussions.clone()).chain(people).chain(counted).collect();
    let mut found = app.search.search_each(asks).await?.into_iter();
    let discussions = found.next().ok_or(NotReady)?;
    let people = if asks_for_people { found.next().unwrap_or_default() } else { Found::default() };
    Ok((discussions, people, found.map(|found| found.whole_total).collect()))
}

/// People whose replies in what is near have helped, for the first page of a question in words; who is near is known only
/// where the nearest come first.
async fn advisers(
    app: &App,
    viewer: &Viewer,
    roster: &Roster,
    params: &Params,
    ask: &Ask,
    near: &[ThreadId],
) -> Result<Vec<Adviser>> {
    let is_first = !ask.words.trim().is_empty() && ask.offset == 0 && !params.is_people();
    if is_first && ask.order == Order::Relevance {
        forum::advisers::near(&app.db, viewer, roster, near).await
    } else {
        Ok(Vec::new())
    }
}
