//! From hits to what the page shows of discussions: hits come from the index, their texts through what the viewer may read.

use std::iter;

use forum::attachments::queries::{Said, said};
use forum::home::{Found as Discussion, Reply, opened, replies, signatures};
use kernel::{PostId, Result, ThreadId, Viewer};
use search::{Found, Highlighter, Hit, Snippet, Way};
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
    /// How words of the question were found that do not stand as typed in what is shown.
    pub ways: Vec<Way>,
}

/// Discussions that hold every word, and those that hold only some.
pub struct Threads {
    /// Hits with every word.
    pub whole: Vec<ThreadHit>,
    /// Hits with only some of the words.
    pub partial: Vec<ThreadHit>,
    /// What resembles the question.
    pub near: Vec<ThreadHit>,
    /// Totals, facets and synonyms.
    pub found: Found,
}

/// The discussions of one page.
pub async fn threads(app: &App, viewer: &Viewer, found: Found) -> Result<Threads> {
    let ids: Vec<ThreadId> =
        [&found.whole, &found.partial, &found.near].into_iter().flatten().map(|hit| ThreadId(hit.key.id)).collect();
    let mut highlighter = Highlighter::of(&found);
    let is_among = |hits: &[Hit], id: ThreadId| hits.iter().any(|hit| hit.key.id == id.0);
    let hits = answering(app, viewer, &mut highlighter, &ids).await?.into_iter().map(|(discussion, file)| {
        let text = match &file {
            Some(said) => format!("{}\n{}", said.name, said.text),
            None => web::markdown::to_plain(&discussion.body),
        };
        let (title, snippet) = highlighter.titled(&discussion.title, &text, SNIPPET);
        let ways = highlighter.ways([&title, &snippet]);
        ThreadHit { discussion, title, snippet, file: file.map(|said| said.name), ways }
    });
    let (near, held): (Vec<_>, Vec<_>) = hits.partition(|hit: &ThreadHit| is_among(&found.near, hit.discussion.id));
    let (whole, partial) = held.into_iter().partition(|hit| is_among(&found.whole, hit.discussion.id));
    Ok(Threads { whole, partial, near, found })
}

/// A discussion with the text that answers best, and the file on it if that is what answers.
type Answer = (Discussion, Option<Said>);

/// What answers best stands for its discussion. Replies and files are only read where the text that opens it leaves
/// something of the question open.
async fn answering(app: &App, viewer: &Viewer, asked: &mut Highlighter, ids: &[ThreadId]) -> Result<Vec<Answer>> {
    let opened = if ids.is_empty() { Vec::new() } else { opened(&app.db, viewer, ids).await? };
    let has_more = |d: &&Discussion| d.reply_count + d.files_count > 0;
    let open: Vec<&Discussion> =
        opened.iter().filter(has_more).filter(|d| !asked.is_idle() && !asked.is_whole(&d.body)).collect();
    let answered: Vec<ThreadId> = open.iter().filter(|d| d.reply_count > 0).map(|d| d.id).collect();
    let replies = if answered.is_empty() { Vec::new() } else { replies(&app.db, viewer, &answered).await? };
    let with_files = open.iter().filter(|d| d.files_count > 0).map(|d| d.post_id);
    let with_files = with_files.chain(replies.iter().filter(|reply| reply.files_count > 0).map(|reply| reply.id));
    let with_files: Vec<PostId> = with_files.collect();
    let files = if with_files.is_empty() { Vec::new() } else { said(&app.db, viewer, &with_files).await? };
    let open: Vec<ThreadId> = open.iter().map(|discussion| discussion.id).collect();
    let best = |discussion: &Discussion| {
        if open.contains(&discussion.id) { best(asked, discussion, &replies, &files) } else { (None, None) }
    };
    let best: Vec<_> = opened.iter().map(best).collect();
    let said_in: Vec<PostId> = best.iter().filter_map(|(reply, _)| reply.as_ref().map(|reply| reply.id)).collect();
    let signed = if said_in.is_empty() { Vec::new() } else { signatures(&app.db, viewer, &said_in).await? };
    let answer = |(discussion, (reply, file)): (Discussion, (Option<Reply>, Option<Said>))| {
        let Some(reply) = reply else { return (discussion, file) };
        match signed.iter().find(|signature| signature.id == reply.id) {
            Some(signature) => (discussion.said_in(reply, signature), file),
            // It has been withdrawn since.
            None => (discussion, None),
        }
    };
    Ok(opened.into_iter().zip(best).map(answer).collect())
}

/// The reply, if not the text that opens the discussion answers best, and the file if one of either does.
fn best(
    asked: &mut Highlighter,
    discussion: &Discussion,
    replies: &[Reply],
    files: &[Said],
) -> (Option<Reply>, Option<Said>) {
    let replies: Vec<&Reply> = replies.iter().filter(|reply| reply.thread_id == discussion.id).collect();
    let is_on = |file: &&Said| file.post_id == discussion.post_id || replies.iter().any(|it| it.id == file.post_id);
    let files: Vec<&Said> = files.iter().filter(is_on).collect();
    let read: Vec<String> = files.iter().map(|file| format!("{}\n{}", file.name, file.text)).collect();
    let texts = iter::once(discussion.body.as_str()).chain(replies.iter().map(|reply| reply.body.as_str()));
    let best = asked.best(&discussion.title, texts.chain(read.iter().map(String::as_str))).unwrap_or(0);
    let file = best.checked_sub(1 + replies.len()).and_then(|at| files.get(at)).map(|file| (*file).clone());
    let reply = match &file {
        Some(file) => replies.iter().find(|reply| reply.id == file.post_id),
        None => best.checked_sub(1).and_then(|at| replies.get(at)),
    };
    (reply.map(|reply| (*reply).clone()), file)
}
