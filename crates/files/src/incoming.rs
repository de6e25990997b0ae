//! A form with files as it arrives: files go to the disk piece by piece, into files without a name, so that nothing is left
//! of them if it ends in the middle.

use std::error::Error as StdError;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use kernel::Error;
use multer::bytes::Bytes;
use multer::{Field, Multipart};
use tokio::io::AsyncWriteExt as _;
use tokio::time::{error::Elapsed, timeout};

use crate::limits::{FIELDS, LARGEST, MOST, WHOLE};
use crate::refusal::Refusal;
use crate::store::disk;
use crate::{Files, names};

/// For the next piece, and for all of them.
const SILENCE: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_mins(15);

/// Bytes that may lie between one piece of a field and the next: what stands between two fields is short.
const GAP: usize = 256 * 1024;

/// A file that has arrived, or why it has not been taken in.
#[derive(Debug)]
pub struct Incoming {
    /// What its sender calls it.
    pub name: String,
    /// Where it lies.
    pub content: Result<File, Refusal>,
}

/// What has arrived of a form.
#[derive(Debug, Default)]
pub struct Sent {
    /// Names and values of the fields that are no files, in order.
    pub fields: Vec<(String, String)>,
    /// The files.
    pub files: Vec<Incoming>,
}

/// Why a form did not arrive.
#[derive(Debug)]
pub enum Trouble {
    /// Larger than all files that may be sent at once.
    TooLarge,
    /// It is no such form, or ended in the middle.
    Broken,
    /// Nothing came for a long time, or it took too long in all.
    TooSlow,
    /// It could not be written down.
    Disk(Error),
}

impl From<multer::Error> for Trouble {
    fn from(error: multer::Error) -> Self {
        match error {
            multer::Error::StreamSizeExceeded { .. } => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

impl From<Elapsed> for Trouble {
    fn from(_: Elapsed) -> Self {
        Self::TooSlow
    }
}

/// What tells the parts of a form apart, from its content type.
pub fn boundary(content_type: &str) -> Option<String> {
    multer::parse_boundary(content_type).ok()
}

impl Sent {
    /// Takes in a form; what came before some trouble is there afterwards.
    pub async fn take<O, E>(
        &mut self,
        files: &Files,
        body: impl Stream<Item = Result<O, E>> + Send + 'static,
        boundary: String,
    ) -> Result<(), Trouble>
    where
        O: Into<Bytes> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        let _turn = timeout(SILENCE, files.arrivals.acquire()).await.map_err(|_| Trouble::Disk(full_house()))?;
        let gap = Arc::new(AtomicUsize::new(0));
        let body = body.scan(0_u64, {
            let gap = Arc::clone(&gap);
            move |whole, piece| std::future::ready(Some(counted(piece, whole, &gap)))
        });
        let form = Multipart::new(body, boundary);
        timeout(PATIENCE, self.take_fields(files, form, &gap)).await?
    }

    async fn take_fields(&mut self, files: &Files, mut form: Multipart<'_>, gap: &AtomicUsize) -> Result<(), Trouble> {
        let mut room = FIELDS;
        while let Some(field) = timeout(SILENCE, form.next_field()).await?.map_err(trouble)? {
            gap.store(0, Ordering::Relaxed);
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) => self.files.extend(self.take_file(files, field, file, gap).await?),
                None => self.fields.push((name, take_text(field, &mut room, gap).await?)),
            }
        }
        Ok(())
    }

    /// Nothing when no file was chosen, of which a browser sends the empty name.
    async fn take_file(
        &self,
        files: &Files,
        mut field: Field<'_>,
        name: String,
        gap: &AtomicUsize,
    ) -> Result<Option<Incoming>, Trouble> {
        let full = |cause: &std::io::Error| Trouble::Disk(disk(cause, "write an arriving file down"));
        let file = tempfile::tempfile_in(&files.landing).map_err(|cause| full(&cause))?;
        let mut file = tokio::fs::File::from_std(file);
        let (mut size, is_one_more) = (0_u64, self.files.len() < MOST);
        while let Some(piece) = timeout(SILENCE, field.chunk()).await?.map_err(trouble)? {
            gap.store(0, Ordering::Relaxed);
            size += piece.len() as u64;
            if size <= LARGEST && is_one_more {
                file.write_all(&piece).await.map_err(|cause| full(&cause))?;
            }
        }
        file.flush().await.map_err(|cause| full(&cause))?;
        let content = match (is_one_more, size <= LARGEST) {
            (false, _) => Err(Refusal::TooMany),
            (true, false) => Err(Refusal::TooLarge),
            (true, true) => Ok(file.into_std().await),
        };
        Ok((size > 0 || !name.is_empty()).then(|| Incoming { name: names::tidy(&name), content }))
    }
}

async fn take_text(mut field: Field<'_>, room: &mut usize, gap: &AtomicUsize) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    while let Some(piece) = timeout(SILENCE, field.chunk()).await?.map_err(trouble)? {
        gap.store(0, Ordering::Relaxed);
        *room = room.checked_sub(piece.len()).ok_or(Trouble::TooLarge)?;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Trouble::Broken)
}

/// Why a body is not read further.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("the form is too large")]
    TooLarge,
    #[error("the form has no end in sight")]
    Gap,
    #[error("{0}")]
    Lost(Box<dyn StdError + Send + Sync>),
}

fn counted<O: Into<Bytes>, E>(piece: Result<O, E>, whole: &mut u64, gap: &AtomicUsize) -> Result<Bytes, Stop>
where
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    let piece: Bytes = piece.map_err(|cause| Stop::Lost(cause.into()))?.into();
    *whole += piece.len() as u64;
    if *whole > WHOLE {
        return Err(Stop::TooLarge);
    }
    let gap = gap.fetch_add(piece.len(), Ordering::Relaxed);
    if gap > GAP { Err(Stop::Gap) } else { Ok(piece) }
}

fn trouble(error: multer::Error) -> Trouble {
    match error {
        multer::Error::StreamReadFailed(cause) if matches!(cause.downcast_ref(), Some(Stop::TooLarge)) => {
            Trouble::TooLarge
        }
        other => other.into(),
    }
}

fn full_house() -> Error {
    Error::Busy("too many forms with files arrive at once".to_owned())
}
