//! What stands in the texts of a document.

use quick_xml::events::BytesStart;

use crate::kind::Kind;
use crate::reading::xml::Visitor;
use crate::refusal::Refusal;

/// Words of one part: those that are shown, and those that were struck out, which are still there to be read.
#[derive(Debug, Default)]
pub struct Words {
    /// What the part says.
    pub said: String,
    inside: usize,
}

impl Visitor for Words {
    fn open(&mut self, name: &str, _: &BytesStart) -> Result<(), Refusal> {
        match name {
            "t" | "delText" => self.inside += 1,
            "tab" => self.said.push('\t'),
            "br" | "cr" => self.said.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.inside > 0 {
            self.said.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" | "delText" => self.inside = self.inside.saturating_sub(1),
            "p" | "comment" => self.said.push('\n'),
            "tc" => self.said.push('\t'),
            _ => {}
        }
    }
}

/// The parts that people read, in the order in which they read them.
pub fn in_order(kind: Kind, mut parts: Vec<(&str, String)>) -> String {
    let folder = match kind {
        Kind::Word => "word/",
        Kind::PowerPoint => "ppt/",
        _ => "xl/",
    };
    // Cells are read by somebody who knows their formats.
    let is_cells = |name: &str| name.starts_with("xl/worksheets/") || name.starts_with("xl/sharedStrings");
    parts.retain(|(name, said)| name.starts_with(folder) && !is_cells(name) && !said.trim().is_empty());
    parts.sort_by_key(|(name, _)| {
        (!name.starts_with("word/document"), !name.starts_with("ppt/slides/"), number(name), *name)
    });
    parts.into_iter().map(|(_, said)| said).collect::<Vec<_>>().join("\n")
}

/// The number in `ppt/slides/slide12.xml`.
fn number(name: &str) -> u64 {
    let last = name.rsplit('/').next().unwrap_or_default();
    last.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}
