//! Makes one piece of the index while nothing is written.
//!
//! Every commit leaves a piece of its own, and the engine joins them when there are eight. A question goes through each:
//! it looks up its words, prepares its phrases and counts facets once for every piece, however small, which was half of
//! what it cost.

use std::time::Duration;

use tokio::task::spawn_blocking;

use super::follower::Follower;

/// Nothing has been written for so long.
pub(super) const QUIET: Duration = Duration::from_secs(2);

impl Follower {
    /// Joins the pieces of a small index if there are several. It goes on answering from them meanwhile, and what is
    /// noted is read afterwards: to join three thousand documents takes half a second.
    pub(super) async fn gather(&mut self) {
        let Some(mut pen) = self.pen.take_if(|pen| pen.is_scattered()) else { return };
        let gathered = spawn_blocking(move || (pen.gather(), pen)).await;
        match gathered {
            Ok((done, pen)) => {
                self.pen = Some(pen);
                if let Err(problem) = done {
                    tracing::warn!(problem = format!("{problem:#}"), "the pieces of the search index were not joined");
                }
            }
            Err(lost) => self.rest(&lost.into()).await,
        }
    }
}
