//! From a question to what the page shows: hits come from the index, their texts through what the viewer may read.

use directory::Roster;
use forum::home::{Found as Discussion, loaded_hits, texts};
use kernel::{PersonId, PostId, Result, ThreadId, Viewer};
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
    let mut highlighter = Highlighter::new(words).listening(found.heard);
    let best = best_texts(app, viewer, &mut highlighter, &ids).await?;
    let is_whole = |id: ThreadId| found.whole.iter().any(|hit| hit.key.id == id.0);
    let hits = loaded_hits(&app.db, viewer, &best).await?.into_iter().map(|discussion| {
        let title = highlighter.highlight(&discussion.title);
        let snippet = highlighter.snippet(&web::markdown::to_plain(&discussion.body), SNIPPET);
        ThreadHit { discussion, title, snippet }
    });
    let (whole, partial) = hits.partition(|hit: &ThreadHit| is_whole(hit.discussion.id));
    Ok(Threads { whole, partial, found })
}

/// The text that answers best stands for its discussion; without a question, the one that opens it.
async fn best_texts(app: &App, viewer: &Viewer, asked: &mut Highlighter, threads: &[ThreadId]) -> Result<Vec<PostId>> {
    if asked.is_idle() {
        return Ok(threads.iter().map(|id| PostId::from(*id)).collect());
    }
    let texts = texts(&app.db, viewer, threads).await?;
    let best = threads.iter().filter_map(|id| {
        let of_thread: Vec<_> = texts.iter().filter(|text| text.thread_id == *id).collect();
        let best = asked.best(of_thread.iter().map(|text| text.body.as_str()))?;
        Some(of_thread.get(best)?.id)
    });
    Ok(best.collect())
}

/// People, with their total; only those whom the directory shows now.
pub fn people(roster: &Roster, found: &Found) -> (Vec<PersonId>, usize) {
    let shown = |hit: &Hit| roster.listed_person(PersonId(hit.key.id)).map(|person| person.id);
    let people: Vec<PersonId> = found.whole.iter().filter_map(shown).collect();
    // Whoever has left since the index last read them is not counted either.
    let total = found.whole_total - (found.whole.len() - people.len());
    (people, total)
}
