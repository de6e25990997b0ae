//! Holds what is new against all saved searches, in the background.
//!
//! The texts of a round are put into an index in memory, where every search is asked once: a round costs as much as there
//! are searches, however many texts there are, and nothing of it is on the way of a page.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use directory::{Roster, access};
use forum::finds::{self, Change, Event, Find, Text};
use kernel::clock::SECOND;
use kernel::{Error, Places, Result, Timestamp};
use search::synonyms::{Synonyms, stored};
use search::{Ask, Document, Handful};
use tokio::task::spawn_blocking;
use tracing::warn;

use super::Question;
use super::queries::{self, Saved};
use crate::Site;

/// Between two looks at what is new: what comes meanwhile goes together.
const PAUSE: Duration = Duration::from_secs(5);

/// So long it is waited for the index, so that who is told of something also finds it. An index that is being built may take
/// longer.
const PATIENCE: i64 = 30 * SECOND;

/// Looks for ever.
pub async fn run(site: Site) {
    loop {
        if let Err(error) = site.app.db.unless_lost(tell(&site)).await {
            warn!(cause = %error, "could not hold what is new against saved searches");
            tokio::time::sleep(Duration::from_secs(10)).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells of everything that is new; safe to do twice, and on several instances.
pub async fn tell(site: &Site) -> Result<()> {
    loop {
        let events = finds::waiting(&site.app.db).await?;
        if events.is_empty() || !can_be_found(site, &events).await? {
            return Ok(());
        }
        let found = found(site, &events).await?;
        finds::write(&site.app.db, &events, &found).await?;
        if events.len() < finds::events::BATCH {
            return Ok(());
        }
    }
}

/// Whether the search of this instance has read these texts, or it has been waited long enough for it.
async fn can_be_found(site: &Site, events: &[Event]) -> Result<bool> {
    let now = site.app.db.clock.now();
    let has_waited = events.iter().all(|event| now.since(event.at) >= PATIENCE);
    Ok(has_waited || site.app.search.behind().await? == Some(0))
}

async fn found(site: &Site, events: &[Event]) -> Result<Vec<Find>> {
    let db = &site.app.db;
    let searches = queries::watched(db).await?;
    if searches.is_empty() {
        return Ok(Vec::new());
    }
    let (changes, documents) = finds::changes(db, events).await?;
    let round = Round {
        searches,
        changes,
        documents,
        people: site.people().await?,
        places: Arc::clone(&site.app.places),
        synonyms: Arc::new(stored::load(db).await?),
        now: db.clock.now(),
    };
    let found = spawn_blocking(move || round.found()).await.map_err(|lost| Error::Internal(lost.into()))?;
    found.map_err(Error::Internal)
}

/// All that is needed to hold some texts against all searches.
struct Round {
    searches: Vec<Saved>,
    changes: Vec<Change>,
    documents: Vec<Document>,
    people: Arc<Roster>,
    places: Arc<Places>,
    synonyms: Arc<Synonyms>,
    now: Timestamp,
}

impl Round {
    fn found(&self) -> anyhow::Result<Vec<Find>> {
        let (handful, mut found) = (Handful::of(&self.documents)?, Vec::new());
        // Searches of one person follow each other.
        for own in self.searches.chunk_by(|a, b| a.person_id == b.person_id) {
            let viewer = access::on_behalf(&self.people, own[0].person_id, &self.places);
            let Some(viewer) = viewer.filter(|viewer| !viewer.is_outside()) else { continue };
            for search in own {
                let Some(Question::Texts(texts)) = search.question(&self.places) else { continue };
                let ask = texts.ask(&viewer, &self.people, &self.places, self.now);
                let answering = handful.answering(&Ask { synonyms: Some(Arc::clone(&self.synonyms)), ..ask })?;
                found.extend(self.changes.iter().filter_map(|change| {
                    let Text { post, event, .. } = *new_in(change, search, &answering)?;
                    Some(Find { search: search.id, thread: change.thread, post, event })
                }));
            }
        }
        Ok(found)
    }
}

/// The text by which a discussion answers a search that it did not answer before: one that holds everything by itself, or
/// the last of those that make the whole discussion hold it. What its owner has written, and what was said before it was
/// saved, does not count.
fn new_in<'a>(change: &'a Change, search: &Saved, answering: &BTreeSet<i64>) -> Option<&'a Text> {
    let answers = |document: &i64| answering.contains(document);
    let counts = |text: &&Text| text.event > search.after_event && text.writer != search.person_id;
    if !answers(&change.now) {
        return None;
    }
    let mut alone = change.texts.iter().filter(counts);
    let alone = alone.find(|text| answers(&text.now) && !text.before.as_ref().is_some_and(answers));
    let all_count = change.texts.iter().all(|text| counts(&text));
    let together = || change.before.filter(|before| all_count && !answers(before));
    alone.or_else(|| together().and_then(|_| change.texts.last()))
}
