//! From a question to what the page shows: hits come from the index, their texts through what the viewer may read.

use directory::Roster;
use forum::attachments::queries::{Said, said};
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
    /// The file on the text in which it stands, if it stands in one.
    pub file: Option<String>,
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
    let highlighter = Highlighter::new(words);
    let best = best_texts(app, viewer, &highlighter, &ids).await?;
    let is_whole = |id: ThreadId| found.whole.iter().any(|hit| hit.key.id == id.0);
    let texts: Vec<PostId> = best.iter().map(|best| best.post).collect();
    let hits = loaded_hits(&app.db, viewer, &texts).await?.into_iter().map(|discussion| {
        let title = highlighter.highlight(&discussion.title);
        let file = best.iter().find(|best| best.post == discussion.post_id).and_then(|best| best.file.as_ref());
        let snippet = match file {
            Some(said) => highlighter.snippet(&format!("{}\n{}", said.name, said.text), SNIPPET),
            None => highlighter.snippet(&web::markdown::to_plain(&discussion.body), SNIPPET),
        };
        ThreadHit { discussion, title, snippet, file: file.map(|said| said.name.clone()) }
    });
    let (whole, partial) = hits.partition(|hit: &ThreadHit| is_whole(hit.discussion.id));
    Ok(Threads { whole, partial, found })
}

/// A text, and the file on it that answers best if it is not the text itself.
struct Best {
    post: PostId,
    file: Option<Said>,
}

/// The text or file that answers best stands for its discussion; without a question, the text that opens it.
async fn best_texts(app: &App, viewer: &Viewer, asked: &Highlighter, threads: &[ThreadId]) -> Result<Vec<Best>> {
    if asked.is_idle() {
        return Ok(threads.iter().map(|id| Best { post: PostId::from(*id), file: None }).collect());
    }
    let texts = texts(&app.db, viewer, threads).await?;
    let enclosing: Vec<PostId> = texts.iter().filter(|text| text.files_count > 0).map(|text| text.id).collect();
    let files = if enclosing.is_empty() { Vec::new() } else { said(&app.db, viewer, &enclosing).await? };
    let best = threads.iter().filter_map(|id| {
        let of_thread: Vec<_> = texts.iter().filter(|text| text.thread_id == *id).collect();
        let on_them: Vec<_> =
            files.iter().filter(|file| of_thread.iter().any(|text| text.id == file.post_id)).collect();
        let names = on_them.iter().map(|file| format!("{}\n{}", file.name, file.text)).collect::<Vec<_>>();
        let all = of_thread.iter().map(|text| text.body.as_str()).chain(names.iter().map(String::as_str));
        let best = asked.best(all)?;
        if let Some(text) = of_thread.get(best) {
            return Some(Best { post: text.id, file: None });
        }
        let file = (*on_them.get(best - of_thread.len())?).clone();
        Some(Best { post: file.post_id, file: Some(file) })
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
