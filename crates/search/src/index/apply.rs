//! Loads documents as they are now and writes them into an index.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use kernel::changes::DocKey;
use kernel::{Db, Error, Result};
use tokio::task::spawn_blocking;

use super::log::Mark;
use super::volume::Pen;
use crate::document::{Document, Source};

/// A document that cannot be loaded is tried so often before it is left out.
const ATTEMPTS: u32 = 3;

/// Pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// Documents to write; keys without a document are taken out.
#[derive(Debug, Default)]
pub struct Batch {
    /// What is written anew.
    pub keys: Vec<DocKey>,
    /// What is there of it.
    pub documents: Vec<Document>,
}

/// Loads the documents of some keys. Fails only when the database cannot be reached.
pub async fn load(db: &Db, sources: &[Arc<dyn Source>], keys: BTreeSet<DocKey>) -> Result<Batch> {
    let mut ids: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for key in &keys {
        ids.entry(key.kind).or_default().push(key.id);
    }
    let mut batch = Batch { keys: keys.into_iter().collect(), documents: Vec::new() };
    for source in sources {
        if let Some(ids) = ids.get(source.kind()) {
            batch.documents.extend(load_some(db, source.as_ref(), ids).await?);
        }
    }
    Ok(batch)
}

/// The documents of some ids. One that cannot be loaded must not keep the others out.
pub async fn load_some(db: &Db, source: &dyn Source, ids: &[i64]) -> Result<Vec<Document>> {
    match source.load(db, ids).await {
        Err(Error::Busy(reason)) => return Err(Error::Busy(reason)),
        Ok(documents) => return Ok(documents),
        Err(problem) => tracing::warn!(%problem, kind = source.kind(), "some documents could not be loaded together"),
    }
    let mut all = Vec::new();
    for id in ids {
        all.extend(load_one(db, source, *id).await?);
    }
    Ok(all)
}

async fn load_one(db: &Db, source: &dyn Source, id: i64) -> Result<Vec<Document>> {
    for attempt in 1..=ATTEMPTS {
        match source.load(db, &[id]).await {
            Err(Error::Busy(reason)) => return Err(Error::Busy(reason)),
            Ok(documents) => return Ok(documents),
            Err(problem) => {
                tracing::error!(%problem, kind = source.kind(), id, attempt, "a document could not be loaded");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    tracing::error!(kind = source.kind(), id, "a document is left out of the search index");
    Ok(Vec::new())
}

/// Writes a batch, and with a mark commits it. The pen comes back unless writing failed.
pub async fn write(pen: Pen, batch: Batch, mark: Option<Mark>) -> anyhow::Result<Pen> {
    let written = spawn_blocking(move || {
        let mut pen = pen;
        pen.remove(&batch.keys);
        for document in &batch.documents {
            let fields = pen.volume.fields;
            let filled = catch_unwind(AssertUnwindSafe(|| fields.fill(document)));
            if let Ok(filled) = filled {
                pen.add(filled)?;
            } else {
                tracing::error!(key = %document.key, "a document that cannot be analysed is left out");
            }
        }
        if let Some(mark) = mark {
            pen.commit(mark)?;
        }
        Ok(pen)
    });
    written.await?
}
