//! The roster that answers are given from, taken anew when it has been overtaken.

use std::sync::Arc;

use arc_swap::ArcSwap;
use kernel::{Db, Places, Result};

use super::Roster;

/// Holds the newest snapshot of this instance.
#[derive(Debug, Default)]
pub struct RosterCache(ArcSwap<Roster>);

impl RosterCache {
    /// The snapshot for a request that has seen `version` of the roster.
    ///
    /// Two requests may load at the same time after a write; that costs a few milliseconds and saves a lock.
    pub async fn current(&self, db: &Db, places: &Places, version: i64) -> Result<Arc<Roster>> {
        let roster = self.0.load_full();
        if roster.is_current(version, db.clock.now()) {
            return Ok(roster);
        }
        let roster = Arc::new(Roster::load(db, places).await?);
        self.0.store(Arc::clone(&roster));
        Ok(roster)
    }
}
