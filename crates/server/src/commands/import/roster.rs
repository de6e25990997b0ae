//! `yokoito import roster FILE`: people, organisations and seats, line by line, all of them or none.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow, bail};
use directory::desk::sheets::report::Kind;
use directory::desk::sheets::table::{Table, refused};
use directory::desk::sheets::terminal::{Taken, take_in};
use files::Reader;
use kernel::Clock;

use crate::Settings;
use crate::commands::progress::Meter;
use crate::commands::say;
use crate::site::open_database;

/// A roster.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The file
    file: PathBuf,
    /// Only tell, line by line, what would be changed
    #[arg(long)]
    dry_run: bool,
}

/// Reads the file in a process of its own, tells what each line does, and writes if no line is wrong.
pub async fn run(what: &Options, settings: &Settings) -> anyhow::Result<()> {
    let name = what.file.display();
    // Before anything is made: an unknown file must not leave an empty database behind.
    let file = File::open(&what.file).with_context(|| format!("open {name}"))?;
    let reader = Reader::new(settings.program.clone(), std::env::temp_dir());
    let book = reader.table(&file).await?.map_err(|why| anyhow!("{name}: {}", refused(why)))?;
    let table = Table::of(&book).map_err(|why| anyhow!("{name}: {why}"))?;
    let (db, places) = open_database(settings, Clock::System).await?;
    let meter = Meter::default();
    let called = what.file.file_name().unwrap_or_default().to_string_lossy();
    let (sent, tell) = ((&*called, &table), |what, done, of| meter.tell(what, done, Some(of)));
    let taken = take_in(&db, &places, sent, what.dry_run, &tell).await?;
    meter.end();
    db.close().await?;
    show(&taken, what.dry_run)
}

fn show(Taken { report, written }: &Taken, is_rehearsal: bool) -> anyhow::Result<()> {
    if !report.unknown.is_empty() {
        say(format_args!("取り込まない列：{}", report.unknown.join("、")));
    }
    for line in report.lines.iter().filter(|line| line.kind != Kind::Same) {
        say(line.plain());
    }
    let counts = Kind::ALL.map(|kind| format!("{} {}行", kind.name(), report.count(kind)));
    say(counts.join("、"));
    if !report.is_good() {
        for problem in &report.problems {
            say(problem);
        }
        bail!("{} lines are wrong; nothing was brought in", report.count(Kind::Wrong));
    }
    match written {
        Some((id, until)) => {
            say("取り込みました。");
            say(format_args!("{}までは、次のコマンドで取り消せます：yokoito undo roster {id}", until.japanese()));
        }
        None if is_rehearsal => say("試しに読みました。何も書き込んでいません。"),
        None => say("変わるところはありません。何も書き込んでいません。"),
    }
    Ok(())
}
