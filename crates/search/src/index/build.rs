//! Builds an index from the database, in a folder of its own.

use std::path::PathBuf;
use std::sync::Arc;

use kernel::Db;
use tokio::task::spawn_blocking;

use super::apply::{self, Batch};
use super::log::{self, Mark};
use super::volume::{Pen, Volume};
use crate::document::Source;

/// As many documents are loaded at a time.
const STRIDE: u64 = 200;

/// Builds an index of everything there is. What changes meanwhile is noted after the mark that it ends with.
pub async fn anew(db: Db, sources: Vec<Arc<dyn Source>>, dir: PathBuf, epoch: String) -> anyhow::Result<(Pen, Mark)> {
    let mark = log::newest(&db).await?;
    let pen = spawn_blocking(move || Pen::take(Arc::new(Volume::create(&dir)?), &epoch));
    let mut pen = pen.await??;
    for source in sources {
        let mut last = i64::MIN;
        loop {
            let ids = source.ids(&db, last, STRIDE).await?;
            let Some(end) = ids.last() else { break };
            anyhow::ensure!(*end > last, "the ids of {} do not ascend", source.kind());
            last = *end;
            let mut batch = Batch::default();
            batch.load(&db, source.as_ref(), &ids).await?;
            pen = apply::write(pen, batch, None).await?;
        }
    }
    Ok((apply::write(pen, Batch::default(), Some(mark)).await?, mark))
}
