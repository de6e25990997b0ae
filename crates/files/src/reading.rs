//! Looking into a file: in a process of its own, since whatever takes a foreign file apart may be led astray by it.
//!
//! The process is this same program under another command. It gets the file and nothing else: no setting, no address of a
//! database, no open connection; little time, memory and room for its answer, which it limits itself before it looks.
//! However it ends, its answer or the lack of one is only an answer about this file.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use kernel::Result;
use tokio::process::Command;
use tokio::sync::Semaphore;
use tracing::info;

use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::store::disk;

pub mod book;
mod child;
mod frame;
mod images;
mod office;
mod pdf;
mod recognise;
mod tables;
mod text;
mod xml;

use self::book::Book;
pub use self::child::{run as read_standard_input, run_for_table as read_table_from_standard_input};
pub use self::tables::rows;

/// The command under which this program reads one file.
pub const COMMAND: &str = "read-file";

/// The command under which this program reads one file as a table.
pub const TABLE_COMMAND: &str = "read-table";

/// The reader limits its processor time; this is for the rest, such as a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(40);

/// Readers at a time: each may take as much memory as it is allowed.
const AT_ONCE: usize = 2;

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: String,
    /// Whether that is all: not of an image, nor of a page that was scanned.
    pub is_read: bool,
    /// What is stored in its place, if not the file itself.
    pub anew: Option<Vec<u8>>,
    /// How it looks, small.
    pub thumbnail: Option<Vec<u8>>,
    /// Width and height in pixels, of an image.
    pub pixels: Option<(u32, u32)>,
}

/// Starts the processes that look into files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
    folder: PathBuf,
    turns: Arc<Semaphore>,
}

impl Reader {
    /// With the program that knows [`COMMAND`], and a folder with room for answers.
    pub fn new(program: PathBuf, folder: PathBuf) -> Self {
        Self { program, folder, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// What is in a file, or why it is not taken.
    pub async fn read(&self, file: &File) -> Result<std::result::Result<Found, Refusal>> {
        let answer = self.ask(COMMAND, file).await?;
        Ok(answer.and_then(|bytes| frame::unpack(&bytes)).unwrap_or(Err(Refusal::Broken)))
    }

    /// The table in a file, cell by cell, or why it is not taken.
    pub async fn table(&self, file: &File) -> Result<std::result::Result<Book, Refusal>> {
        let answer = self.ask(TABLE_COMMAND, file).await?;
        Ok(answer.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or(Err(Refusal::Broken)))
    }

    /// The answer of a process of its own; none when it did not come to its end.
    async fn ask(&self, command: &str, file: &File) -> Result<Option<Vec<u8>>> {
        let _turn = self.turns.acquire().await.context("the reader is closed")?;
        let (input, output) = (file.try_clone().context("hand a file on")?, self.sheet()?);
        (&input).rewind().context("hand a file on")?;
        let kept = output.try_clone().context("make room for an answer")?;
        let mut child = Command::new(&self.program)
            .arg(command)
            .env_clear()
            // The allocator would take a gigabyte at once, and its limit would be reached before its work has begun.
            .env("MIMALLOC_ARENA_RESERVE", "0")
            .current_dir("/")
            .stdin(Stdio::from(input))
            .stdout(Stdio::from(output))
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("start {}", self.program.display()))?;
        match tokio::time::timeout(PATIENCE, child.wait()).await {
            Ok(Ok(status)) if status.success() => {
                Ok(Some(tokio::task::spawn_blocking(move || answer(kept)).await.context("read an answer")??))
            }
            Ok(Ok(status)) => {
                info!(%status, "the reader of a file did not come to an end");
                Ok(None)
            }
            Ok(Err(cause)) => Err(anyhow::Error::new(cause).context("wait for the reader of a file").into()),
            Err(_) => Ok(None),
        }
    }

    /// A file without a name, which is gone when it is closed, whatever happens.
    fn sheet(&self) -> Result<File> {
        tempfile::tempfile_in(&self.folder).map_err(|cause| disk(&cause, "make room for an answer"))
    }
}

fn answer(mut sheet: File) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    sheet.rewind().and_then(|()| sheet.read_to_end(&mut bytes)).context("read an answer")?;
    Ok(bytes)
}
