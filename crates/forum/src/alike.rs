//! Discussions of the past that are like one that is about to begin, so that nobody asks what has been answered.
//!
//! What is typed comes by POST and is kept nowhere: a question that was not asked must not stand in an address.

pub(crate) mod handlers;
pub mod paths;
pub(crate) mod views;

use kernel::{Result, ThreadId, Viewer};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::Expr;
use search::Ask;
use web::App;

use crate::reads::Seen;
use crate::threads::entity::{Column, Entity};
use crate::threads::forms::ThreadForm;
use crate::threads::lists::{Listed, choice, load};
use crate::threads::queries::Thread;

/// Most of them.
const MOST: usize = 5;

/// Characters of a text that are asked for when there is no title yet.
const FIRST_WORDS: usize = 100;

/// What was found.
#[derive(Clone, Debug)]
pub enum Alike {
    /// The index is being built.
    Preparing,
    /// These, the nearest first.
    Found(Vec<Listed>),
}

/// Discussions that the viewer may read and that are like what was typed.
pub async fn find(app: &App, viewer: &Viewer, typed: &ThreadForm) -> Result<Alike> {
    nearest(app, viewer, words(&typed.title, &typed.body), None).await
}

/// Discussions that the viewer may read and that are like one of them.
pub async fn like(app: &App, viewer: &Viewer, thread: &Thread) -> Result<Alike> {
    nearest(app, viewer, words(&thread.title, ""), Some(thread.id)).await
}

async fn nearest(app: &App, viewer: &Viewer, words: String, but: Option<ThreadId>) -> Result<Alike> {
    if words.is_empty() {
        return Ok(Alike::Found(Vec::new()));
    }
    let limit = MOST + usize::from(but.is_some());
    let ask = Ask { words, limit, ..Ask::new("thread", viewer.scope().clone(), app.db.clock.now()) };
    let Ok(found) = app.search.search(&ask).await else { return Ok(Alike::Preparing) };
    let hits = [&found.whole, &found.partial, &found.near].into_iter().flatten().map(|hit| ThreadId(hit.key.id));
    let ids: Vec<_> = hits.filter(|id| Some(*id) != but).take(MOST).collect();
    let mut chosen = choice(viewer);
    chosen.and_where(Column::Id.is_in(ids.iter().map(|id| id.0)));
    // What is new in them does not matter here, and they are in the order of the index below.
    let keys = vec![Expr::col((Entity, Column::Id))];
    let mut rows = load(&app.db, viewer, &Seen::default(), chosen, keys).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(Alike::Found(rows))
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
