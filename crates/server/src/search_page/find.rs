//! From a question to what the page shows: hits come from the index, their texts through what the viewer may read.

use std::iter;

use directory::Roster;
use forum::home::{Found as Discussion, opened, replies};
use kernel::{PersonId, Result, ThreadId, Viewer};
use search::{Ask, Found, Highlighter, Hit, NotReady, Snippet};
use web::App;

/// Characters of a snippet.
const SNIPPET: usize = 120;

/// A discussion with the piece of it that answers best.
pub struct ThreadHit {
    /// The discussion with the text that answers best.
    pub discussion: Discussion,
    /// Its title, with the words marked.
    pub title: Snippet,
    /// A piece of the text, with the words marked.
    pub snippet: Snippet,
}

/// Discussions that hold every word, and those that hold only some.
pub struct Threads {
    /// Hits with every word.
    pub whole: Vec<ThreadHit>,
    /// Hits with only some of the words.
    pub partial: Vec<ThreadHit>,
    /// Totals, facets and synonyms.
    pub found: Found,
}

/// What the index answers about people and about discussions; nobody is looked for without a question.
pub async fn ask(app: &App, people: Option<&Ask>, discussions: &Ask) -> Result<(Found, Found), NotReady> {
    let people = match people {
        Some(people) => app.search.search(people).await?,
        None => Found::default(),
    };
    Ok((people, app.search.search(discussions).await?))
}

/// The discussions of one page.
pub async fn threads(app: &App, viewer: &Viewer, words: &str, found: Found) -> Result<Threads> {
    let ids: Vec<ThreadId> = found.whole.iter().chain(&found.partial).map(|hit| ThreadId(hit.key.id)).collect();
    let mut highlighter = Highlighter::new(words).listening(&found.heard);
    let is_whole = |id: ThreadId| found.whole.iter().any(|hit| hit.key.id == id.0);
    let hits = answering(app, viewer, &mut highlighter, &ids).await?.into_iter().map(|discussion| {
        let text = web::markdown::to_plain(&discussion.body);
        let (title, snippet) = highlighter.titled(&discussion.title, &text, SNIPPET);
        ThreadHit { discussion, title, snippet }
    });
    let (whole, partial) = hits.partition(|hit: &ThreadHit| is_whole(hit.discussion.id));
    Ok(Threads { whole, partial, found })
}

/// The text that answers best stands for its discussion. Replies are only read where the text that opens it leaves
/// something of the question open.
async fn answering(app: &App, viewer: &Viewer, asked: &mut Highlighter, ids: &[ThreadId]) -> Result<Vec<Discussion>> {
    let opened = if ids.is_empty() { Vec::new() } else { opened(&app.db, viewer, ids).await? };
    let leaves_open = |d: &&Discussion| d.reply_count > 0 && !asked.is_idle() && !asked.is_whole(&d.body);
    let open: Vec<ThreadId> = opened.iter().filter(leaves_open).map(|discussion| discussion.id).collect();
    if open.is_empty() {
        return Ok(opened);
    }
    let replies = replies(&app.db, viewer, &open).await?;
    let best = |discussion: Discussion| {
        let said: Vec<_> = replies.iter().filter(|reply| reply.thread_id == discussion.id).collect();
        let texts = said.iter().map(|reply| reply.body.as_str());
        let best = asked.best(&discussion.title, iter::once(discussion.body.as_str()).chain(texts));
        match best.and_then(|best| said.get(best.checked_sub(1)?)) {
            Some(reply) => discussion.said_in(reply),
            None => discussion,
        }
    };
    Ok(opened.into_iter().map(best).collect())
}

/// People, with their total; only those whom the directory shows now.
pub fn people(roster: &Roster, found: &Found) -> (Vec<PersonId>, usize) {
    let shown = |hit: &Hit| roster.listed_person(PersonId(hit.key.id)).map(|person| person.id);
    let people: Vec<PersonId> = found.whole.iter().filter_map(shown).collect();
    // Whoever has left since the index last read them is not counted either.
    let total = found.whole_total - (found.whole.len() - people.len());
    (people, total)
}
