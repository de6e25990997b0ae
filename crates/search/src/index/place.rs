//! The folder of the index: one sub-folder for each index ever built, a file that names the one in use, and a lock.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// What the names of sub-folders begin with.
const PREFIX: &str = "index-";

/// The folder, and the right to write into it.
pub struct Place {
    root: PathBuf,
    /// Held as long as the file is open; nobody else writes meanwhile. `None` if somebody else does.
    lock: Option<File>,
}

impl Place {
    /// Opens the folder.
    pub fn open(root: &Path) -> Result<Self> {
        fs::create_dir_all(root).with_context(|| format!("create {}", root.display()))?;
        let file = File::options().create(true).truncate(false).write(true).open(root.join("lock"))?;
        let lock = match file.try_lock() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(problem)) => return Err(problem).context("lock the search index"),
        };
        Ok(Self { root: root.to_owned(), lock })
    }

    /// Whether this process may write.
    pub fn is_ours(&self) -> bool {
        self.lock.is_some()
    }

    /// The sub-folder in use, if there is one.
    pub fn current(&self) -> Option<PathBuf> {
        let name = fs::read_to_string(self.root.join("current")).ok()?;
        let name = name.trim();
        let is_name = name.strip_prefix(PREFIX).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));
        is_name.then(|| self.root.join(name))
    }

    /// A new, empty sub-folder. The folder itself is made anew if somebody has removed it meanwhile.
    pub fn fresh(&self) -> Result<PathBuf> {
        let dir = self.root.join(format!("{PREFIX}{:x}", kernel::ids::random()));
        fs::create_dir_all(&dir).with_context(|| format!("create {}", dir.display()))?;
        Ok(dir)
    }

    /// Puts a sub-folder to use: after this, whatever happens, it is the one that is opened.
    pub fn use_from_now_on(&self, dir: &Path) -> Result<()> {
        let name = dir.file_name().and_then(|name| name.to_str()).context("a folder without a name")?;
        let beside = self.root.join("current.new");
        let mut file = File::create(&beside)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, self.root.join("current"))?;
        Ok(File::open(&self.root)?.sync_all()?)
    }

    /// Removes all sub-folders but one. What still is being read stays readable until its reader is gone.
    pub fn remove_others(&self, keep: &Path) -> Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let path = entry?.path();
            let is_index = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX));
            if is_index && path != keep {
                fs::remove_dir_all(&path).with_context(|| format!("remove {}", path.display()))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_removed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::open(&folder.path().join("search")).unwrap();
        fs::remove_dir_all(folder.path().join("search")).unwrap();
        let dir = place.fresh().unwrap();
        place.use_from_now_on(&dir).unwrap();
        assert_eq!(place.current(), Some(dir));
    }
}
