//! Being told to stop: the first signal asks for a good end, the second one for an end.

use anyhow::Context as _;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing::{info, warn};

/// Turns true at SIGTERM or Ctrl-C; the second of them ends the process at once, with status 1.
pub fn listen() -> anyhow::Result<watch::Receiver<bool>> {
    let interrupt = signal(SignalKind::interrupt()).context("listen for SIGINT")?;
    let terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    let (stopped, seen) = watch::channel(false);
    tokio::spawn(run(interrupt, terminate, stopped));
    Ok(seen)
}

async fn run(mut interrupt: Signal, mut terminate: Signal, stopped: watch::Sender<bool>) {
    either(&mut interrupt, &mut terminate).await;
    info!("stopping");
    stopped.send_replace(true);
    either(&mut interrupt, &mut terminate).await;
    warn!("stopping at once");
    std::process::exit(1);
}

async fn either(interrupt: &mut Signal, terminate: &mut Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
