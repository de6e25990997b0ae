//! `yokoito export …`: what is kept here, as a file for the operator.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use directory::desk::sheets::formats::Format;
use directory::desk::sheets::terminal::write_out;
use kernel::Clock;

use super::say;
use crate::Settings;
use crate::site::open_database;

/// What can be written out.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// People, organisations and seats with all e-mail addresses, as `import roster` takes them in again
    Roster {
        /// The file, ending with .xlsx or .csv
        file: PathBuf,
        /// CSV in CP932 (Shift JIS) instead of UTF-8
        #[arg(long)]
        cp932: bool,
    },
}

/// Runs one of them.
pub async fn run(command: Command, settings: Settings) -> anyhow::Result<()> {
    let Command::Roster { file, cp932 } = command;
    let ending = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let format = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("xlsx") if !cp932 => Format::Excel,
        Some("csv") if cp932 => Format::Cp932,
        Some("csv") => Format::Utf8,
        _ => bail!("the name of {} ends neither with .xlsx nor with .csv; --cp932 is for .csv", file.display()),
    };
    let (db, places) = open_database(&settings, Clock::System).await?;
    let (bytes, lines) = write_out(&db, &places, format).await?;
    db.close().await?;
    write_private(&file, &bytes).with_context(|| format!("write {}", file.display()))?;
    say(format_args!("{lines}行を書き出しました：{}", file.display()));
    Ok(())
}

/// It holds addresses of people, so nobody else on the machine may read it.
fn write_private(file: &PathBuf, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut open = std::fs::OpenOptions::new();
    open.write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(bytes)
}
