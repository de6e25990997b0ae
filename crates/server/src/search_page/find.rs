//! From a question to what the page shows: hits come from the index, their texts through what the viewer may read.

use directory::Roster;
use forum::home::{Found as Discussion, FoundPost, loaded_hits};
use kernel::{PersonId, Result, ThreadId, Viewer};
use search::{Ask, Found, Highlighter, Hit, NotReady, Snippet};
use web::App;

/// Characters of a snippet.
const SNIPPET: usize = 120;

/// A discussion with the piece of it that answers best.
pub struct ThreadHit {
    /// The discussion.
    pub discussion: Discussion,
    /// Its title, with the words marked.
    pub title: Snippet,
    /// The text that matched best.
    pub post: FoundPost,
    /// A piece of that text, with the words marked.
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
    let discussions = loaded_hits(&app.db, viewer, &ids).await?;
    let highlighter = Highlighter::new(words);
    let is_whole = |id: ThreadId| found.whole.iter().any(|hit| hit.key.id == id.0);
    let hits = discussions.into_iter().filter_map(|discussion| thread_hit(discussion, &highlighter));
    let (whole, partial) = hits.partition(|hit: &ThreadHit| is_whole(hit.discussion.id));
    Ok(Threads { whole, partial, found })
}

/// The text that answers best stands for its discussion; of equals, the first.
fn thread_hit(discussion: Discussion, highlighter: &Highlighter) -> Option<ThreadHit> {
    let mut best: Option<(f32, &FoundPost)> = None;
    for post in &discussion.posts {
        let coverage = highlighter.coverage(&post.body);
        if best.is_none_or(|(most, _)| coverage > most) {
            best = Some((coverage, post));
        }
        // Nothing answers better than all of it.
        if coverage >= 1.0 {
            break;
        }
    }
    let post = best?.1.clone();
    let title = highlighter.highlight(&discussion.title);
    let snippet = highlighter.snippet(&web::markdown::to_plain(&post.body), SNIPPET);
    Some(ThreadHit { discussion, title, post, snippet })
}

/// People, with their total; only those whom the directory shows now.
pub fn people(roster: &Roster, found: &Found) -> (Vec<PersonId>, usize) {
    let shown = |hit: &Hit| roster.listed_person(PersonId(hit.key.id)).map(|person| person.id);
    let people: Vec<PersonId> = found.whole.iter().filter_map(shown).collect();
    // Whoever has left since the index last read them is not counted either.
    let total = found.whole_total - (found.whole.len() - people.len());
    (people, total)
}
