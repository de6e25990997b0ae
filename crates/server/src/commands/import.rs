//! `yokoito import …`: what was said or kept elsewhere, from the operator's terminal.

mod roster;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::Subcommand;
use directory::Roster;
use forum::imports::report::Report;
use forum::imports::texts::Addresses;
use forum::imports::{Desk, Format, take_in};
use kernel::Clock;

use super::progress::Meter;
use super::say;
use crate::Settings;
use crate::site::open_database;

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Discussions: a mail archive (.mbox) or JSON lines (.jsonl). They wait for an administrator, who releases them
    Discussions(Discussions),
    /// People, their organisations and seats: an Excel workbook (.xlsx) or CSV in UTF-8 or CP932. All lines or none
    Roster(roster::Options),
}

/// A file of discussions.
#[derive(Debug, clap::Args)]
pub struct Discussions {
    /// The file
    file: PathBuf,
    /// The room to which they are to go once they are released, such as pref-11; the file may say another for each
    #[arg(long)]
    room: Option<String>,
    /// Only tell what would be brought in and what the identifier guard finds
    #[arg(long)]
    dry_run: bool,
}

/// Runs one of them; a running server shows the result at once.
pub async fn run(command: Command, settings: Settings) -> anyhow::Result<()> {
    match command {
        Command::Discussions(what) => discussions(&what, &settings).await,
        Command::Roster(what) => roster::run(&what, &settings).await,
    }
}

async fn discussions(what: &Discussions, settings: &Settings) -> anyhow::Result<()> {
    let unknown = || format!("the name of {} ends neither with .mbox nor with .jsonl", what.file.display());
    let format = Format::of(&what.file).ok_or_else(|| anyhow!(unknown()))?;
    // Before anything is made: an unknown file must not leave an empty database behind.
    std::fs::metadata(&what.file).with_context(|| format!("open {}", what.file.display()))?;
    let (db, places) = open_database(settings, Clock::System).await?;
    let people = Roster::load(&db, &places).await?;
    let room = match &what.room {
        None => None,
        Some(slug) => {
            let room = people.room_by_slug(&places, slug).ok_or_else(|| anyhow!("there is no room {slug}"))?;
            Some(room.id)
        }
    };
    let addresses = Addresses::load(&db).await?;
    let desk = Desk { people: &people, places: &places, addresses: &addresses, room, now: db.clock.now() };
    let meter = Meter::default();
    let report =
        take_in(&db, &desk, &what.file, format, what.dry_run, &|what, done, of| meter.tell(what, done, of)).await?;
    meter.end();
    db.close().await?;
    tell(&report, &what.file, what.dry_run)
}

fn tell(report: &Report, file: &Path, is_rehearsal: bool) -> anyhow::Result<()> {
    if !report.refused.is_empty() {
        for (line, why) in &report.refused {
            say(format_args!("{line}行目：{why}"));
        }
        bail!("{} lines of {} are wrong; nothing was brought in", report.refused.len(), file.display());
    }
    let Report { read, new, discussions, known, matched, attachments, shortened, unreadable, levels, findings, .. } =
        report;
    if is_rehearsal {
        for (number, is_blocked, kinds) in findings {
            say(format_args!("{number}件目：{}：{kinds}", if *is_blocked { "止まる" } else { "気になる" }));
        }
    }
    say(format_args!("読んだ投稿 {read}件、新しい投稿 {new}件（相談 {discussions}件）、すでにある投稿 {known}件"));
    say(format_args!("書いた方が登録されている投稿 {matched}件、ほかは「過去の記録」と表示します"));
    say(format_args!(
        "個人情報チェック：止まる {}件、気になる {}件、念のため {}件、なし {}件",
        levels[3], levels[2], levels[1], levels[0]
    ));
    say(format_args!("載せない添付ファイル {attachments}件、長いため途中までの投稿 {shortened}件"));
    if !unreadable.is_empty() {
        let numbers: Vec<String> = unreadable.iter().take(20).map(usize::to_string).collect();
        say(format_args!("メールとして読めないもの {}件（{}件目など）", unreadable.len(), numbers.join("、")));
    }
    say(match (is_rehearsal, new) {
        (true, _) => "試しに読みました。何も取り込んでいません。",
        (false, 0) => "新しい投稿はありません。何も変わっていません。",
        (false, _) => "取り込みました。載せるまで、サイト管理者だけが /admin/imports で読めます。",
    });
    Ok(())
}
