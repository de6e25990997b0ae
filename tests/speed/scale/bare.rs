//! The engine by itself with the site's analysis: what indexing could cost at the least.

use std::fs;
use std::path::Path;

use search::schema::schema;
use tantivy::{Index, IndexWriter};

use super::made::Made;

/// Memory of the one indexing thread, in bytes; as much as on the site.
const MEMORY: usize = 64 << 20;

/// Indexes all discussions.
pub fn build(made: &Made, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    for id in 1..=made.discussions() {
        writer.add_document(fields.fill(&made.document(id)))?;
    }
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}
