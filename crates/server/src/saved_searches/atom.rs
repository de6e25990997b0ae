//! A feed, as RFC 4287 wants it. Whoever reads it keeps what they have read, so it says where something is new and when,
//! and neither what, nor by whom, nor what was asked: also a group is not called by its name.

use accounts::sessions::hash;
use directory::Roster;
use forum::finds::queries::Found;
use kernel::rooms::RoomKind;
use kernel::{Places, RoomId, Timestamp};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use web::links;

use super::queries::Saved;

/// All that a feed is made of.
pub struct Feed<'a> {
    /// Whose feed it is.
    pub search: &'a Saved,
    /// What was found, the newest first.
    pub found: &'a [Found],
    /// Everybody, with the names of rooms.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
    /// The address of the site.
    pub url: &'a str,
}

type Xml = Writer<Vec<u8>>;

impl Feed<'_> {
    /// The document.
    pub fn document(&self) -> anyhow::Result<Vec<u8>> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let feed = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        feed.with_attribute(("xml:lang", "ja")).write_inner_content(|xml| {
            let newest = self.found.first().map(|found| found.at).or(self.search.feed_at).unwrap_or_default();
            text(xml, "id", &urn(&format!("search {}", self.search.id)))?;
            text(xml, "title", "よこいと：保存した検索")?;
            updated(xml, newest)?;
            xml.create_element("author").write_inner_content(|xml| text(xml, "name", "よこいと"))?;
            self.link(xml, links::MY_SEARCHES)?;
            self.found.iter().try_for_each(|found| self.entry(xml, found))
        })?;
        Ok(xml.into_inner())
    }

    fn entry(&self, xml: &mut Xml, found: &Found) -> std::io::Result<()> {
        xml.create_element("entry").write_inner_content(|xml| {
            text(xml, "id", &urn(&format!("find {} {}", self.search.id, found.post_id)))?;
            text(xml, "title", &format!("「{}」に新しい投稿があります", self.place(found.room_id)))?;
            updated(xml, found.at)?;
            self.link(xml, &links::post(found.post_id))
        })?;
        Ok(())
    }

    /// 「埼玉県の部屋」
    fn place(&self, room: RoomId) -> String {
        match self.people.room(self.places, room) {
            Some(room) if room.kind != RoomKind::Group => format!("{}の部屋", room.name),
            _ => "グループ".to_owned(),
        }
    }

    fn link(&self, xml: &mut Xml, path: &str) -> std::io::Result<()> {
        let href = format!("{}{path}", self.url);
        let link = xml.create_element("link").with_attribute(("rel", "alternate"));
        link.with_attribute(("type", "text/html")).with_attribute(("href", href.as_str())).write_empty()?;
        Ok(())
    }
}

fn text(xml: &mut Xml, name: &str, words: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(words))?;
    Ok(())
}

fn updated(xml: &mut Xml, at: Timestamp) -> std::io::Result<()> {
    text(xml, "updated", &at.iso())
}

/// A name that stays the same and tells nothing: a UUID of version 8 (RFC 9562), made of a digest.
fn urn(of: &str) -> String {
    let digits = hash(&format!("yokoito {of}"));
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-8{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::urn;

    #[test]
    fn names_are_uuids_and_stay() {
        let name = urn("find 1 2");
        assert_eq!(name, urn("find 1 2"));
        assert_ne!(name, urn("find 1 3"));
        let parts: Vec<usize> = name.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
    }
}
