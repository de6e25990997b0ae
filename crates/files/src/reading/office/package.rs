//! What an archive says about itself: which kind of document, and what it brings along.

use quick_xml::events::BytesStart;

use crate::kind::Kind;
use crate::reading::xml::{Visitor, attribute};
use crate::refusal::Refusal;

/// The part that lists the types of the others.
pub const TYPES: &str = "[Content_Types].xml";

/// The kind of the main part, once it has been read.
#[derive(Debug, Default)]
pub struct Package {
    /// What kind of document it is.
    pub kind: Option<Kind>,
}

impl Visitor for Package {
    fn open(&mut self, name: &str, element: &BytesStart) -> Result<(), Refusal> {
        match name {
            "Override" | "Default" => self.read_type(&attribute(element, "ContentType").unwrap_or_default()),
            "Relationship" => check_relationship(element),
            _ => Ok(()),
        }
    }
    fn text(&mut self, _: &str) {}
    fn close(&mut self, _: &str) {}
}

impl Package {
    fn read_type(&mut self, content_type: &str) -> Result<(), Refusal> {
        let content_type = content_type.to_ascii_lowercase();
        if ["macroenabled", "vbaproject", "activex", "intlmacrosheet", "ms-excel.macrosheet"]
            .iter()
            .any(|mark| content_type.contains(mark))
        {
            return Err(Refusal::Macro);
        }
        let known = MAIN_PARTS.iter().find(|(ending, _)| content_type.ends_with(ending));
        self.kind = self.kind.or(known.map(|(_, kind)| *kind));
        Ok(())
    }
}

const MAIN_PARTS: [(&str, Kind); 4] = [
    ("wordprocessingml.document.main+xml", Kind::Word),
    ("spreadsheetml.sheet.main+xml", Kind::Excel),
    ("presentationml.presentation.main+xml", Kind::PowerPoint),
    ("presentationml.slideshow.main+xml", Kind::PowerPoint),
];

/// A template that lies elsewhere brings its programs along when the document is opened.
fn check_relationship(element: &BytesStart) -> Result<(), Refusal> {
    let value = |name| attribute(element, name).unwrap_or_default();
    let is_active =
        ["attachedTemplate", "oleObject", "frame", "subDocument"].iter().any(|kind| value("Type").ends_with(kind));
    if is_active && value("TargetMode").eq_ignore_ascii_case("external") { Err(Refusal::Macro) } else { Ok(()) }
}

/// Whether a part with this name says to what another part refers.
pub fn is_links(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("rels"))
}

/// Whether a part with this name is a program, or holds one.
pub fn is_program(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["vbaproject", "vbadata", "activex", "macrosheets/", "embeddings/oleobject"].iter().any(|mark| name.contains(mark))
}
