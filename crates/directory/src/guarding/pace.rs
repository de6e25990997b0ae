//! How often one person may have texts read along: a script asks while they type, and nobody types faster.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::clock::MINUTE;
use kernel::{Error, PersonId, Result, Timestamp};

/// So many readings in one minute.
const PER_MINUTE: u32 = 90;

/// What has been asked in this minute, on this instance. Nothing is lost with it.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<(i64, HashMap<PersonId, u32>)>);

impl Pace {
    /// Counts a reading, or says how long to wait.
    pub fn count(&self, person: PersonId, now: Timestamp) -> Result<()> {
        let minute = now.0.div_euclid(MINUTE);
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != minute {
            *counted = (minute, HashMap::new());
        }
        let readings = counted.1.entry(person).or_default();
        *readings += 1;
        if *readings > PER_MINUTE {
            return Err(Error::TooMany(((minute + 1) * MINUTE - now.0) / 1_000 + 1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_too_often_waits_for_the_next_minute_and_nobody_else_does() {
        let pace = Pace::default();
        let now = Timestamp(5 * MINUTE + 1_000);
        assert!((0..PER_MINUTE).all(|_| pace.count(PersonId(1), now).is_ok()));
        assert!(matches!(pace.count(PersonId(1), now), Err(Error::TooMany(60))));
        assert!(pace.count(PersonId(2), now).is_ok());
        assert!(pace.count(PersonId(1), now.plus(MINUTE)).is_ok());
    }
}
