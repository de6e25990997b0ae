//! Discussions of the past that are like one that is about to begin, so that nobody asks what has been answered.
//!
//! What is typed comes by POST and is kept nowhere: a question that was not asked must not stand in an address.

mod forms;
pub(crate) mod handlers;
pub mod paths;
pub(crate) mod views;

use directory::Roster;
use directory::likeness::own_towns;
use directory::peers::{Sought, turn};
use kernel::{Result, ThreadId, Viewer, terms};
use search::{Ask, Found, Highlighter, Snippet};
use web::App;

use crate::advisers::{self, Adviser};
use crate::home::{Found as Discussion, opened};
use crate::threads::forms::ThreadForm;
use crate::threads::queries::Thread;

/// Most of them.
const MOST: usize = 5;

/// Characters of a text that are asked for when there is no title yet.
const FIRST_WORDS: usize = 100;

/// Characters of the passage that shows why a discussion is near.
const PASSAGE: usize = 60;

/// What was found.
#[derive(Clone, Debug)]
pub enum Alike {
    /// The index is being built.
    Preparing,
    /// These.
    Found(Near),
}

/// What is near.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// Discussions, the nearest first.
    pub discussions: Vec<Neighbour>,
    /// People whose replies in such discussions have helped.
    pub advisers: Vec<Adviser>,
}

/// A discussion that is near, and a piece of its text that shows why.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// The discussion with its opening text.
    pub discussion: Discussion,
    /// The piece, with the words marked.
    pub passage: Snippet,
}

/// What the index answers, and the nearest discussions of it.
#[derive(Default)]
struct Hits {
    found: Found,
    ids: Vec<ThreadId>,
}

/// Discussions that the viewer may read and that are like what was typed, and people to ask.
pub async fn find(app: &App, viewer: &Viewer, people: &Roster, typed: &ThreadForm) -> Result<Alike> {
    let Some(hits) = nearest(app, viewer, words(&typed.title, &typed.body), None).await else {
        return Ok(Alike::Preparing);
    };
    let advisers = with_peers(app, viewer, people, typed, advisers::near(&app.db, viewer, people, &hits.ids).await?);
    Ok(Alike::Found(Near { discussions: neighbours(app, viewer, &hits).await?, advisers }))
}

/// Who is asked under no name yet is the viewer, to whom their own towns tell nothing.
fn with_peers(app: &App, viewer: &Viewer, people: &Roster, typed: &ThreadForm, found: Vec<Adviser>) -> Vec<Adviser> {
    let towns = people.person(viewer.id()).map_or_else(Vec::new, |person| own_towns(person, &app.places));
    let themes = terms::known(terms::THEMES, &typed.theme);
    let sought = Sought::of_question(&themes, &towns, people, &app.places);
    let others = people.listed().filter(|person| person.id != viewer.id());
    advisers::filled(found, &sought, others, turn(app.db.clock.now(), viewer.id().0), &app.places)
}

/// Discussions that the viewer may read and that are like one of them, and people to call into it.
pub async fn like(app: &App, viewer: &Viewer, people: &Roster, thread: &Thread) -> Result<Alike> {
    let Some(hits) = nearest(app, viewer, words(&thread.title, ""), Some(thread.id)).await else {
        return Ok(Alike::Preparing);
    };
    let advisers = advisers::for_thread(app, viewer, people, thread, &hits.ids).await?;
    Ok(Alike::Found(Near { discussions: neighbours(app, viewer, &hits).await?, advisers }))
}

/// The nearest discussions; nothing while the index is being built.
async fn nearest(app: &App, viewer: &Viewer, words: String, but: Option<ThreadId>) -> Option<Hits> {
    if words.is_empty() {
        return Some(Hits::default());
    }
    let limit = advisers::NEAR + usize::from(but.is_some());
    let ask = Ask { words, limit, ..Ask::new("thread", viewer.scope().clone(), app.db.clock.now()) };
    let found = app.search.search(&ask).await.ok()?;
    let hits = [&found.whole, &found.partial, &found.near].into_iter().flatten().map(|hit| ThreadId(hit.key.id));
    let ids = hits.filter(|id| Some(*id) != but).take(advisers::NEAR).collect();
    Some(Hits { found, ids })
}

async fn neighbours(app: &App, viewer: &Viewer, hits: &Hits) -> Result<Vec<Neighbour>> {
    let ids = &hits.ids[..hits.ids.len().min(MOST)];
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut highlighter = Highlighter::of(&hits.found);
    let near = opened(&app.db, viewer, ids).await?.into_iter().map(|discussion| {
        let text = web::markdown::to_plain(&discussion.body);
        let (_, passage) = highlighter.titled(&discussion.title, &text, PASSAGE);
        Neighbour { discussion, passage }
    });
    Ok(near.collect())
}

/// The title, or how the text begins; what would be a sign to the search is a word here.
fn words(title: &str, body: &str) -> String {
    let typed = if title.trim().is_empty() { body.chars().take(FIRST_WORDS).collect() } else { title.to_owned() };
    let plain = |word: &str| word.trim_start_matches(['-', '－', '‐']).replace(['"', '”', '“'], " ");
    typed.split_whitespace().map(plain).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_title_is_looked_for_and_its_signs_are_none() {
        assert_eq!(words("退院 -夜間 \"連絡先\"", "本文"), "退院 夜間  連絡先");
        assert_eq!(words("　", "本文です。"), "本文です。");
        assert_eq!(words("", " \n"), "");
        assert_eq!(words("", &"あ".repeat(300)).chars().count(), 100);
    }
}
