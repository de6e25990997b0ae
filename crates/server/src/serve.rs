//! Serving: from the first connection to the last commit.

use std::future::IntoFuture as _;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use kernel::Clock;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};

use crate::{Settings, Site, router, setup};

/// `yokoito serve`
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let site = Site::open(&settings, Clock::System).await?;
    if let Some(address) = setup::invite(&site).await? {
        announce(&format!(
            "まだ誰も登録されていません。60分以内に次のアドレスを開き、最初の管理者を登録してください（一度だけ使えます）:\n  {address}"
        ));
    }
    until_stopped(site, settings.bind, &settings.url).await
}

/// Answers until SIGTERM or Ctrl-C, finishes what is in flight, commits the index and closes the database.
pub async fn until_stopped(site: Site, bind: SocketAddr, url: &str) -> anyhow::Result<()> {
    let listener = TcpListener::bind(bind).await.with_context(|| format!("listen on {bind}"))?;
    let service = router::router(site.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let sweeper = tokio::spawn(sweep(site.clone()));
    announce(&format!("よこいと: {url}"));
    let (stopping, stop_seen) = tokio::sync::oneshot::channel();
    let signal = async {
        stopped().await;
        info!("stopping");
        let _ = stopping.send(());
    };
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(signal).into_future() => served.context("serve")?,
        () = patience(stop_seen) => warn!("some requests did not finish in time"),
    }
    sweeper.abort();
    site.close().await
}

async fn sweep(site: Site) {
    loop {
        if let Err(error) = hourly(&site).await {
            warn!(cause = %error, "could not do the hourly work");
        }
        if let Err(error) = accounts::drafts::sweep(&site.app.db).await {
            warn!(cause = %error, "could not sweep old drafts");
        }
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
}

/// What is done every hour: rows that no longer matter are forgotten, and whoever has come to answer for an application
/// by the passing of time is told. Safe to do twice, and on several instances.
pub async fn hourly(site: &Site) -> kernel::Result<()> {
    let app = &site.app;
    accounts::sessions::sweep(&app.db).await?;
    directory::applications::sweep(&app.db).await?;
    directory::invitations::sweep(&app.db).await?;
    let version = directory::roster::version(&app.db).await?;
    let roster = site.roster.current(&app.db, &app.places, version).await?;
    directory::approvals::telling::tell_all(app, &roster).await
}

/// How long requests that are in flight may keep the process from ending.
async fn patience(stopping: tokio::sync::oneshot::Receiver<()>) {
    let _ = stopping.await;
    tokio::time::sleep(Duration::from_secs(25)).await;
}

async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

/// What the operator has to see, whatever the log level.
#[expect(clippy::print_stdout, reason = "the address is for the person at the terminal")]
pub fn announce(text: &str) {
    println!("{text}");
}
