//! The files of an index: read whole, compared with the digest that the last commit wrote down, and never mapped.
//!
//! A mapped file that somebody truncates ends the process, and one whose bits are flipped gives wrong answers. Here a
//! file is read once, when the engine opens it, and is refused unless it is the very file that was written under this
//! name. From then on nothing that happens on the disk changes an answer.
//!
//! The digests of all files travel in each file that is written in one stroke, first of all `meta.json`, so a commit
//! and its digests are one. Such a file ends with a line of digests and a line with the digest of itself.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use kernel::text::hex;
use sha2::{Digest as _, Sha256};
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

/// Digests by the names of files.
type Digests = BTreeMap<PathBuf, String>;

/// The folder. All clones are the same folder.
#[derive(Clone, Debug)]
pub struct Shelf {
    root: PathBuf,
    /// Writes and locks; nothing is read, and so nothing mapped, through it.
    files: MmapDirectory,
    known: Arc<Mutex<BTreeMap<PathBuf, Known>>>,
}

/// A file that may be read.
#[derive(Debug, Default)]
struct Known {
    digest: String,
    /// Written by this process, and perhaps not part of a commit yet.
    is_new: bool,
    /// Its bytes, while anybody uses them.
    bytes: Option<Weak<[u8]>>,
}

impl Known {
    fn used(&self) -> Option<Arc<[u8]>> {
        self.bytes.as_ref().and_then(Weak::upgrade)
    }
}

impl Shelf {
    /// The files of a folder that exists.
    pub fn open(root: &Path) -> anyhow::Result<Self> {
        Ok(Self { root: root.to_owned(), files: MmapDirectory::open(root)?, known: Arc::default() })
    }

    /// Whether those of the files that were ever written still are on the disk what they were.
    pub fn holds(&self, files: impl IntoIterator<Item = PathBuf>) -> bool {
        let digests = self.digests();
        let is_same = |path: &PathBuf, digest: &str| self.read(path).is_ok_and(|bytes| digest_of(&bytes) == digest);
        files.into_iter().all(|path| digests.get(&path).is_none_or(|digest| is_same(&path, digest)))
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn digests(&self) -> Digests {
        self.known().iter().map(|(path, known)| (path.clone(), known.digest.clone())).collect()
    }

    /// From now on these files may be read, those in use, and those that this process has written.
    fn learn(&self, digests: Digests) {
        let mut known = self.known();
        known.retain(|path, file| file.is_new || file.used().is_some() || digests.contains_key(path));
        for (path, digest) in digests {
            known.entry(path).or_default().digest = digest;
        }
    }

    /// All bytes of a file; a file that was written and is gone is damaged, since the engine takes some for optional.
    fn load(&self, path: &Path) -> Result<Arc<[u8]>, OpenReadError> {
        let expected = match self.known().get(path) {
            Some(known) => match known.used() {
                Some(bytes) => return Ok(bytes),
                None => known.digest.clone(),
            },
            None => return Err(OpenReadError::FileDoesNotExist(path.to_owned())),
        };
        let bytes = self.read(path).map_err(|cause| damaged(path, cause.to_string()))?;
        if digest_of(&bytes) != expected {
            return Err(damaged(path, "it is not the file that was written"));
        }
        if let Some(known) = self.known().get_mut(path) {
            known.bytes = Some(Arc::downgrade(&bytes));
        }
        Ok(bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        let mut file = File::open(self.root.join(path))?;
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
        if let Some(bytes) = Arc::get_mut(&mut bytes) {
            file.read_exact(bytes)?;
        }
        Ok(bytes)
    }
}

impl Directory for Shelf {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(OwnedBytes::new(self.load(path)?)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.known().remove(path);
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let (file, digest) = (self.files.open_write(path)?, Sha256::new());
        Ok(BufWriter::new(Box::new(Writing { shelf: self.clone(), path: path.to_owned(), file, digest })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let sealed = self.files.atomic_read(path)?;
        let (text, digests) = opened(path, sealed).ok_or_else(|| damaged(path, "its seal is broken"))?;
        self.learn(digests);
        Ok(text)
    }

    fn atomic_write(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, &sealed(path, text, &self.digests())?)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file that is being written; it may be read when it is finished.
struct Writing {
    shelf: Shelf,
    path: PathBuf,
    file: WritePtr,
    digest: Sha256,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for Writing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.file.terminate_ref(token)?;
        let known = Known { digest: hex(&self.digest.clone().finalize()), is_new: true, bytes: None };
        self.shelf.known().insert(self.path.clone(), known);
        Ok(())
    }
}

/// A text with digests, and with the digest of all that under this name.
fn sealed(path: &Path, text: &[u8], digests: &Digests) -> io::Result<Vec<u8>> {
    let mut sealed = [text, b"\n", &serde_json::to_vec(digests)?, b"\n"].concat();
    let digest = digest_of_named(path, &sealed);
    sealed.extend(digest.bytes());
    Ok(sealed)
}

/// The text and the digests, unless anything of it has changed.
fn opened(path: &Path, mut sealed: Vec<u8>) -> Option<(Vec<u8>, Digests)> {
    let digest = sealed.split_off(sealed.len().checked_sub(Sha256::output_size() * 2)?);
    if digest != digest_of_named(path, &sealed).into_bytes() {
        return None;
    }
    sealed.pop();
    let end = sealed.iter().rposition(|byte| *byte == b'\n')?;
    let digests = serde_json::from_slice(&sealed[end + 1..]).ok()?;
    sealed.truncate(end);
    Some((sealed, digests))
}

fn digest_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn digest_of_named(path: &Path, bytes: &[u8]) -> String {
    hex(&Sha256::new().chain_update(path.as_os_str().as_encoded_bytes()).chain_update(bytes).finalize())
}

fn damaged(path: &Path, how: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> OpenReadError {
    OpenReadError::wrap_io_error(io::Error::new(io::ErrorKind::InvalidData, how), path.to_owned())
}
