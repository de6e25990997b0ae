//! What a change of the list would change: how much is found for each word with and without it, as far as whoever asks
//! may see it.

use std::sync::Arc;

use forum::threads::queries::titles;
use kernel::{Result, SynonymId, ThreadId, Viewer};
use search::synonyms::stored::{self, Stored};
use search::synonyms::{Group, Synonyms};
use search::{Ask, Found};
use web::App;

/// As many hits of a word are compared.
const COMPARED: usize = 50;

/// As many titles are shown for a word.
const TITLES: usize = 3;

/// What changes for one word.
pub(super) struct Effect {
    /// The word.
    pub word: String,
    /// How many discussions hold it now.
    pub before: usize,
    /// How many would.
    pub after: usize,
    /// A few of those that would come or go, with their titles.
    pub titles: Vec<(ThreadId, String)>,
}

/// What would change if this group were put in the place of that one; none: if it were added, or taken away.
pub(super) async fn effects(
    app: &App,
    viewer: &Viewer,
    old: Option<&Stored>,
    new: Option<&Group>,
) -> Result<Vec<Effect>> {
    let all = stored::all(&app.db.conn).await?;
    // Not a list of the site: what has been made of that one's version stays as it is.
    let version = app.search.synonyms().version();
    let kept = |without: Option<SynonymId>| {
        all.iter().filter(move |stored| Some(stored.id) != without).map(|stored| &stored.group)
    };
    let before = Arc::new(Synonyms::of(version, kept(None)));
    let after = Arc::new(Synonyms::of(version, kept(old.map(|old| old.id)).chain(new)));
    let mut words: Vec<&String> = Vec::new();
    for word in new.iter().flat_map(|group| &group.words).chain(old.iter().flat_map(|old| &old.group.words)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let mut effects = Vec::new();
    for word in words {
        let (before, after) = (ask(app, viewer, word, &before).await?, ask(app, viewer, word, &after).await?);
        let titles = titles(&app.db, viewer, &differing(&before, &after)).await?;
        effects.push(Effect { word: word.clone(), before: before.whole_total, after: after.whole_total, titles });
    }
    Ok(effects)
}

async fn ask(app: &App, viewer: &Viewer, word: &str, synonyms: &Arc<Synonyms>) -> Result<Found> {
    let ask = Ask {
        words: word.to_owned(),
        limit: COMPARED,
        synonyms: Some(Arc::clone(synonyms)),
        ..Ask::new("thread", viewer.scope().clone(), app.db.clock.now())
    };
    Ok(app.search.search(&ask).await?)
}

/// What is among the first of only one of them.
fn differing(before: &Found, after: &Found) -> Vec<ThreadId> {
    let ids = |found: &Found| found.whole.iter().map(|hit| ThreadId(hit.key.id)).collect::<Vec<_>>();
    let (before, after) = (ids(before), ids(after));
    let only = |these: &[ThreadId], those: &[ThreadId]| {
        these.iter().filter(|id| !those.contains(id)).copied().collect::<Vec<_>>()
    };
    [only(&after, &before), only(&before, &after)].concat().into_iter().take(TITLES).collect()
}
