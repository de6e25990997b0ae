//! Holds the people of the directory against all saved conditions, in the background.
//!
//! Whom a condition finds follows from the roster alone, so nothing is looked at until there is a new one: after somebody
//! has written, or when a time in a seat begins or ends. A round costs one pass over the people for each condition, in
//! memory, and two statements.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use directory::people::Reader;
use directory::{Roster, access};
use forum::people_finds::{self, Find};
use kernel::{Error, PersonId, Places, Result, SearchId};
use tokio::task::spawn_blocking;
use tracing::warn;

use super::Question;
use super::queries::{self, Saved};
use crate::Site;

/// Between two looks at the roster: what comes meanwhile goes together.
const PAUSE: Duration = Duration::from_secs(5);

/// Looks for ever.
pub async fn run(site: Site) {
    let mut seen = None;
    loop {
        match site.app.db.unless_lost(site.people()).await {
            Ok(people) if seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, &people)) => {}
            Ok(people) => match site.app.db.unless_lost(tell(&site, Arc::clone(&people))).await {
                Ok(()) => seen = Some(people),
                Err(error) => warn!(cause = %error, "could not hold the people against saved conditions"),
            },
            Err(error) => warn!(cause = %error, "could not look at the people for saved conditions"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells of everybody in a roster who is new to a condition; safe to do twice, and on several instances.
pub async fn tell(site: &Site, people: Arc<Roster>) -> Result<()> {
    let db = &site.app.db;
    let searches = queries::of_people(db).await?;
    if searches.is_empty() {
        return Ok(());
    }
    let round = Round { searches, known: people_finds::known(db).await?, people, places: Arc::clone(&site.app.places) };
    let found = spawn_blocking(move || round.found()).await.map_err(|lost| Error::Internal(lost.into()))?;
    people_finds::write(db, &found).await?;
    Ok(())
}

/// All that is needed to hold the people against all conditions.
struct Round {
    searches: Vec<Saved>,
    known: HashSet<(SearchId, PersonId)>,
    people: Arc<Roster>,
    places: Arc<Places>,
}

impl Round {
    fn found(&self) -> Vec<Find> {
        let mut found = Vec::new();
        // Searches of one person follow each other.
        for own in self.searches.chunk_by(|a, b| a.person_id == b.person_id) {
            let viewer = access::on_behalf(&self.people, own[0].person_id, &self.places);
            let Some(viewer) = viewer.filter(|viewer| !viewer.is_outside()) else { continue };
            let reader = Reader { viewer: &viewer, people: &self.people, places: &self.places };
            for search in own {
                let Some(Question::People(condition)) = search.question(&self.places) else { continue };
                let met = condition.everybody(reader).into_iter().filter(|id| !self.known.contains(&(search.id, *id)));
                found.extend(met.map(|person| Find { search: search.id, person }));
            }
        }
        found
    }
}
