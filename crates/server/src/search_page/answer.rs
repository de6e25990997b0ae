//! Everything that answers a question: discussions, people, who may help, and where nothing is found other ways to ask.

use std::iter;

use directory::Roster;
use forum::advisers::Adviser;
use kernel::{Result, ThreadId, Viewer};
use search::{Ask, Found, NotReady, Order};
use web::App;

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
    let limit = if params.is_people() { PAGE } else { FEW_PEOPLE };
    let (asked, conditions) = params.discussions(viewer, roster, &app.places, now);
    let of_people = params.asks_for_people(&asked.words).then(|| params.people(viewer, &asked.words, now, limit));
    let Ok((people, found)) = ask(app, of_people.as_ref(), &asked).await else { return Ok(None) };
    let people = people::people(roster, &app.places, &people);
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
        words: asked.words,
        conditions,
        wider: instead.wider,
    }))
}

/// What the index answers about people and about discussions; nobody is looked for without a question.
async fn ask(app: &App, people: Option<&Ask>, discussions: &Ask) -> Result<(Found, Found), NotReady> {
    let asks = iter::once(discussions).chain(people).cloned().collect();
    let mut found = app.search.search_each(asks).await?.into_iter();
    let discussions = found.next().ok_or(NotReady)?;
    Ok((found.next().unwrap_or_default(), discussions))
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
