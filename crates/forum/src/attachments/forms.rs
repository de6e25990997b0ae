//! What a browser sends about files, beside the files.

use kernel::FileId;

/// What a form says of its files.
#[derive(Clone, Debug, Default)]
pub struct FileForm {
    seen: bool,
    adds: bool,
    removed: Option<FileId>,
    dropped: Vec<FileId>,
}

impl FileForm {
    /// Reads the fields `files_seen`, `add_files`, `remove_file` and `drop_file`.
    pub fn parse(seen: &str, adds: &str, removed: &str, dropped: &[String]) -> Self {
        let file = |text: &str| text.parse().ok().map(FileId);
        let dropped = dropped.iter().filter_map(|text| file(text)).collect();
        Self { seen: seen == "1", adds: !adds.is_empty(), removed: file(removed), dropped }
    }

    /// The same in a form that was kept: no button has been pressed in it.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { adds: false, removed: None, ..self }
    }

    /// Whether the sender has looked through what cannot be read.
    pub fn seen(&self) -> bool {
        self.seen
    }

    /// Whether only files are to be added or taken off.
    pub fn rearranges(&self) -> bool {
        self.adds || self.removed.is_some()
    }

    /// The file whose button was pressed.
    pub fn removed(&self) -> Option<FileId> {
        self.removed
    }

    /// The files of the text that are to be taken off.
    pub fn dropped(&self) -> &[FileId] {
        &self.dropped
    }
}
