//! `yokoito undo …`: taking back what a file has brought in, within seven days.

use anyhow::Context as _;
use clap::Subcommand;
use directory::desk::sheets::terminal::{Import, State, TakenBack, take_back, taken_in};
use kernel::{Clock, Db, Error, Places, RosterImportId};

use super::progress::Meter;
use super::say;
use crate::Settings;
use crate::site::open_database;

/// What can be taken back.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A roster, except what was changed or used since; without a number, lists those of the last seven days
    Roster {
        /// Its number, as `import roster` has said
        number: Option<i64>,
    },
}

/// Runs one of them; a running server shows the result at once.
pub async fn run(command: Command, settings: Settings) -> anyhow::Result<()> {
    let Command::Roster { number } = command;
    let (db, places) = open_database(&settings, Clock::System).await?;
    match number {
        None => list(&taken_in(&db).await?),
        Some(number) => undo(&db, &places, RosterImportId(number)).await?,
    }
    db.close().await?;
    Ok(())
}

fn list(imports: &[Import]) {
    if imports.is_empty() {
        say("取り消せる取り込みはありません。");
    }
    for import in imports {
        let state = match import.state() {
            State::Undone => "取り消し済み".to_owned(),
            State::Waiting | State::Done => format!("{}まで取り消せます", import.expires_at.japanese()),
        };
        say(format_args!("{}：{}：{}：{state}", import.id, import.created_at.japanese(), import.name));
    }
}

async fn undo(db: &Db, places: &Places, id: RosterImportId) -> anyhow::Result<()> {
    let meter = Meter::default();
    let done = take_back(db, places, id, &|what, done, of| meter.tell(what, done, Some(of))).await;
    meter.end();
    let (TakenBack { undone, left }, kept) = match done {
        Err(Error::Conflict(why)) => return Err(anyhow::anyhow!(why)).with_context(|| format!("{id}")),
        done => done?,
    };
    for kept in &kept {
        say(format_args!("{}行目：{}：{}", kept.row, kept.name, kept.outcome.as_deref().unwrap_or_default()));
    }
    say(format_args!("元に戻したもの {undone}件、そのままにしたもの {left}件"));
    Ok(())
}
