//! The folder in which letters lie: for the operator only, each file whole or not at all.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::Context as _;

/// A letter as it will lie in the folder.
pub(super) struct File {
    /// Sorts by time.
    pub name: String,
    /// Header and body.
    pub bytes: Vec<u8>,
}

/// Writes the files in order; says how many of them are done with, and why not all.
pub(super) fn write(folder: &Path, files: &[Option<File>]) -> (usize, anyhow::Result<()>) {
    if let Err(cause) = make(folder) {
        return (0, Err(cause));
    }
    for (count, file) in files.iter().enumerate() {
        let Some(file) = file else { continue };
        if let Err(cause) = lay_down(folder, file).with_context(|| format!("write mail into {}", folder.display())) {
            return (count, Err(cause));
        }
    }
    // The names must survive a power cut too, before the letters are taken out of the database.
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all()).context("sync the folder of mail");
    match synced {
        Ok(()) => (files.len(), Ok(())),
        Err(cause) => (0, Err(cause)),
    }
}

/// Removes the letters with these numbers, if they lie here.
pub(super) fn remove(folder: &Path, ids: &[i64]) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for file in fs::read_dir(folder).context("read the folder of mail")? {
        let path = file.context("read the folder of mail")?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if ids.iter().any(|id| name.ends_with(&format!("-{id}.eml"))) {
            fs::remove_file(&path).with_context(|| format!("remove {}", path.display()))?;
        }
    }
    Ok(())
}

fn make(folder: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.with_context(|| format!("create the folder of mail {}", folder.display()))?;
    }
    let closed = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    closed.with_context(|| format!("close the folder of mail {} to others", folder.display()))
}

/// Under another name first: whoever looks never sees half a letter.
fn lay_down(folder: &Path, file: &File) -> std::io::Result<()> {
    let unfinished = folder.join(format!(".{}.part", file.name));
    let mut open = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    open.write_all(&file.bytes)?;
    open.sync_all()?;
    fs::rename(unfinished, folder.join(&file.name))
}
