//! Whatever is done to any file of an index, the same is found afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kernel::{RoomId, Scope, Timestamp};

use super::site::Site;
use crate::index::Index;
use crate::query::{Ask, Found};

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Harm {
    Deleted,
    Emptied,
    Halved,
    /// One bit, at this share of the file, in hundredths.
    Flipped(usize),
    /// It holds what another file holds.
    Confused,
}

const ALL: [Harm; 8] = [
    Harm::Deleted,
    Harm::Emptied,
    Harm::Halved,
    Harm::Flipped(0),
    Harm::Flipped(35),
    Harm::Flipped(70),
    Harm::Flipped(99),
    Harm::Confused,
];

const WHILE_OPEN: [Harm; 3] = [Harm::Deleted, Harm::Emptied, Harm::Flipped(50)];

/// Locks hold nothing, so nothing has to be built anew when they are harmed; neither when the list of files is gone.
const HARMLESS: [&str; 4] = ["lock", ".tantivy-writer.lock", ".tantivy-meta.lock", ".managed.json"];

#[tokio::test]
async fn a_harmed_index_is_built_anew_when_it_is_opened() {
    let site = library().await;
    let mut index = site.index().await;
    index.settle().await.unwrap();
    let expected = told(&index).await;
    with_deletions(&site, &index, "del").await;
    for kind in files(&site).keys() {
        for harm in ALL {
            with_deletions(&site, &index, kind).await;
            index.close().await;
            drop(index);
            let before = site.current();
            harmed(&site, kind, harm);
            index = site.index().await;
            index.settle().await.unwrap();
            assert_eq!(told(&index).await, expected, "{kind} {harm:?}");
            if !HARMLESS.contains(&kind.as_str()) {
                assert_ne!(site.current(), before, "{kind} {harm:?} was not noticed");
            }
        }
    }
}

#[tokio::test]
async fn an_index_that_is_harmed_while_it_is_open_goes_on() {
    let site = library().await;
    let mut index = site.index().await;
    index.settle().await.unwrap();
    let expected = told(&index).await;
    with_deletions(&site, &index, "del").await;
    for kind in files(&site).keys() {
        for harm in WHILE_OPEN {
            with_deletions(&site, &index, kind).await;
            harmed(&site, kind, harm);
            assert_eq!(told(&index).await, expected, "{kind} {harm:?}");
            site.write(&[(50, "新しい輪番表")]).await;
            index.settle().await.unwrap();
            assert_eq!(found(&index, "輪番表").await, (vec![50], 1), "{kind} {harm:?}");
            index.close().await;
            drop(index);
            index = site.index().await;
            index.settle().await.unwrap();
            assert_eq!(found(&index, "輪番表").await, (vec![50], 1), "{kind} {harm:?}");
            site.write(&[(50, "")]).await;
            index.settle().await.unwrap();
            assert_eq!(told(&index).await, expected, "{kind} {harm:?}");
        }
    }
}

#[tokio::test]
async fn an_index_whose_files_are_damaged_is_replaced_without_a_pause_in_answering() {
    let site = library().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let (before, expected) = (site.current(), told(&index).await);
    harmed(&site, "idx", Harm::Halved);
    let volume = std::sync::Arc::clone(&index.served.load_full().unwrap().volume);
    assert!(!volume.is_intact());
    index.orders.send(crate::index::Order::Examine(volume)).unwrap_or_else(|_| panic!("the follower has ended"));
    while site.current() == before {
        assert_eq!(told(&index).await, expected);
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(told(&index).await, expected);
}

#[tokio::test]
async fn the_index_of_another_site_is_not_taken_for_ones_own() {
    let (mine, theirs) = (library().await, Site::open().await);
    let indexes = (mine.index().await, theirs.index().await);
    theirs.write(&[(1, "他のサイトの避難所"), (2, "他のサイトの鍵")]).await;
    indexes.0.settle().await.unwrap();
    indexes.1.settle().await.unwrap();
    let expected = told(&indexes.0).await;
    for index in [indexes.0, indexes.1] {
        index.close().await;
    }
    let foreign = mine.dir().join(theirs.current().file_name().unwrap());
    fs::create_dir(&foreign).unwrap();
    for entry in fs::read_dir(theirs.current()).unwrap().flatten() {
        fs::copy(entry.path(), foreign.join(entry.file_name())).unwrap();
    }
    fs::copy(theirs.dir().join("current"), mine.dir().join("current")).unwrap();
    let index = mine.index().await;
    index.settle().await.unwrap();
    assert_eq!(told(&index).await, expected);
}

async fn library() -> Site {
    let site = Site::open().await;
    let texts = ["避難所の鍵", "避難所の毛布", "退院支援と薬局", "看取りの体制", "薬局の鍵", "夜間の連絡先"];
    let texts: Vec<(i64, &str)> = (1..).zip(texts).collect();
    site.write(&texts).await;
    site
}

/// Lets the index hold a document that is deleted, which is a file of its own, when that file is wanted.
async fn with_deletions(site: &Site, index: &Index, wanted: &str) {
    if wanted != "del" {
        return;
    }
    for text in ["消えるもの", ""] {
        site.write(&[(40, text), (41, "残るもの")]).await;
        index.settle().await.unwrap();
    }
}

async fn found(index: &Index, words: &str) -> (Vec<i64>, usize) {
    let scope = Scope::of(BTreeSet::from([RoomId(1)]), BTreeSet::new());
    let ask = Ask { words: words.to_owned(), ..Ask::new("thread", scope, Timestamp::default()) };
    let Found { whole, whole_total, .. } = index.search(&ask).await.unwrap();
    (whole.into_iter().map(|hit| hit.key.id).collect(), whole_total)
}

/// The hits of some questions, in their order.
async fn told(index: &Index) -> Vec<(Vec<i64>, usize)> {
    let mut all = Vec::new();
    for words in ["避難所", "鍵", "薬局 鍵", "よるのれんらく", "夜間", "消えるもの", "-鍵 避難所"]
    {
        all.push(found(index, words).await);
    }
    all
}

/// The files of the index by what they are: an extension, or a whole name.
fn files(site: &Site) -> BTreeMap<String, PathBuf> {
    let mut all = BTreeMap::new();
    for folder in [site.dir(), site.current()] {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_segment = path.file_stem().is_some_and(|stem| stem.len() >= 32);
            let kind = if is_segment { path.extension().unwrap().to_string_lossy().into_owned() } else { name };
            all.insert(kind, path);
        }
    }
    all
}

fn harmed(site: &Site, kind: &str, harm: Harm) {
    let all = files(site);
    // A lock or a list that was deleted before has not been needed since.
    let Some(path) = all.get(kind) else { return assert!(HARMLESS.contains(&kind), "{kind}") };
    let mut bytes = fs::read(path).unwrap();
    match harm {
        Harm::Deleted => return fs::remove_file(path).unwrap(),
        Harm::Emptied => bytes.clear(),
        Harm::Halved => bytes.truncate(bytes.len() / 2),
        Harm::Flipped(share) => {
            let at = bytes.len() * share / 100;
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << (share % 8);
            }
        }
        Harm::Confused => bytes = fs::read(other(&all, path)).unwrap(),
    }
    fs::write(path, bytes).unwrap();
}

/// Another file of the index, one that is not empty.
fn other<'a>(all: &'a BTreeMap<String, PathBuf>, path: &Path) -> &'a Path {
    let is_other = |other: &&PathBuf| *other != path && fs::metadata(other).unwrap().len() > 0;
    all.values().find(is_other).unwrap()
}
