//! The follower while another process writes the index of this folder.

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::follower::{Follower, Next, POLL};

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
        let volume = self.served.volume.load_full().filter(|volume| Some(&volume.dir) == current.as_ref());
        let Some(volume) = volume else { return self.resume().await };
        match spawn_blocking(move || volume.reload().and_then(|()| Ok(volume.seal()?.mark))).await {
            Ok(Ok(mark)) => self.served.set_mark(Some(mark)),
            _ => self.withdraw(),
        }
    }
}
