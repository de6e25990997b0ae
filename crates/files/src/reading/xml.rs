//! XML of documents, read from a stream: no declarations of one's own, no endless nesting, no more than there is room for.

use std::io::{BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::refusal::Refusal;

/// Documents that people write are nested a few dozen deep.
const DEEPEST: usize = 256;

/// What somebody wants to know of a document.
pub trait Visitor {
    /// An element begins; `name` is without its prefix.
    fn open(&mut self, name: &str, element: &BytesStart) -> Result<(), Refusal>;
    /// Text inside the elements that have been opened.
    fn text(&mut self, text: &str);
    /// The element ends.
    fn close(&mut self, name: &str);
}

/// Walks through a document to its end.
pub fn walk(xml: impl Read, visitor: &mut impl Visitor) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(BufReader::new(xml));
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Refusal::Broken)? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::Bomb);
                }
                visitor.open(element.local_name().as_ref(), &element)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visitor.close(element.local_name().as_ref());
            }
            Event::Text(text) => visitor.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => visitor.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => visitor.text(c.encode_utf8(&mut [0; 4])),
                _ => visitor
                    .text(resolve_predefined_entity(&entity.xml_content(XmlVersion::Implicit1_0)).unwrap_or_default()),
            },
            // Office programs write none; what is declared in one unfolds into anything.
            Event::DocType(_) => return Err(Refusal::Bomb),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute whose name, without its prefix, is this.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut all = element.attributes().flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
