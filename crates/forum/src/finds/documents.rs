//! What the texts of some events say, and what was said before: documents as the search index knows them. Read for no
//! viewer; each names its room, and who finds it is decided where the question is asked.

use std::collections::{BTreeMap, HashMap};

use kernel::changes::DocKey;
use kernel::db::sql;
use kernel::{Db, PersonId, PostId, Result, ThreadId, Timestamp};
use sea_orm::FromQueryResult;
use search::{Document, Source as _};

use super::events::{Event, NEW};
use crate::index::{ThreadSource, joined};
use crate::posts::authors::WRITER;
use crate::threads::Tags;

/// A discussion in which something is new.
#[derive(Clone, Debug)]
pub struct Change {
    /// The discussion.
    pub thread: ThreadId,
    /// As it is now.
    pub now: i64,
    /// As it was before all of it; nothing where that is not known any more.
    pub before: Option<i64>,
    /// What is new in it, in the order in which it came.
    pub texts: Vec<Text>,
}

/// A text that is new or was changed.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its event.
    pub event: i64,
    /// The text.
    pub post: PostId,
    /// Who wrote it, also when they hide: nobody is told of what they have written themselves.
    pub writer: PersonId,
    /// The text alone as it is now.
    pub now: i64,
    /// The same before it was changed; nothing of a text that is new.
    pub before: Option<i64>,
}

/// The discussions of these events, and the documents by whose ids they speak. What has been withdrawn or is hidden, and
/// what was changed from a version that has been erased, is missing.
pub async fn changes(db: &Db, events: &[Event]) -> Result<(Vec<Change>, Vec<Document>)> {
    let said = Said::of(db, events).await?;
    let threads: Vec<i64> = said.threads.keys().map(|thread| thread.0).collect();
    let (mut changes, mut documents) = (Vec::new(), Documents::default());
    for whole in ThreadSource.load(db, &threads).await? {
        let thread = ThreadId(whole.key.id);
        let texts: Vec<Text> = events.iter().filter_map(|event| said.text(&whole, *event, &mut documents)).collect();
        if !texts.is_empty() {
            let before = said.before(&whole, events).map(|before| documents.add(before));
            changes.push(Change { thread, now: documents.add(whole), before, texts });
        }
    }
    Ok((changes, documents.0))
}

#[derive(Default)]
struct Documents(Vec<Document>);

impl Documents {
    /// Adds a document under an id of its own.
    fn add(&mut self, document: Document) -> i64 {
        let id = i64::try_from(self.0.len()).unwrap_or(i64::MAX);
        self.0.push(Document { key: DocKey { id, ..document.key }, ..document });
        id
    }
}

#[derive(FromQueryResult)]
struct PostRow {
    id: PostId,
    thread_id: ThreadId,
    heading: String,
    body: String,
    writer_id: PersonId,
    written_at: Timestamp,
}

#[derive(FromQueryResult)]
struct FileRow {
    post_id: PostId,
    name: String,
    text: String,
    created_at: Timestamp,
}

#[derive(FromQueryResult)]
struct FormerRow {
    post_id: PostId,
    version: i64,
    title: String,
    tags: String,
    body: String,
    written_at: Timestamp,
    is_erased: bool,
}

/// All texts of the discussions of some events.
struct Said {
    threads: BTreeMap<ThreadId, Vec<PostRow>>,
    files: HashMap<PostId, Vec<FileRow>>,
    former: HashMap<(PostId, i64), FormerRow>,
}

impl Said {
    async fn of(db: &Db, events: &[Event]) -> Result<Self> {
        let posts = events.iter().map(|event| event.post_id.to_string()).collect::<Vec<_>>().join(", ");
        let shown = format!(
            "FROM posts AS o WHERE o.withdrawn_at IS NULL AND o.hidden_at IS NULL
                AND o.thread_id IN (SELECT p.thread_id FROM posts AS p WHERE p.id IN ({posts}))"
        );
        let text = format!(
            "SELECT o.id, o.thread_id, o.heading, o.body, {WRITER} AS writer_id,
                COALESCE(o.edited_at, o.created_at) AS written_at {shown} ORDER BY o.created_at"
        );
        let mut threads = BTreeMap::<ThreadId, Vec<PostRow>>::new();
        for row in PostRow::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await? {
            threads.entry(row.thread_id).or_default().push(row);
        }
        let text = format!(
            "SELECT post_id, name, text, created_at FROM files WHERE post_id IN (SELECT o.id {shown}) ORDER BY id"
        );
        let mut files = HashMap::<PostId, Vec<FileRow>>::new();
        for row in FileRow::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await? {
            files.entry(row.post_id).or_default().push(row);
        }
        let text = format!(
            "SELECT post_id, version, title, tags, body, written_at, removed_at IS NOT NULL AS is_erased FROM revisions
            WHERE post_id IN ({posts})"
        );
        let former = FormerRow::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?;
        let former = former.into_iter().map(|row| ((row.post_id, row.version), row)).collect();
        Ok(Self { threads, files, former })
    }

    /// What an event tells of a discussion, as a text alone.
    fn text(&self, whole: &Document, event: Event, documents: &mut Documents) -> Option<Text> {
        let post = self.posts(whole).iter().find(|post| post.id == event.post_id)?;
        let before = if event.version == NEW { None } else { Some(self.former(whole, post, event)?) };
        Some(Text {
            event: event.id,
            post: post.id,
            writer: post.writer_id,
            now: documents.add(self.alone(whole, post)),
            before: before.map(|before| documents.add(before)),
        })
    }

    /// A text alone as it is now.
    fn alone(&self, whole: &Document, post: &PostRow) -> Document {
        let body = self.saying(post, &post.body, Timestamp(i64::MAX));
        Document { title: title(whole, post), body, ..whole.clone() }
    }

    /// The same before an event changed it; nothing where that has been erased. A file that came after the former text was
    /// written came with the change.
    fn former(&self, whole: &Document, post: &PostRow, event: Event) -> Option<Document> {
        let Some(former) = self.former.get(&(post.id, event.version)) else {
            // Nothing but its files was changed.
            let body = self.saying(post, &post.body, post.written_at);
            return Some(Document { title: title(whole, post), body, ..whole.clone() });
        };
        let is_opening = post.id.0 == whole.key.id;
        let tags = if is_opening { retagged(whole, &former.tags) } else { whole.tags.clone() };
        let body = self.saying(post, &former.body, former.written_at);
        (!former.is_erased).then(|| Document { title: former.title.clone(), body, tags, ..whole.clone() })
    }

    /// A discussion before all of these events; nothing where that has been erased.
    fn before(&self, whole: &Document, events: &[Event]) -> Option<Document> {
        let mut before = Document { title: String::new(), body: String::new(), ..whole.clone() };
        for post in self.posts(whole) {
            let text = match events.iter().find(|event| event.post_id == post.id) {
                Some(event) if event.version == NEW => continue,
                Some(event) => self.former(whole, post, *event)?,
                None => self.alone(whole, post),
            };
            before.body.push_str(&text.body);
            before.body.push('\n');
            if post.id.0 == whole.key.id {
                (before.title, before.tags) = (text.title, text.tags);
            }
        }
        Some(before)
    }

    fn posts(&self, whole: &Document) -> &[PostRow] {
        self.threads.get(&ThreadId(whole.key.id)).map(Vec::as_slice).unwrap_or_default()
    }

    /// A text with those of its files that came until an instant.
    fn saying(&self, post: &PostRow, body: &str, until: Timestamp) -> String {
        let files = self.files.get(&post.id).into_iter().flatten().filter(|file| file.created_at <= until);
        let files = files.map(|file| format!("{}\n{}", file.name, file.text));
        let all: Vec<String> = std::iter::once(joined(&post.heading, body.to_owned())).chain(files).collect();
        all.join("\n")
    }
}

/// The title, of the text that opens its discussion.
fn title(whole: &Document, post: &PostRow) -> String {
    if post.id.0 == whole.key.id { whole.title.clone() } else { String::new() }
}

/// The tags of a discussion with those that its author chose as they were.
fn retagged(whole: &Document, former: &str) -> Vec<String> {
    let stays = |tag: &&String| !["scene:", "item:", "theme:"].iter().any(|facet| tag.starts_with(facet));
    let kept = whole.tags.iter().filter(stays).cloned();
    kept.chain(Tags::from_text(former).pairs().map(|(facet, slug)| format!("{facet}:{slug}"))).collect()
}
