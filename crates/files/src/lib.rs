//! Files that people enclose with what they write: taken in, looked into, stored, sent again.
//!
//! Invariants:
//! - what a file is, its content says; its name only says what people call it;
//! - a file is taken apart in a process of its own ([`reading`]), which has little time and memory and nothing else;
//! - images are stored as they were painted anew, so nothing that the camera wrote beside them is kept;
//! - an address carries the random id of a row, never that of a content, and a row belongs to one person's form until
//!   their post is made;
//! - whether a content is stored already changes neither an answer nor the time that it takes ([`contents`]);
//! - who may read a file is decided by whoever knows the post that it belongs to; nothing here tells it to anybody but the
//!   person who sent it.

pub mod contents;
pub mod enclosures;
pub mod entity;
pub mod handlers;
pub mod incoming;
pub mod kind;
pub mod limits;
pub mod names;
pub mod paths;
pub mod reading;
pub mod refusal;
pub mod store;
pub mod sweeping;
pub mod views;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Semaphore;

pub use self::enclosures::{Enclosed, Enclosures, enclosed, receive, texts};
pub use self::incoming::{Incoming, Sent, Trouble};
pub use self::kind::Kind;
pub use self::reading::Reader;
pub use self::refusal::{Refusal, Refused};
pub use self::store::Store;

/// What handles files on one site; cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    /// Where contents lie.
    pub store: Store,
    /// Who looks into them.
    pub reader: Reader,
    /// Where files lie without a name while they arrive: on a disk, since not every machine has one under `/tmp`.
    pub landing: PathBuf,
    arrivals: Arc<Semaphore>,
}

impl Files {
    /// Over a store, with a program that knows [`reading::COMMAND`], and a folder that nobody else may read.
    pub fn new(store: Store, program: PathBuf, landing: PathBuf) -> Self {
        let reader = Reader::new(program, landing.clone());
        Self { store, reader, landing, arrivals: Arc::new(Semaphore::new(limits::ARRIVALS)) }
    }
}
