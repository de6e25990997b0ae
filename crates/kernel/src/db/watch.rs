//! The watch over PostgreSQL: asks it every second, with a connection of its own, whether it still answers.
//!
//! A server that is stopped says so at once. One that is frozen, or behind a network that swallows packets, says
//! nothing, and whoever asked it would wait for minutes; the watch tells them to stop waiting.

use std::time::Duration;

use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use super::fault::{Fault, of_driver};
use super::open;
use super::pool::Pool;
use crate::Result;

/// Between two questions.
const PAUSE: Duration = Duration::from_secs(1);

/// For an answer. Together with the pause it is less than the five seconds within which every request is answered.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the watch sees; it ends when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Watch {
    lost: Option<watch::Receiver<bool>>,
}

impl Watch {
    /// No watch: a file does not go away.
    pub fn none() -> Self {
        Self { lost: None }
    }

    /// Begins to watch the server behind a pool.
    pub fn start(url: &str, pool: Pool) -> Result<Self> {
        let options: PgConnectOptions = url.parse().context("read DATABASE_URL")?;
        let (told, lost) = watch::channel(false);
        tokio::spawn(run(url.to_owned(), options.disable_statement_logging(), pool, told));
        Ok(Self { lost: Some(lost) })
    }

    /// Returns when the server does not answer, at once if that is so already.
    pub async fn lost(&self) {
        if let Some(lost) = &self.lost
            && lost.clone().wait_for(|lost| *lost).await.is_ok()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

async fn run(url: String, options: PgConnectOptions, pool: Pool, told: watch::Sender<bool>) {
    let mut connection = None;
    loop {
        tokio::select! {
            () = sleep(PAUSE) => {}
            () = told.closed() => return,
        }
        let answers = timeout(PATIENCE, answers(&options, &mut connection)).await.unwrap_or(false);
        let was_lost = *told.borrow();
        match (was_lost, answers) {
            (false, false) => {
                warn!("the database does not answer");
                told.send_replace(true);
            }
            (true, true) => match open::postgres_again(&url).await {
                Ok(connections) => {
                    pool.exchange(connections);
                    info!("the database answers again");
                    told.send_replace(false);
                }
                Err(problem) => warn!(%problem, "no connections could be prepared"),
            },
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
