//! `yokoito demo`: a complete throw-away site with fictional people who ask each other real questions.
//!
//! The same every time: one seed decides everything but the ids and the present day. Nothing in it is real but the
//! places; names are drawn from lists, organisations carry 「（見本）」, addresses end in `example.jp`.

mod afterwards;
mod applicants;
mod cast;
mod circles;
mod contacts;
mod draw;
mod employers;
mod introductions;
mod lately;
mod order;
mod papers;
mod past;
mod people;
mod successions;
mod talk;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use kernel::Clock;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use web::Operator;

use crate::serve::{self, announce};
use crate::{Settings, Site};

/// What can be chosen.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Port on this machine [default: that of `--bind`]
    #[arg(long)]
    port: Option<u16>,
    /// How many times as many people and discussions
    #[arg(long, default_value_t = 1)]
    scale: usize,
    /// Stop after filling
    #[arg(long)]
    seed_only: bool,
}

/// The password of everybody in the demo.
pub const PASSWORD: &str = "yokoito-mihon-2026";

/// Fills a site and serves it to this machine alone, since everybody knows its passwords.
pub async fn run(options: Options, data: Option<PathBuf>, mut bind: SocketAddr) -> anyhow::Result<()> {
    anyhow::ensure!(bind.ip().is_loopback(), "the demo listens on this machine only, not on {bind}");
    bind.set_port(options.port.unwrap_or(bind.port()));
    let throw_away = tempfile::Builder::new().prefix("yokoito-demo-").tempdir().context("make a temporary folder")?;
    let settings = Settings {
        data: data.unwrap_or_else(|| throw_away.path().to_owned()),
        database_url: None,
        files: None,
        program: Settings::THIS_PROGRAM.into(),
        bind,
        url: format!("http://{bind}"),
        trusted_proxies: Vec::new(),
        mail_from: None,
        relay: None,
        mail_text: web::MailText::None,
        operator: operator(),
        sample: true,
    };
    let site = Site::open(&settings, Clock::System).await?;
    if is_empty(&site).await? {
        announce("見本を用意しています。");
        fill(&site, options.scale.max(1)).await?;
        lately::happen(&site).await?;
        past::bring_in(&site).await.context("bring the past in")?;
        site.app.search.settle().await.context("index what has happened lately")?;
    }
    if options.seed_only {
        return site.close().await;
    }
    announce(&sign_ins());
    serve::until_stopped(site, &settings).await
}

/// Puts people and discussions into an empty site and waits until they can be found.
pub async fn fill(site: &Site, scale: usize) -> anyhow::Result<()> {
    let people = people::invite(site, scale).await.context("invite fictional people")?;
    applicants::apply(site).await.context("let some wait for approval")?;
    contacts::tell(site, &people).await.context("let them say how they can be reached")?;
    let circles = circles::found(site, &people).await.context("let some meet in groups")?;
    talk::hold(site, &people, &circles, scale).await.context("let them talk")?;
    successions::happen(site).await.context("let a seat change hands")?;
    site.app.search.settle().await.context("index what they said")?;
    Ok(())
}

/// Nobody real.
fn operator() -> Operator {
    Operator {
        name: "よこいと事務局（見本）".to_owned(),
        address: "東京都千代田区（架空の所在地）".to_owned(),
        representative: "見本 整".to_owned(),
        contact: "yokoito@example.jp".to_owned(),
    }
}

async fn is_empty(site: &Site) -> anyhow::Result<bool> {
    let conn = &site.app.db.conn;
    Ok(conn.query_one_raw(sql(conn, "SELECT id FROM people WHERE id > 0 LIMIT 1", [])).await?.is_none())
}

fn sign_ins() -> String {
    let all = || cast::CAST.iter().chain([&cast::NEWCOMER]);
    let rows = all().map(|role| format!("  {:<14} {:<28} {PASSWORD}\n", role.word, role.email()));
    let legend = all().map(|role| format!("  {:<14} {}\n", role.word, role.what));
    format!(
        "サインインできる人（役割、メールアドレス、パスワード）:\n{}役割:\n{}",
        rows.collect::<String>(),
        legend.collect::<String>()
    )
}
