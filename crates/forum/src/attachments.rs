//! Files on texts: what a form says of them, and who may have them. What a file is and where it lies, the crate `files`
//! knows.
//!
//! A file is read by whoever reads its text: every read goes through the discussion, at the moment of the request.

pub mod fetches;
pub mod forms;
pub(crate) mod handlers;
pub mod queries;
pub(crate) mod views;

use std::ops::Deref;

use directory::guarding::{FILES, Guarded};
use files::handlers::Arrival;
use files::{Enclosed, Enclosures, Refusal, Refused};
use kernel::{Db, Doer, FileId, PostId, Result, Tx, Viewer};
use web::Problems;
use web::page::Again;

use self::forms::FileForm;
use crate::posts::queries::Written;

/// Whether a form that is sent to this address may bring files.
pub fn takes_files(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["threads"] | ["threads", "similar" | "templates"] => true,
        ["threads", id, "replies" | "quotations" | "edit"] | ["replies", id, "edit"] => {
            id.bytes().all(|digit| digit.is_ascii_digit())
        }
        _ => false,
    }
}

/// The files of a form, as they are when it arrives.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    enclosures: Enclosures,
    standing: Vec<Enclosed>,
    refused: Vec<Refused>,
    form: FileForm,
    problems: Vec<String>,
    unseen: Option<String>,
    /// What the files are called and say that are not on the text yet.
    words: String,
}

/// Something said, with its files: the guard reads both, and no text comes to files that it has not read.
#[derive(Clone, Debug)]
pub struct Enclosing<T> {
    said: T,
    /// The files.
    pub(crate) files: Attachments,
}

impl<T> Deref for Enclosing<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.said
    }
}

impl<T: Guarded> Guarded for Enclosing<T> {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts = self.said.texts();
        if !self.files.words.is_empty() {
            texts.push((FILES.name, &self.files.words));
        }
        texts
    }
}

impl Attachments {
    /// The files of a form that arrives, once it has had its way with them.
    pub async fn of_form(db: &Db, viewer: &Viewer, arrival: &Arrival, once: &str, form: FileForm) -> Result<Self> {
        if let Some(file) = form.removed() {
            files::enclosures::remove(db, &arrival.files, viewer.id(), once, file).await?;
        }
        Ok(Self { refused: arrival.refused.clone(), ..Self::with(db, viewer, once, form).await? })
    }

    /// The files of a form that is opened, perhaps as it was kept: no button has been pressed in it.
    pub async fn opened(db: &Db, viewer: &Viewer, once: &str, form: FileForm) -> Result<Self> {
        Self::with(db, viewer, once, form.kept()).await
    }

    async fn with(db: &Db, viewer: &Viewer, once: &str, form: FileForm) -> Result<Self> {
        let enclosures = files::enclosed(db, viewer.id(), once).await?;
        let said = if enclosures.waiting.is_empty() {
            Vec::new()
        } else {
            files::enclosures::texts(db, viewer.id(), once).await?
        };
        Ok(Self { enclosures, form, words: words_of(&said), ..Self::default() })
    }

    /// Something said, with these files.
    pub fn enclosed_with<T>(self, said: T) -> Enclosing<T> {
        Enclosing { said, files: self }
    }

    /// The same in a form that changes a text, with the files of the text.
    pub async fn upon(self, db: &Db, viewer: &Viewer, text: &Written) -> Result<Self> {
        Ok(Self { standing: queries::of_text(db, viewer, text).await?, ..self })
    }

    /// Whether only files are to be added or taken off, and the form is to be shown again.
    pub fn rearranges(&self) -> bool {
        self.form.rearranges()
    }

    /// What is shown to be wrong: of a form whose files are being arranged only what is wrong with files, for the rest is
    /// still being written.
    pub fn to_show(&mut self, found: Option<Problems>) -> Problems {
        if !self.form.rearranges() {
            return found.unwrap_or_default();
        }
        self.unseen = None;
        let mut problems = Problems::default();
        for problem in &self.problems {
            problems.add("files", problem.clone());
        }
        problems
    }

    /// Why the form is shown once more.
    pub fn again(&self) -> Again {
        if self.refused.iter().any(|refused| refused.why == Refusal::TooLarge) {
            Again::TooLarge
        } else if self.form.rearranges() && self.problems.is_empty() {
            Again::Arranged
        } else {
            Again::Refused
        }
    }

    /// What a form means, provided that nothing is wrong with its files either.
    pub fn check<T>(&mut self, parsed: Result<T, Problems>) -> Result<T, Problems> {
        let (value, mut problems) = match parsed {
            Ok(value) => (Some(value), Problems::default()),
            Err(problems) => (None, problems),
        };
        self.find_problems();
        for problem in &self.problems {
            problems.add("files", problem.clone());
        }
        if let Some(problem) = &self.unseen {
            problems.add("files_seen", problem.clone());
        }
        match value {
            Some(value) => problems.or(value),
            None => Err(problems),
        }
    }

    fn find_problems(&mut self) {
        self.problems = self.refused.iter().map(Refused::sentence).collect();
        let stays = |file: &&Enclosed| !self.form.dropped().contains(&file.id);
        let count = self.standing.iter().filter(stays).count() + self.enclosures.waiting.len();
        if count > files::limits::MOST {
            let most = files::limits::MOST;
            self.problems.push(format!(
                "1つの投稿に添えられるのは{most}個までです（いま{count}個です）。ファイルを外してください。"
            ));
        }
        let is_unread = self.enclosures.waiting.iter().any(|file| !file.is_read);
        self.unseen = (is_unread && !self.form.seen()).then(|| UNSEEN.to_owned());
    }

    /// What was chosen, as one text: a form that is sent again is the same only with the same files.
    pub(crate) fn digest(&self) -> String {
        let dropped = self.form.dropped().iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        format!("{} {dropped}", self.enclosures.digest)
    }

    /// Whether the text has other files afterwards.
    pub(crate) fn changes(&self) -> bool {
        !self.enclosures.waiting.is_empty() || self.dropped().next().is_some()
    }

    /// Puts the files onto a text, and takes off what is to be taken off.
    pub(crate) async fn settle(&self, tx: &Tx, author: &Doer, once: &str, post: PostId) -> Result<()> {
        let dropped: Vec<FileId> = self.dropped().collect();
        if !dropped.is_empty() {
            files::enclosures::detach(tx, post, &dropped).await?;
        }
        let waiting: Vec<FileId> = self.enclosures.waiting.iter().map(|file| file.id).collect();
        if !waiting.is_empty() {
            files::enclosures::attach(tx, (author, once), post, &waiting).await?;
        }
        Ok(())
    }

    fn dropped(&self) -> impl Iterator<Item = FileId> {
        self.standing.iter().map(|file| file.id).filter(|file| self.form.dropped().contains(file))
    }
}

/// What files are called and say, as the guard reads it.
pub(crate) fn words_of(files: &[(String, String)]) -> String {
    files.iter().flat_map(|(name, text)| [name, "\n", text, "\n"]).collect()
}

const UNSEEN: &str = "写真や、文字を終わりまで読み取れない書類が添付されています。個人が特定されるものが写っていないことを確かめて、チェックを入れてください。";
