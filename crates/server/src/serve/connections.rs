//! Connections: how many there may be at a time, and how they all come to an end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use super::talk::Talk;

/// Connections at a time; whoever comes later waits in the system's queue until one of them ends, which takes seconds.
const MOST: u64 = 1_024;

/// Open files that connections leave for the database and the index.
const FILES: u64 = 512;

/// How long requests that are in flight may keep the process from ending.
const PATIENCE: Duration = Duration::from_secs(25);

/// After a connection that could not be accepted, for want of files or memory.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers until `stopped` turns true, and then what has been asked already.
pub async fn serve(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(room()));
    let talk = Talk::new(router, stopped.clone());
    let mut talks = JoinSet::new();
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            listener.accept().await.map(|connection| (place, connection))
        };
        tokio::select! {
            accepted = accepted => match accepted {
                Ok((place, (stream, peer))) => {
                    let talk = talk.clone();
                    talks.spawn(async move {
                        talk.hold(stream, peer).await;
                        drop(place);
                    });
                }
                Err(cause) => {
                    warn!(%cause, "a connection could not be accepted");
                    sleep(PAUSE).await;
                }
            },
            _ = stopped.wait_for(|stopped| *stopped) => break,
        }
        while talks.try_join_next().is_some() {}
    }
    drop(listener);
    let in_flight = talks.len();
    let all = async { while talks.join_next().await.is_some() {} };
    if timeout(PATIENCE, all).await.is_err() {
        warn!(requests = talks.len(), "some requests did not finish in time");
        talks.shutdown().await;
    }
    info!(in_flight, "stopped answering");
}

/// As many connections as the limit of open files allows, which is raised as far as it may be.
fn room() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    let files = if raised.is_ok() { limit.maximum } else { limit.current }.unwrap_or(u64::MAX);
    let most = MOST.min(files.saturating_sub(FILES).max(files / 4));
    if most < MOST {
        warn!(files, connections = most, "the limit of open files is low");
    }
    usize::try_from(most).unwrap_or(usize::MAX)
}
