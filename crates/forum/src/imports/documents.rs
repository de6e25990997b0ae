//! Reading a file of JSON lines: once to see that every line is good, and once for its texts.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use kernel::ThreadId;

use super::lines::{self, LONGEST, Told};
use super::report::Report;
use super::store::{Chunk, Earlier, NewDiscussion, NewText};
use super::taking::{Desk, Progress};
use super::texts::{self, Text};

/// Texts that are written together.
const TOGETHER: usize = 512;

/// A file of lines, one after the other.
pub struct Lines {
    source: BufReader<File>,
    number: usize,
}

impl Lines {
    /// From the beginning.
    pub fn open(file: &Path) -> Result<Self> {
        let source = File::open(file).with_context(|| format!("open {}", file.display()))?;
        Ok(Self { source: BufReader::with_capacity(256 * 1024, source), number: 0 })
    }

    /// The number and the discussion of the next line that is not empty, or what is wrong with it.
    fn next(&mut self, desk: &Desk) -> Result<Option<(usize, Result<Told, String>)>> {
        loop {
            let mut line = Vec::new();
            let most = LONGEST as u64 + 1;
            if self.source.by_ref().take(most).read_until(b'\n', &mut line).context("read the file")? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if line.len() > LONGEST {
                self.source.skip_until(b'\n').context("read the file")?;
                return Ok(Some((self.number, Err("長すぎる行です".to_owned()))));
            }
            let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let told = match std::str::from_utf8(line) {
                Ok(line) => lines::told(line, desk.lines()),
                Err(_) => Err("UTF-8 として読めません".to_owned()),
            };
            return Ok(Some((self.number, told)));
        }
    }

    /// The next discussions, or none at the end; those that are `known` are only counted.
    pub fn chunk(
        &mut self,
        known: &HashMap<String, Earlier>,
        desk: &Desk,
        report: &mut Report,
    ) -> Result<Option<Chunk>> {
        let (mut chunk, mut any) = (Chunk::default(), false);
        while chunk.texts.len() < TOGETHER {
            let Some((number, told)) = self.next(desk)? else { break };
            any = true;
            let told = told.map_err(|_| anyhow::anyhow!("the file has changed while it was read"))?;
            report.read += told.texts.len();
            if known.contains_key(&told.key) {
                report.known += told.texts.len();
                continue;
            }
            add(&mut chunk, number, told, desk, report);
        }
        Ok(any.then_some(chunk))
    }
}

/// Sees that every line is good, and tells the keys of the discussions. The same id twice is a mistake.
pub fn check(file: &Path, desk: &Desk, report: &mut Report, progress: Progress) -> Result<HashSet<String>> {
    let (mut source, mut keys) = (Lines::open(file)?, HashSet::new());
    while let Some((number, told)) = source.next(desk)? {
        match told {
            Ok(told) => {
                let id = told.source;
                if !keys.insert(told.key) {
                    report.refused.push((number, format!("id「{id}」が、前の行にもあります")));
                }
            }
            Err(why) => report.refused.push((number, why)),
        }
        progress("行を確かめています", number, None);
    }
    Ok(keys)
}

fn add(chunk: &mut Chunk, number: usize, told: Told, desk: &Desk, report: &mut Report) {
    let id = ThreadId::random();
    report.shortened += told.shortened;
    for text in told.texts {
        let new = checked(id, text, &told.title, desk);
        report.add(number, &new);
        chunk.texts.push(new);
    }
    chunk.discussions.push(NewDiscussion {
        id,
        room: told.room.or(desk.room),
        kind: told.kind,
        title: told.title,
        tags: told.tags,
        source: told.source,
    });
}

fn checked(discussion: ThreadId, text: Text, title: &str, desk: &Desk) -> NewText {
    let title = text.opens.then_some(title);
    let reading = texts::reading(desk.people, desk.places, text.author, title, &text.body);
    let (level, kinds) = (texts::rank(reading.level()), texts::kinds(&reading));
    NewText { discussion, text, level, kinds, attachments: 0 }
}
