//! The watch over PostgreSQL: asks it every second, with a connection of its own, whether it still answers.
//!
//! A server that is stopped says so at once. One that is frozen, or behind a network that swallows packets, says
//! nothing, and whoever asked it would wait for minutes; the watch tells them to stop waiting.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use super::fault::{Fault, of_driver};
use crate::Result;

/// Between two questions.
const PAUSE: Duration = Duration::from_secs(1);

/// For an answer. Together with the pause it is less than the five seconds within which every request is answered.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the watch sees; it ends when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Watch {
    sight: Option<watch::Receiver<Sight>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sight {
    is_lost: bool,
    lost_at: Option<Instant>,
}

impl Watch {
    /// No watch: a file does not go away.
    pub fn none() -> Self {
        Self { sight: None }
    }

    /// Begins to watch.
    pub fn start(url: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse().context("read DATABASE_URL")?;
        let (told, sight) = watch::channel(Sight::default());
        tokio::spawn(run(options.disable_statement_logging(), told));
        Ok(Self { sight: Some(sight) })
    }

    /// Whether the server did not answer when it was last asked.
    pub fn is_lost(&self) -> bool {
        self.sight.as_ref().is_some_and(|sight| sight.borrow().is_lost)
    }

    /// Whether the server was lost some time after this instant.
    pub fn was_lost_since(&self, instant: Option<Instant>) -> bool {
        self.sight.as_ref().is_some_and(|sight| sight.borrow().lost_at.is_some_and(|lost_at| Some(lost_at) > instant))
    }

    /// Returns when the server does not answer, at once if that is so already.
    pub async fn lost(&self) {
        if let Some(sight) = &self.sight
            && sight.clone().wait_for(|sight| sight.is_lost).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

async fn run(options: PgConnectOptions, told: watch::Sender<Sight>) {
    let mut connection = None;
    loop {
        tokio::select! {
            () = sleep(PAUSE) => {}
            () = told.closed() => return,
        }
        let answers = timeout(PATIENCE, answers(&options, &mut connection)).await.unwrap_or(false);
        let before = *told.borrow();
        let lost_at = if answers { before.lost_at } else { Some(Instant::now()) };
        told.send_replace(Sight { is_lost: !answers, lost_at });
        match (before.is_lost, answers) {
            (false, false) => warn!("the database does not answer"),
            (true, true) => info!("the database answers again"),
            _ => {}
        }
    }
}

/// A connection may have been cut while the server is well, so a new one is tried before it counts as lost.
async fn answers(options: &PgConnectOptions, connection: &mut Option<PgConnection>) -> bool {
    if let Some(mut old) = connection.take()
        && old.ping().await.is_ok()
    {
        *connection = Some(old);
        return true;
    }
    match options.connect().await {
        Ok(new) => {
            *connection = Some(new);
            true
        }
        // A server that refuses us because others have all its connections is there.
        Err(refusal) => of_driver(&refusal) != Fault::Away,
    }
}
