//! Serving: from the first connection to the last commit.

use std::time::Duration;

use anyhow::Context as _;
use kernel::Clock;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::warn;

use crate::{Settings, Site, mail, news, past, router, saved_searches, setup, synonyms};

mod connections;
mod stop;
mod talk;

/// How long the index and the database may take to close, after the last request has been answered.
const CLOSED_WITHIN: Duration = Duration::from_secs(5);

/// How long a letter may take that is being handed over when the site stops.
const CARRIED_WITHIN: Duration = Duration::from_secs(3);

/// `yokoito serve`
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    if settings.operator.facts().len() < 4 {
        warn!("who runs the site is not said in full: YOKOITO_OPERATOR, _ADDRESS, _REPRESENTATIVE and YOKOITO_CONTACT");
    }
    let site = Site::open(&settings, Clock::System).await?;
    if let Some(address) = setup::invite(&site).await? {
        announce(&format!(
            "まだ誰も登録されていません。60分以内に次のアドレスを開き、最初の管理者を登録してください（一度だけ使えます）:\n  {address}"
        ));
    }
    until_stopped(site, &settings).await
}

/// Answers until SIGTERM or Ctrl-C, finishes what is in flight, commits the index and closes the database.
pub async fn until_stopped(site: Site, settings: &Settings) -> anyhow::Result<()> {
    let bind = settings.bind;
    let listener = TcpListener::bind(bind).await.with_context(|| format!("listen on {bind}"))?;
    let stopped = stop::listen()?;
    let sweeper = tokio::spawn(sweep(site.clone()));
    let (stop, stopping) = watch::channel(false);
    let teller = tokio::spawn(news::run(site.clone()));
    let finder = tokio::spawn(saved_searches::matching::run(site.clone()));
    let watcher = tokio::spawn(saved_searches::watching::run(site.clone()));
    let releaser = tokio::spawn(past::run(site.clone()));
    let carrier = tokio::spawn(settings.carrier().run(site.clone(), stopping));
    announce(&format!("よこいと: {}", settings.url));
    connections::serve(listener, router::router(site.clone()), stopped).await;
    sweeper.abort();
    teller.abort();
    finder.abort();
    watcher.abort();
    releaser.abort();
    stop.send_replace(true);
    finish(carrier).await;
    tokio::time::timeout(CLOSED_WITHIN, site.close()).await.unwrap_or_else(|_| {
        // Whatever was acknowledged is on the disk already, and the index reads on from its mark.
        warn!("the index and the database did not close in time");
        Ok(())
    })
}

/// A letter that is just being handed over is not cut off, unless the mail server takes its time.
async fn finish(carrier: JoinHandle<()>) {
    let ending = carrier.abort_handle();
    if tokio::time::timeout(CARRIED_WITHIN, carrier).await.is_err() {
        warn!("a letter was on its way; it will be sent again with the same Message-ID");
        ending.abort();
    }
}

/// What is done now and then, for as long as the site is open.
async fn sweep(site: Site) {
    let db = &site.app.db;
    loop {
        // Each part has said why it failed.
        if db.unless_lost(hourly(&site)).await.is_err() {
            warn!("the hourly work is not complete; the next hour tries again");
        }
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
}

/// What is done every hour: rows that no longer matter are forgotten, and whoever has come to answer for an application
/// or a report by the passing of time is told. Safe to do twice, and on several instances. What fails is logged by its name and does
/// not keep the rest from being done; the first failure is returned.
pub async fn hourly(site: &Site) -> kernel::Result<()> {
    let db = &site.app.db;
    let parts = [
        logged("sessions", accounts::sessions::sweep(db).await),
        logged("drafts", accounts::drafts::sweep(db).await),
        logged("mail", mail::sweep(db).await),
        logged("notices", forum::notices::sweep(db).await),
        logged("finds", forum::finds::sweep(db).await),
        logged("people found", forum::people_finds::sweep(db).await),
        logged("applications", directory::applications::sweep(db).await),
        logged("invitations", directory::invitations::sweep(db).await),
        logged("rosters", directory::desk::sheets::sweep(db).await),
        logged("confirmations", ask(site).await),
        logged("confirmation letters", directory::confirmations::sweep(db).await),
        logged("disputes", forum::disputes::sweep(db).await),
        logged("fetches", forum::attachments::fetches::sweep(db).await),
        logged("missed questions", synonyms::missed::sweep(db).await),
        logged("files", files::sweeping::sweep(db, &site.files).await),
        logged("telling", tell(site).await),
    ];
    parts.into_iter().collect()
}

async fn tell(site: &Site) -> kernel::Result<()> {
    let app = &site.app;
    let version = directory::roster::version(&app.db).await?;
    let roster = site.roster.current(&app.db, &app.places, version).await?;
    directory::approvals::telling::tell_all(app, &roster).await?;
    forum::reports::remind(app, &roster).await
}

/// Asks whoever holds a seat whether they still do, once a year.
async fn ask(site: &Site) -> kernel::Result<()> {
    directory::confirmations::remind(&site.app, &*site.people().await?).await
}

fn logged(part: &'static str, done: kernel::Result<()>) -> kernel::Result<()> {
    done.inspect_err(|cause| warn!(part, %cause, "could not do a part of the hourly work"))
}

/// What the operator has to see, whatever the log level.
#[expect(clippy::print_stdout, reason = "the address is for the person at the terminal")]
pub fn announce(text: &str) {
    println!("{text}");
}
