//! Loads documents as they are now and writes them into an index.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use kernel::changes::DocKey;
use kernel::{Db, Result};
use tokio::task::spawn_blocking;

use super::log::Mark;
use super::volume::Pen;
use crate::document::{Document, Source};

/// A document that cannot be loaded is tried so often before it is set aside.
const ATTEMPTS: u32 = 3;

/// Pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// Documents to write.
#[derive(Debug, Default)]
pub struct Batch {
    /// What is written anew, and whether something of it may no longer be found. What is not among the documents is
    /// taken out.
    pub keys: BTreeMap<DocKey, bool>,
    /// What is there of it.
    pub documents: Vec<Document>,
    /// What could not be loaded: it stays as the index knows it, or is taken out if it may no longer be found.
    pub failed: BTreeSet<DocKey>,
}

/// Loads the documents of some keys. Fails only when the database cannot be reached.
pub async fn load(db: &Db, sources: &[Arc<dyn Source>], keys: BTreeMap<DocKey, bool>) -> Result<Batch> {
    let mut ids: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for key in keys.keys() {
        ids.entry(key.kind).or_default().push(key.id);
    }
    let mut batch = Batch { keys, ..Batch::default() };
    for source in sources {
        if let Some(ids) = ids.get(source.kind()) {
            batch.load(db, source.as_ref(), ids).await?;
        }
    }
    Ok(batch)
}

impl Batch {
    /// The documents of some ids. One that cannot be loaded must not keep the others out.
    pub async fn load(&mut self, db: &Db, source: &dyn Source, ids: &[i64]) -> Result<()> {
        match db.unless_lost(source.load(db, ids)).await {
            Err(problem) if problem.is_passing() => return Err(problem),
            Ok(documents) => {
                self.documents.extend(documents);
                return Ok(());
            }
            Err(problem) => tracing::debug!(%problem, kind = source.kind(), "documents could not be loaded together"),
        }
        for id in ids {
            match load_one(db, source, *id).await? {
                Some(documents) => self.documents.extend(documents),
                None => self.failed.extend([DocKey { kind: source.kind(), id: *id }]),
            }
        }
        Ok(())
    }
}

/// What there is of one document; `None` when it could not be loaded however often it was tried.
async fn load_one(db: &Db, source: &dyn Source, id: i64) -> Result<Option<Vec<Document>>> {
    for attempt in 1..=ATTEMPTS {
        match db.unless_lost(source.load(db, &[id])).await {
            Err(problem) if problem.is_passing() => return Err(problem),
            Ok(documents) => return Ok(Some(documents)),
            Err(problem) => tracing::debug!(%problem, kind = source.kind(), id, attempt, "a document failed to load"),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(None)
}

/// Writes a batch, and with a mark commits it. The pen comes back unless writing failed.
pub async fn write(mut pen: Pen, batch: Batch, mark: Option<Mark>) -> anyhow::Result<Pen> {
    let written = spawn_blocking(move || {
        put(&mut pen, batch)?;
        if let Some(mark) = mark {
            pen.commit(mark)?;
        }
        Ok(pen)
    });
    written.await?
}

fn put(pen: &mut Pen, batch: Batch) -> anyhow::Result<()> {
    let fields = pen.volume.fields;
    for (key, narrows) in &batch.keys {
        if !batch.failed.contains(key) {
            pen.take_back(*key);
            pen.remove(*key);
        } else if *narrows {
            pen.remove(*key);
        }
    }
    for document in &batch.documents {
        // A text that our own analysis stumbles over is a failure of that document alone.
        match catch_unwind(AssertUnwindSafe(|| fields.fill(document))) {
            Ok(filled) => pen.add(filled)?,
            Err(_) => pen.set_aside(document.key),
        }
    }
    for key in batch.failed {
        pen.set_aside(key);
    }
    Ok(())
}
