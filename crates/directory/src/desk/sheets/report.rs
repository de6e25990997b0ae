//! What a file would do, line by line, in words: shown before anything is written, and kept to be compared.

use serde::{Deserialize, Serialize};

use super::columns::Column;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// It cannot be taken.
    Wrong,
    /// Somebody is added: invited, or registered by the operator.
    Joins,
    /// Somebody gets one more seat.
    Gains,
    /// Something changes.
    Changes,
    /// A tenure ends.
    Ends,
    /// Nothing.
    Same,
}

/// What was found out about a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the file.
    pub row: u32,
    /// Whom it is about, as the file says.
    pub name: String,
    /// What becomes of it.
    pub kind: Kind,
    /// What changes, field by field.
    pub changes: Vec<Change>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// What else is to be said.
    pub remarks: Vec<String>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub column: Column,
    /// What stood there; empty for nothing.
    pub old: String,
    /// What will.
    pub new: String,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// With which column.
    pub column: Column,
    /// What, and what to do.
    pub sentence: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Headings that are none of ours.
    pub unknown: Vec<String>,
    /// What keeps the file as a whole from being taken.
    pub problems: Vec<String>,
    /// The rows, in order.
    pub lines: Vec<Line>,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Wrong, Self::Joins, Self::Gains, Self::Changes, Self::Ends, Self::Same];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Joins => "joins",
            Self::Gains => "gains",
            Self::Changes => "changes",
            Self::Ends => "ends",
            Self::Same => "same",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong => "直すところあり",
            Self::Joins => "新しい方",
            Self::Gains => "担当を追加",
            Self::Changes => "変更",
            Self::Ends => "退任",
            Self::Same => "変わりなし",
        }
    }
}

impl Report {
    /// How many rows become this.
    pub fn count(&self, kind: Kind) -> usize {
        self.lines.iter().filter(|line| line.kind == kind).count()
    }

    /// Whether nothing keeps it from being taken.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty() && self.count(Kind::Wrong) == 0
    }

    /// Whether anything would be written.
    pub fn does_something(&self) -> bool {
        self.lines.iter().any(|line| line.kind != Kind::Same)
    }

    /// Rows of which the other report tells something else.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().zip(&other.lines).filter(|(a, b)| a != b).map(|(a, _)| a)
    }
}

impl Line {
    /// One line for a terminal.
    pub fn plain(&self) -> String {
        let changes = self.changes.iter().map(|change| {
            let old = if change.old.is_empty() { "なし" } else { &change.old };
            format!("{}：{old} → {}", change.column.title(), change.new)
        });
        let problems = self.problems.iter().map(|problem| format!("{}：{}", problem.column.title(), problem.sentence));
        let words: Vec<String> = problems.chain(changes).chain(self.remarks.iter().cloned()).collect();
        format!("{}行目：{}：{}：{}", self.row, self.kind.name(), self.name, words.join("／"))
    }
}
