//! The guard as the site holds it: one for all requests, with the key and the pace.

use std::sync::{Arc, LazyLock};

use guard::{Context, Guard};
use kernel::{Db, PersonId, Places, Result, Timestamp};
use tokio::runtime::{Handle, RuntimeFlavor};

use super::pace::Pace;
use super::places::{FILES, Place, Spec};
use super::readings::{Reading, typed};
use super::reasons::Reason;
use super::seal::Seal;
use crate::{Person, Roster};

/// The lists and rules are the same for every site of this process.
static GUARD: LazyLock<Guard> = LazyLock::new(Guard::new);

/// Bytes that are read in some milliseconds.
const AT_ONCE: usize = 16 * 1024;

/// Whether a sentence may tell who somebody is. For words that are kept where nothing is ever removed, so that no
/// acknowledgement lets them pass.
pub fn may_identify(text: &str) -> bool {
    GUARD.findings(text, &Context::default()).iter().any(|finding| finding.level != guard::Level::Hint)
}

/// Whether words that somebody looked for may name somebody: where the guard finds anything at all, where they may be a
/// name by themselves, and where the name of somebody on the roster occurs in them.
pub fn may_name(people: &Roster, words: &str) -> bool {
    people.is_named_in(words) || GUARD.may_hold_name(words) || !GUARD.findings(words, &Context::default()).is_empty()
}

/// The guard of a site; cheap to clone.
#[derive(Clone, Debug)]
pub struct Guards {
    seal: Seal,
    pace: Arc<Pace>,
}

impl Guards {
    /// Gets it ready, so that nobody's first text waits for the lists.
    pub async fn open(db: &Db) -> Result<Self> {
        LazyLock::force(&GUARD);
        Ok(Self { seal: Seal::of_site(db).await?, pace: Arc::default() })
    }

    /// What is found in texts of an author who serves these municipalities.
    pub(super) fn read<'a>(
        people: &Roster,
        places: &Places,
        codes: impl IntoIterator<Item = &'a str>,
        texts: Vec<(Spec, String)>,
    ) -> Reading {
        let context = context(people, places, codes);
        let length: usize = texts.iter().map(|(_, text)| text.len()).sum();
        // A worker reads many requests in turn: whatever takes long is taken from it. A runtime of one thread has no other.
        let is_alone = Handle::try_current().is_ok_and(|it| it.runtime_flavor() == RuntimeFlavor::CurrentThread);
        if length > AT_ONCE && !is_alone {
            return tokio::task::block_in_place(|| Reading::of(&GUARD, &context, texts));
        }
        Reading::of(&GUARD, &context, texts)
    }

    pub(super) fn acknowledgements(&self, person: PersonId, reading: &Reading) -> Vec<(String, &'static str)> {
        self.seal.acknowledgements(person, reading)
    }

    pub(super) fn reason(&self, person: PersonId, reading: &Reading, ack: &str) -> Option<&'static Reason> {
        self.seal.reason(person, reading, ack)
    }

    pub(super) fn pace(&self, person: PersonId, now: Timestamp) -> Result<()> {
        self.pace.count(person, now)
    }
}

/// What is found in a form that somebody else has sent, for those who decide on it; `files` is what its files are called
/// and say.
pub fn reading_of(
    people: &Roster,
    places: &Places,
    author: PersonId,
    place: &Place,
    fields: &[(String, String)],
    files: &str,
) -> Reading {
    let codes = people.person(author).into_iter().flat_map(Person::places);
    let mut texts = typed(place, fields);
    texts.extend((!files.is_empty()).then(|| (FILES, files.to_owned())));
    Guards::read(people, places, codes, texts)
}

/// What is known of the site, and the populations of the municipalities.
fn context<'a>(people: &Roster, places: &Places, codes: impl IntoIterator<Item = &'a str>) -> Context {
    let populations = codes.into_iter().filter_map(|code| places.municipality(code));
    populations
        .filter_map(|place| u32::try_from(place.statistics.population).ok())
        .fold(people.known().clone(), Context::with_population)
}
