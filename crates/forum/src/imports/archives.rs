//! Reading a mail archive: once for the heads, which tell the discussions, and once for the texts.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use kernel::{ThreadId, Timestamp};

use super::mails::{self, Head};
use super::mbox::{Mbox, Raw};
use super::report::Report;
use super::store::{Chunk, Earlier, NewDiscussion, NewText};
use super::subjects;
use super::taking::{Desk, Progress};
use super::texts::{self, Text};
use super::threading::{Placed, place};
use crate::threads::{Kind, Tags};

/// Mails that are worked on together, and bytes of them.
const TOGETHER: usize = 512;
const BYTES: usize = 24 * 1024 * 1024;

/// An archive whose heads have been read.
pub struct Archive<'a> {
    file: &'a Path,
    /// In the order of the file; nothing for what is no mail.
    heads: Vec<Option<Head>>,
}

/// An archive that is being read for its texts.
pub struct Texts<'a> {
    mbox: Mbox<BufReader<File>>,
    heads: &'a [Option<Head>],
    places: HashMap<usize, Placed>,
    /// Discussions that are still to be written, with the mails that open them.
    openers: HashMap<ThreadId, usize>,
    /// Numbers of mails that were brought in before, or stand in the file twice.
    known: HashSet<usize>,
    number: usize,
}

impl<'a> Archive<'a> {
    /// Reads the heads.
    pub fn open(file: &'a Path, now: Timestamp, progress: Progress) -> Result<Self> {
        let mut mbox = open(file)?;
        let mut heads = Vec::new();
        while let Some(raw) = mbox.next().with_context(|| format!("read {}", file.display()))? {
            heads.push(mails::head(&raw, now));
            progress("目次を読んでいます", heads.len(), None);
        }
        if heads.iter().all(Option::is_none) {
            bail!("there is no mail in {}", file.display());
        }
        Ok(Self { file, heads })
    }

    /// Keys of all mails, and of those to which they refer.
    pub fn keys(&self) -> HashSet<&str> {
        let heads = || self.heads.iter().flatten();
        heads().map(|head| &*head.key).chain(heads().flat_map(|head| &head.references).map(String::as_str)).collect()
    }

    /// Begins to read the texts; `known` are keys that were brought in before, with their discussions.
    pub fn texts(&'a self, known: &HashMap<String, Earlier>, now: Timestamp) -> Result<Texts<'a>> {
        let mut seen = HashSet::new();
        let (mut mails, mut again) = (Vec::new(), HashSet::new());
        for (number, head) in self.heads.iter().enumerate() {
            let Some(head) = head else { continue };
            if known.contains_key(&head.key) {
                again.insert(number);
            }
            if seen.insert(&*head.key) {
                mails.push((number, head));
            } else {
                again.insert(number);
            }
        }
        // Those that are known hold others together.
        let (numbers, heads): (Vec<usize>, Vec<&Head>) = mails.into_iter().unzip();
        let all = numbers.into_iter().zip(place(&heads, known, now));
        let places: HashMap<usize, Placed> = all.filter(|(number, _)| !again.contains(number)).collect();
        let opens = |(number, placed): (&usize, &Placed)| placed.opens.then_some((placed.discussion, *number));
        let openers = places.iter().filter_map(opens).collect();
        Ok(Texts { mbox: open(self.file)?, heads: &self.heads, places, openers, known: again, number: 0 })
    }
}

fn open(file: &Path) -> Result<Mbox<BufReader<File>>> {
    let source = File::open(file).with_context(|| format!("open {}", file.display()))?;
    Ok(Mbox::new(BufReader::with_capacity(256 * 1024, source)))
}

impl Texts<'_> {
    /// How many mails the archive holds.
    pub fn total(&self) -> usize {
        self.heads.len()
    }

    /// The next texts, or none at the end.
    pub fn next(&mut self, desk: &Desk, report: &mut Report) -> Result<Option<Chunk>> {
        let (mut mails, mut bytes) = (Vec::new(), 0);
        while mails.len() < TOGETHER && bytes < BYTES {
            let Some(raw) = self.mbox.next().context("read the archive")? else { break };
            bytes += raw.bytes.len();
            mails.push((self.number, raw));
            self.number += 1;
        }
        if mails.is_empty() {
            return Ok(None);
        }
        report.read += mails.len();
        let mut chunk = Chunk::default();
        for (number, text) in self.work(&mails, desk, report)? {
            // With its first text, which need not be the one that opens it.
            if let Some(opener) = self.openers.remove(&text.discussion) {
                chunk.discussions.push(self.discussion(opener, desk));
            }
            report.add(number + 1, &text);
            chunk.texts.push(text);
        }
        Ok(Some(chunk))
    }

    /// Reads mails on all processors.
    fn work(&self, mails: &[(usize, Raw)], desk: &Desk, report: &mut Report) -> Result<Vec<(usize, NewText)>> {
        let mut fresh = Vec::with_capacity(mails.len());
        for (number, raw) in mails {
            match (self.heads.get(*number), self.places.get(number)) {
                (None, _) => bail!("the archive has changed while it was read"),
                (Some(None), _) => report.unreadable.push(number + 1),
                (Some(Some(_)), None) => report.known += usize::from(self.known.contains(number)),
                (Some(Some(head)), Some(placed)) => fresh.push((*number, raw, head, *placed)),
            }
        }
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let share = fresh.len().div_ceil(workers).max(1);
        let read = |part: &[(usize, &Raw, &Head, Placed)]| -> Vec<(usize, NewText)> {
            part.iter().map(|(number, raw, head, placed)| (*number, text(raw, head, *placed, desk))).collect()
        };
        Ok(std::thread::scope(|scope| {
            let handles: Vec<_> = fresh.chunks(share).map(|part| scope.spawn(move || read(part))).collect();
            let joined = handles.into_iter().map(std::thread::ScopedJoinHandle::join);
            joined.flat_map(|texts| texts.unwrap_or_else(|panicked| std::panic::resume_unwind(panicked))).collect()
        }))
    }

    fn discussion(&self, number: usize, desk: &Desk) -> NewDiscussion {
        let subject = self.heads[number].as_ref().map_or("", |head| &head.subject);
        NewDiscussion {
            id: self.places[&number].discussion,
            room: desk.room,
            kind: Kind::Consultation,
            title: subjects::title(subject),
            tags: Tags::default(),
            source: String::new(),
        }
    }
}

fn text(raw: &Raw, head: &Head, placed: Placed, desk: &Desk) -> NewText {
    let mail = mails::mail(raw);
    let author = mail.from.as_deref().and_then(|address| desk.addresses.person(address));
    let mut body = if mail.body.is_empty() { "（本文なし）".to_owned() } else { mail.body };
    if !mail.attachments.is_empty() {
        body = format!("{body}\n\n添付ファイル（載せていません）：{}", mail.attachments.join("、"));
    }
    let title = placed.opens.then(|| subjects::title(&head.subject));
    let reading = texts::reading(desk.people, desk.places, author, title.as_deref(), &body);
    NewText {
        discussion: placed.discussion,
        text: Text { key: head.key.clone(), author, at: placed.at, body, opens: placed.opens, solves: false },
        level: texts::rank(reading.level()),
        kinds: texts::kinds(&reading),
        attachments: mail.attachments.len(),
    }
}
