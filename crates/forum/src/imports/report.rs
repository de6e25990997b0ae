//! What was found in an archive.

use super::store::NewText;
use super::texts::BLOCKED;

/// Numbers and findings; without a word of what was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Texts that were read.
    pub read: usize,
    /// Texts that are new.
    pub new: usize,
    /// Discussions that they begin.
    pub discussions: usize,
    /// Texts that were brought in before, or stand in the file twice.
    pub known: usize,
    /// Texts whose authors are on the site.
    pub matched: usize,
    /// Attachments that are listed and left out.
    pub attachments: usize,
    /// Texts that were too long.
    pub shortened: usize,
    /// Numbers of what is no mail.
    pub unreadable: Vec<usize>,
    /// Numbers of lines that are wrong, and why; then nothing is brought in.
    pub refused: Vec<(usize, String)>,
    /// How many texts have nothing, a hint, a warning, a block.
    pub levels: [usize; 4],
    /// Numbers of texts with a warning or a block, whether it is a block, and the kinds of what was found.
    pub findings: Vec<(usize, bool, String)>,
}

impl Report {
    /// Counts a new text, the so-and-so-many-th of its file.
    pub(super) fn add(&mut self, number: usize, text: &NewText) {
        self.new += 1;
        self.discussions += usize::from(text.text.opens);
        self.matched += usize::from(text.text.author.is_some());
        self.attachments += text.attachments;
        if let Some(count) = usize::try_from(text.level).ok().and_then(|level| self.levels.get_mut(level)) {
            *count += 1;
        }
        if text.level > 1 {
            self.findings.push((number, text.level == BLOCKED, text.kinds.clone()));
        }
    }
}
