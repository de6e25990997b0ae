//! Holds the people of the directory against all saved conditions, in the background.
//!
//! Whom a condition finds follows from the roster alone, so nothing is looked at until there is a new one: after somebody
//! has written, or when a time in a seat begins or ends. A round costs one pass over the people for each condition, in
//! memory, and a few statements. Whom a condition found in the round before is kept in memory; what is known of a condition is
//! read when it is looked at for the first time.

use std::collections::{HashMap, HashSet};
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

/// Whom each condition found when it was looked at last; of those who are not in here, their rows say whether they are new.
#[derive(Debug, Default)]
pub struct Watch(HashMap<SearchId, HashSet<PersonId>>);

/// Looks for ever.
pub async fn run(site: Site) {
    let (mut seen, mut watch) = (None, Watch::default());
    loop {
        match site.app.db.unless_lost(site.people()).await {
            Ok(people) if seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, &people)) => {}
            Ok(people) => match site.app.db.unless_lost(watch.tell(&site, Arc::clone(&people))).await {
                Ok(()) => seen = Some(people),
                Err(error) => warn!(cause = %error, "could not hold the people against saved conditions"),
            },
            Err(error) => warn!(cause = %error, "could not look at the people for saved conditions"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Watch {
    /// Tells of everybody in a roster who is new to a condition; safe to do twice, and on several instances.
    pub async fn tell(&mut self, site: &Site, people: Arc<Roster>) -> Result<()> {
        let db = &site.app.db;
        let searches = queries::of_people(db).await?;
        let round = Round { searches, people, places: Arc::clone(&site.app.places) };
        let met = spawn_blocking(move || round.met()).await.map_err(|lost| Error::Internal(lost.into()))?;
        let fresh: Vec<SearchId> =
            met.iter().map(|(search, _)| *search).filter(|it| !self.0.contains_key(it)).collect();
        let known = people_finds::known(db, &fresh).await?;
        let is_known = |search: SearchId, person: PersonId| {
            self.0.get(&search).is_some_and(|last| last.contains(&person)) || known.contains(&(search, person))
        };
        let all = met.iter().flat_map(|(search, people)| people.iter().map(|person| (*search, *person)));
        let found: Vec<Find> = all
            .filter(|(search, person)| !is_known(*search, *person))
            .map(|(search, person)| Find { search, person })
            .collect();
        people_finds::write(db, &found).await?;
        self.0 = met.into_iter().map(|(search, people)| (search, people.into_iter().collect())).collect();
        // Of those whose owners are outside nothing is known, and nothing told.
        people_finds::settle(db, |search, person| self.0.get(&search).is_none_or(|met| met.contains(&person))).await
    }
}

/// All that is needed to hold the people against all conditions.
struct Round {
    searches: Vec<Saved>,
    people: Arc<Roster>,
    places: Arc<Places>,
}

impl Round {
    /// Who fulfils each condition, of each owner the ones first that are told the loudest.
    fn met(&self) -> Vec<(SearchId, Vec<PersonId>)> {
        let mut met = Vec::new();
        // Searches of one person follow each other.
        for own in self.searches.chunk_by(|a, b| a.person_id == b.person_id) {
            let viewer = access::on_behalf(&self.people, own[0].person_id, &self.places);
            let Some(viewer) = viewer.filter(|viewer| !viewer.is_outside()) else { continue };
            let reader = Reader { viewer: &viewer, people: &self.people, places: &self.places };
            for search in own {
                let Some(Question::People(condition)) = search.question(&self.places) else { continue };
                met.push((search.id, condition.everybody(reader)));
            }
        }
        met
    }
}
