//! Reference data: prefectures, medical areas, municipalities and wards, embedded in the program.
//!
//! The rows are written when the files are not the ones that were written last; people and their seats stay untouched.
//! Then the map is read from the rows, so that a place that has left the files but still has people is on it.

mod files;
mod store;

use anyhow::Context as _;
use kernel::{Db, Places, Result, settings};

use self::files::Files;

/// The name under which the fingerprint of the written files is kept.
const FINGERPRINT: &str = "reference";

/// Brings the rows up to date with the files and reads the map.
pub async fn load(db: &Db) -> Result<Places> {
    let fingerprint = files::fingerprint();
    if settings::get(&db.conn, FINGERPRINT).await?.as_deref() != Some(&fingerprint) {
        let files = Files::parse().context("read the reference data")?;
        let tx = db.begin().await?;
        store::write(&tx, &files).await?;
        settings::set(&tx, FINGERPRINT, &fingerprint).await?;
        // Rooms follow from places, so what the roster says of their readers may have changed.
        settings::roster_changed(&tx).await?;
        // Names of places stand in the documents of people.
        search::index::expire(&tx).await?;
        tx.commit().await?;
    }
    store::read(db).await
}

/// The map of the embedded files, for commands that need no database.
pub fn embedded() -> anyhow::Result<Places> {
    let files = Files::parse().context("read the reference data")?;
    let rows = files.municipalities.into_iter().chain(files.wards).collect();
    Ok(store::map(files.prefectures, files.areas, rows))
}

/// The same, for tests.
#[cfg(test)]
pub(crate) fn places() -> Places {
    embedded().expect("the embedded files are well-formed")
}
