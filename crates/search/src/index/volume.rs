//! One index on disk: opening, reading, and writing with a mark.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use kernel::changes::DocKey;
use serde::{Deserialize, Serialize};
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use super::log::Mark;
use super::shelf::Shelf;
use super::vocabulary::{Kept, Vocabulary};
use crate::query::sight::Sights;
use crate::schema::{Fields, schema};
use crate::synonyms::Synonyms;

/// Memory of the one indexing thread, in bytes, before it writes a segment.
const MEMORY: usize = 64 << 20;

/// Segments with more than this share of deleted documents are merged: their words would still count as held.
const DELETED: f32 = 0.3;

/// With so many pieces an index is joined to one in a quiet moment, unless it holds more documents than this, of which
/// joining would take longer than others should wait.
const PIECES: usize = 3;
const JOINED: u64 = 10_000;

/// What travels inside the index with every commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// What the index was made with, and of which database.
    pub epoch: String,
    /// How far it has read the change log.
    pub mark: Mark,
    /// Names of documents that could not be read; they are tried again when the index is opened.
    pub aside: BTreeSet<String>,
}

/// An index that can be read.
pub struct Volume {
    /// Where it is.
    pub dir: PathBuf,
    /// Its fields.
    pub fields: Fields,
    /// What may be seen of it by whom.
    pub sights: Sights,
    shelf: Shelf,
    index: tantivy::Index,
    reader: IndexReader,
    words: Kept,
}

impl Volume {
    /// Makes an empty index in an empty folder.
    pub fn create(dir: &Path) -> Result<Self> {
        let (schema, fields) = schema();
        let shelf = Shelf::open(dir)?;
        let index = tantivy::Index::create(shelf.clone(), schema, IndexSettings::default())?;
        Self::over(dir, fields, shelf, index)
    }

    /// Opens an index, unless it is damaged or was made with something else.
    pub fn open(dir: &Path, epoch: &str) -> Result<(Self, Seal)> {
        let (schema, fields) = schema();
        let shelf = Shelf::open(dir)?;
        let index = tantivy::Index::open(shelf.clone())?;
        ensure!(index.schema() == schema, "the index has other fields");
        // Read before anything is opened, which then has at least reached the mark.
        let seal = seal(&index)?;
        ensure!(seal.epoch == epoch, "the index is of another make");
        Ok((Self::over(dir, fields, shelf, index)?, seal))
    }

    /// What travels inside it.
    pub fn seal(&self) -> Result<Seal> {
        seal(&self.index)
    }

    /// Whether its files on the disk still are what was written.
    pub fn is_intact(&self) -> bool {
        self.index.load_metas().is_ok_and(|metas| self.shelf.holds(metas.list_segment_files()))
    }

    /// What can be found now.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// The words in it.
    pub fn vocabulary(&self, searcher: &Searcher, synonyms: &Synonyms) -> tantivy::Result<Arc<Vocabulary>> {
        self.words.of(searcher, &self.fields, synonyms)
    }

    /// Makes the last commit findable.
    pub fn reload(&self) -> Result<()> {
        Ok(self.reader.reload()?)
    }

    fn over(dir: &Path, fields: Fields, shelf: Shelf, index: tantivy::Index) -> Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            dir: dir.to_owned(),
            fields,
            sights: Sights::default(),
            shelf,
            index,
            reader,
            words: Kept::default(),
        })
    }
}

fn seal(index: &tantivy::Index) -> Result<Seal> {
    let payload = index.load_metas()?.payload.context("the index has no mark")?;
    Ok(serde_json::from_str(&payload)?)
}

/// The one who writes into an index.
pub struct Pen {
    /// What is written into.
    pub volume: Arc<Volume>,
    writer: IndexWriter,
    epoch: String,
    aside: BTreeSet<String>,
}

impl Pen {
    /// Takes up the pen for an empty index; there is only one for an index.
    pub fn take(volume: Arc<Volume>, epoch: &str) -> Result<Self> {
        let writer: IndexWriter = volume.index.writer_with_num_threads(1, MEMORY)?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(DELETED);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { volume, writer, epoch: epoch.to_owned(), aside: BTreeSet::new() })
    }

    /// Takes up the pen for an index that goes on from its seal.
    pub fn go_on(volume: Arc<Volume>, seal: Seal) -> Result<Self> {
        Ok(Self { aside: seal.aside, ..Self::take(volume, &seal.epoch)? })
    }

    /// What the index is made with.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Takes a document out.
    pub fn remove(&self, key: DocKey) {
        self.writer.delete_term(self.volume.fields.term_of(key));
    }

    /// Puts a document in.
    pub fn add(&self, document: TantivyDocument) -> Result<()> {
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Remembers a document that could not be read.
    pub fn set_aside(&mut self, key: DocKey) {
        if self.aside.insert(key.to_string()) {
            tracing::error!(%key, "a document cannot be read and is set aside until the search index is opened again");
        }
    }

    /// Forgets that a document could not be read.
    pub fn take_back(&mut self, key: DocKey) {
        self.aside.remove(&key.to_string());
    }

    /// The documents that could not be read.
    pub fn aside(&self) -> impl Iterator<Item = DocKey> {
        self.aside.iter().filter_map(|key| DocKey::parse(key))
    }

    /// Writes everything down together with the mark, and makes it findable.
    pub fn commit(&mut self, mark: Mark) -> Result<()> {
        let seal = Seal { epoch: self.epoch.clone(), mark, aside: self.aside.clone() };
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&seal)?);
        commit.commit()?;
        self.volume.reload()
    }

    /// Whether questions would take noticeably less if it were in one piece.
    pub fn is_scattered(&self) -> bool {
        let searcher = self.volume.searcher();
        searcher.segment_readers().len() >= PIECES && searcher.num_docs() <= JOINED
    }

    /// Makes one piece of it, which is found in from now on.
    pub fn gather(&mut self) -> Result<()> {
        let pieces = self.volume.index.searchable_segment_ids()?;
        self.writer.merge(&pieces).wait()?;
        self.volume.reload()
    }

    /// Lets merges come to their end.
    pub fn put_down(self) -> Result<()> {
        Ok(self.writer.wait_merging_threads()?)
    }
}
