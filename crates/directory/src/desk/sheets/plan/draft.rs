//! A line of the report while it is being found out.

use crate::desk::sheets::columns::Column;
use crate::desk::sheets::entry::Entry;
use crate::desk::sheets::plan::{Planned, Step};
use crate::desk::sheets::report::{Change, Kind, Line, Problem};

/// The line, and what it would write.
#[derive(Debug)]
pub struct Draft {
    line: Line,
    steps: Vec<Planned>,
}

impl Draft {
    /// Of a row that has been read.
    pub fn new(entry: &Entry) -> Self {
        let name = entry.name.clone().unwrap_or_else(|| "（氏名なし）".to_owned());
        let mut line = Line {
            row: entry.row,
            name,
            kind: Kind::Same,
            changes: Vec::new(),
            problems: Vec::new(),
            remarks: Vec::new(),
        };
        line.problems.extend(
            entry.problems.iter().map(|(column, sentence)| Problem { column: *column, sentence: sentence.clone() }),
        );
        Self { line, steps: Vec::new() }
    }

    /// Whether something is wrong already.
    pub fn is_wrong(&self) -> bool {
        !self.line.problems.is_empty()
    }

    /// Something is wrong.
    pub fn wrong(&mut self, column: Column, sentence: impl Into<String>) {
        self.line.problems.push(Problem { column, sentence: sentence.into() });
    }

    /// Something is to be known.
    pub fn remark(&mut self, sentence: impl Into<String>) {
        self.line.remarks.push(sentence.into());
    }

    /// A field becomes another; of several kinds of change the weightiest is told.
    pub fn change(&mut self, column: Column, old: &str, new: &str, kind: Kind) {
        self.line.changes.push(Change { column, old: old.to_owned(), new: new.to_owned() });
        self.becomes(kind);
    }

    /// What becomes of the row, unless something weightier does.
    pub fn becomes(&mut self, kind: Kind) {
        let weight = |kind: Kind| match kind {
            Kind::Same => 0,
            Kind::Changes => 1,
            Kind::Ends => 2,
            Kind::Gains => 3,
            Kind::Joins => 4,
            Kind::Wrong => 5,
        };
        if weight(kind) > weight(self.line.kind) {
            self.line.kind = kind;
        }
    }

    /// Something would be written.
    pub fn step(&mut self, step: Step) {
        self.steps.push(Planned { row: self.line.row, name: self.line.name.clone(), step });
    }

    /// The line and its steps; a line with anything wrong has none.
    pub fn finish(mut self) -> (Line, Vec<Planned>) {
        if self.is_wrong() {
            self.line.kind = Kind::Wrong;
            self.line.changes.clear();
            self.steps.clear();
        }
        (self.line, self.steps)
    }
}
