//! Taking an archive in, from a file that somebody has in their hands: a command of the operator.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result};
use directory::Roster;
use kernel::text::hex;
use kernel::{Db, Places, RoomId, Timestamp};
use sha2::{Digest as _, Sha256};

use super::archives::Archive;
use super::documents::{Lines, check};
use super::lines;
use super::report::Report;
use super::store::{self, Begun, Chunk, Earlier};
use super::texts::Addresses;
use super::{Format, archives};

/// Told how far it has come: what is being done, how many, of how many if that is known.
pub type Progress<'a> = &'a dyn Fn(&str, usize, Option<usize>);

/// What archives are read with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Everybody.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
    /// Whose addresses are known.
    pub addresses: &'a Addresses,
    /// Where all of it wants to go that does not say anything else.
    pub room: Option<RoomId>,
    /// The present.
    pub now: Timestamp,
}

impl<'a> Desk<'a> {
    pub(super) fn lines(&self) -> lines::Desk<'a> {
        lines::Desk { addresses: self.addresses, places: self.places, now: self.now }
    }
}

/// What is read.
enum Source<'a> {
    Mails(archives::Texts<'a>),
    Lines(Lines),
}

/// Brings a file in, or only tells what would be. The same content again changes nothing, and what was interrupted is gone on
/// with. Until all of it is there nobody sees anything of it.
pub async fn take_in(
    db: &Db,
    desk: &Desk<'_>,
    file: &Path,
    format: Format,
    is_rehearsal: bool,
    progress: Progress<'_>,
) -> Result<Report> {
    let mut report = Report::default();
    let digest = digest(file)?;
    let archive = match format {
        Format::Mbox => Some(Archive::open(file, desk.now, progress)?),
        Format::Lines => None,
    };
    let keys: Vec<String> = match &archive {
        Some(archive) => archive.keys().into_iter().map(str::to_owned).collect(),
        None => check(file, desk, &mut report, progress)?.into_iter().collect(),
    };
    if !report.refused.is_empty() {
        return Ok(report);
    }
    let begun = if is_rehearsal {
        store::find(db, &digest).await?
    } else {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Some(store::begin(db, &name, &digest, format).await?)
    };
    // After others have been kept out.
    let known = store::known(db, &keys).await?;
    let source = match &archive {
        Some(archive) => Source::Mails(archive.texts(&known, desk.now)?),
        None => Source::Lines(Lines::open(file)?),
    };
    // The texts themselves are read again even if all are known: the numbers of the report are those of the file.
    let target = begun.filter(|begun| !is_rehearsal && !begun.is_finished);
    let total = match &source {
        Source::Mails(texts) => Some(texts.total()),
        Source::Lines(_) => None,
    };
    let mut reading = Reading { source, known: &known, desk, total };
    let done = reading.through(db, target, &mut report, progress).await;
    if let (Err(_), Some(begun)) = (&done, target) {
        store::let_go(db, begun).await?;
    }
    done.map(|()| report)
}

struct Reading<'a> {
    source: Source<'a>,
    known: &'a HashMap<String, Earlier>,
    desk: &'a Desk<'a>,
    total: Option<usize>,
}

impl Reading<'_> {
    /// To the end, writing as it goes.
    async fn through(
        &mut self,
        db: &Db,
        target: Option<Begun>,
        report: &mut Report,
        progress: Progress<'_>,
    ) -> Result<()> {
        while let Some(chunk) = self.next(report)? {
            if let Some(begun) = target
                && !chunk.texts.is_empty()
            {
                store::write(db, begun, chunk).await?;
            }
            progress("本文を読んでいます", report.read, self.total);
        }
        if let Some(begun) = target {
            store::finish(db, begun.id).await?;
        }
        Ok(())
    }

    fn next(&mut self, report: &mut Report) -> Result<Option<Chunk>> {
        match &mut self.source {
            Source::Mails(texts) => texts.next(self.desk, report),
            Source::Lines(lines) => lines.chunk(self.known, self.desk, report),
        }
    }
}

fn digest(file: &Path) -> Result<String> {
    let mut source = File::open(file).with_context(|| format!("open {}", file.display()))?;
    let mut digest = Digest::default();
    std::io::copy(&mut source, &mut digest).with_context(|| format!("read {}", file.display()))?;
    Ok(hex(&digest.0.finalize()))
}

/// A digest of all that is written into it.
#[derive(Default)]
struct Digest(Sha256);

impl std::io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
