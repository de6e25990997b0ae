//! The follower while another process writes the index of this folder.

use std::sync::Arc;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::follower::{Follower, Next, POLL};
use super::log::{self, Notes};

impl Follower {
    /// Another process writes: looks for what it has written, now and then.
    pub(super) async fn watch(&mut self) -> Next {
        tokio::select! {
            order = self.orders.recv() => return self.obey(order).await,
            () = sleep(POLL) => {}
        }
        self.look().await;
        Next::GoOn
    }

    pub(super) async fn look(&mut self) {
        let current = self.place.current();
        let shown = self.served.load_full().filter(|shown| Some(&shown.volume.dir) == current.as_ref());
        let Some(shown) = shown else { return self.resume().await };
        let volume = Arc::clone(&shown.volume);
        // The mark is read first: what is opened afterwards has at least reached it.
        let reloaded = spawn_blocking(move || {
            let mark = volume.seal()?.mark;
            volume.reload()?;
            anyhow::Ok((volume, mark))
        });
        match reloaded.await {
            Ok(Ok((volume, mark))) => self.serve(volume, mark),
            _ => return self.withdraw(),
        }
        // Where notes after the mark are gone, it can no longer be told what must not be found.
        if matches!(log::after(&self.db, self.mark, 0).await, Ok(Notes::Lost)) {
            self.withdraw();
        }
    }
}
