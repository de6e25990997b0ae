//! Where contents lie: a folder, or an object store that speaks S3.

use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use futures_util::Stream;
use futures_util::StreamExt as _;
use kernel::{Error, Result};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt as _, path::Path as Key};

/// The folder inside the data folder.
const FOLDER: &str = "files";

/// The store; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    prefix: String,
    folder: Option<PathBuf>,
}

/// Bytes as they come.
pub type Bytes = std::pin::Pin<Box<dyn Stream<Item = io::Result<Vec<u8>>> + Send>>;

impl Store {
    /// Opens what the setting names, `file:FOLDER` or `s3://BUCKET/PREFIX`; without one, a folder inside the data folder.
    /// Region, endpoint and credentials of S3 stand in the variables `AWS_…` that every tool for it reads.
    pub fn open(
        setting: Option<&str>,
        data: &Path,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        match setting.map(|setting| setting.split_once(':').unwrap_or((setting, ""))) {
            None => Self::folder(&data.join(FOLDER)),
            Some(("file", folder)) if !folder.is_empty() => Self::folder(Path::new(folder.trim_start_matches("//"))),
            Some(("s3", place)) if place.len() > 2 => Self::s3(place.trim_start_matches("//"), variables),
            Some(_) => bail!("YOKOITO_FILES must be file:FOLDER or s3://BUCKET/PREFIX"),
        }
    }

    /// A content that has been acknowledged must survive a power cut, as a row does.
    fn folder(folder: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.with_context(|| format!("create the folder of files {}", folder.display()))?;
        let folder = folder.canonicalize().context("find the folder of files")?;
        let objects = LocalFileSystem::new_with_prefix(&folder).context("open the folder of files")?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), prefix: String::new(), folder: Some(folder) })
    }

    fn s3(place: &str, variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        // Whoever came first has chosen the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let known =
            variables.into_iter().filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value)));
        let builder = known.fold(AmazonS3Builder::new(), |builder, (key, value): (AmazonS3ConfigKey, _)| {
            builder.with_config(key, value)
        });
        let objects = builder.with_bucket_name(bucket).build().context("open the store of files")?;
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Self { objects: Arc::new(objects), prefix, folder: None })
    }

    /// Puts a content into its place: all of it, or nothing.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.objects.put(&self.key(key), bytes.into()).await.map_err(|error| fault(error, "store a file"))?;
        Ok(())
    }

    /// A content from its beginning to its end.
    pub async fn get(&self, key: &str) -> Result<Bytes> {
        let found = self.objects.get(&self.key(key)).await.map_err(|error| fault(error, "read a file"))?;
        let bytes = found.into_stream().map(|bytes| bytes.map(|bytes| bytes.to_vec()).map_err(io::Error::other));
        Ok(Box::pin(bytes))
    }

    /// Removes a content; one that is not there has been removed.
    pub async fn delete(&self, key: &str) -> Result<()> {
        if let Some(folder) = &self.folder {
            // Left by a process that was killed while it wrote.
            let _ = std::fs::remove_file(folder.join(format!("{key}#1")));
        }
        match self.objects.delete(&self.key(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error, "remove a file")),
        }
    }

    fn key(&self, key: &str) -> Key {
        Key::from(format!("{}{key}", self.prefix))
    }
}

/// What went wrong with a disk, as visitors are told it.
pub(crate) fn disk(cause: &io::Error, what: &'static str) -> Error {
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem => {
            Error::Storage(format!("{what}: {cause}"))
        }
        _ => Error::Internal(anyhow::anyhow!("{what}: {cause}")),
    }
}

/// A store in the network that does not answer may do so later.
fn fault(error: object_store::Error, what: &'static str) -> Error {
    let mut cause = error.source();
    while let Some(each) = cause {
        if let Some(each) = each.downcast_ref::<io::Error>()
            && let Error::Storage(told) = disk(each, what)
        {
            return Error::Storage(told);
        }
        cause = each.source();
    }
    match error {
        object_store::Error::Generic { store, .. } if store != "LocalFileSystem" => {
            Error::Busy(format!("{what}: {error}"))
        }
        _ => Error::Internal(anyhow::Error::new(error).context(what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_put_is_got_and_what_was_deleted_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(None, folder.path(), []).unwrap();
        store.put("ab/abc-1", b"content".to_vec()).await.unwrap();
        let parts: Vec<_> = store.get("ab/abc-1").await.unwrap().collect().await;
        assert_eq!(parts.into_iter().flat_map(|part| part.unwrap()).collect::<Vec<_>>(), b"content");
        store.delete("ab/abc-1").await.unwrap();
        store.delete("ab/abc-1").await.unwrap();
        assert!(store.get("ab/abc-1").await.is_err());
    }

    #[test]
    fn a_setting_names_a_folder_or_a_bucket() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("other");
        assert!(Store::open(Some(&format!("file:{}", other.display())), folder.path(), []).is_ok() && other.is_dir());
        let store = Store::open(Some("s3://bucket/yokoito"), folder.path(), []).unwrap();
        assert_eq!(store.key("ab/abc").as_ref(), "yokoito/ab/abc");
        for broken in ["files", "file:", "s3:", "https://example.jp"] {
            assert!(Store::open(Some(broken), folder.path(), []).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(io::Error::from(ErrorKind::StorageFull)),
        };
        assert!(matches!(fault(full, "store a file"), Error::Storage(_)));
        let away = object_store::Error::Generic { store: "S3", source: "no answer".into() };
        assert!(matches!(fault(away, "store a file"), Error::Busy(_)));
    }
}
