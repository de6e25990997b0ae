//! Word, Excel and PowerPoint: archives of XML.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use self::package::Package;
use super::xml::walk;
use crate::kind::Kind;
use crate::refusal::Refusal;

mod package;
mod sheets;
mod words;

/// Parts of a document.
const MOST_PARTS: usize = 5_000;

/// Bytes of all parts, unpacked.
const UNPACKED: u64 = 400 * 1024 * 1024;

/// Bytes of all XML, unpacked.
const XML: u64 = 128 * 1024 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What kind of document it is, what it says, and whether that is all: pictures say something too.
pub fn read(bytes: &[u8]) -> Result<(Kind, String, bool), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let names = names(&mut archive)?;
    let mut package = Package::default();
    let mut left = XML;
    let mut said = Vec::new();
    for name in names.iter().filter(|name| is_xml(name)) {
        let part = archive.by_name(name).map_err(|error| refusal(&error))?;
        let part = Counted { inner: part, left: &mut left };
        let walked = if name == package::TYPES || package::is_links(name) {
            walk(part, &mut package)
        } else {
            let mut words = words::Words::default();
            let walked = walk(part, &mut words);
            said.push((name.as_str(), words.said));
            walked
        };
        walked.map_err(|refusal| if left == 0 { Refusal::Bomb } else { refusal })?;
    }
    let kind = package.kind.ok_or(Refusal::Unknown)?;
    let mut text = words::in_order(kind, said);
    if kind == Kind::Excel {
        text = format!("{}\n{text}", sheets::read(bytes)?);
    }
    let is_read = !text.trim().is_empty() && !names.iter().any(|name| name.contains("/media/"));
    Ok((kind, text, is_read))
}

/// The names of all parts, provided that none of them is a program, and that they are not too many or too large.
fn names(archive: &mut Archive) -> Result<Vec<String>, Refusal> {
    if archive.len() > MOST_PARTS {
        return Err(Refusal::Bomb);
    }
    let (mut names, mut unpacked) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| refusal(&error))?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        unpacked = unpacked.saturating_add(part.size());
        if unpacked > UNPACKED {
            return Err(Refusal::Bomb);
        }
        let name = part.name().map_err(|error| refusal(&error))?.into_owned();
        if package::is_program(&name) {
            return Err(Refusal::Macro);
        }
        names.push(name);
    }
    Ok(names)
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending))
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword => Refusal::Encrypted,
        _ => Refusal::Broken,
    }
}

/// Whatever the archive says about sizes, no more than this comes out of it.
struct Counted<'a, R> {
    inner: R,
    left: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        *self.left = self.left.saturating_sub(count as u64);
        if *self.left == 0 { Err(std::io::Error::other("too much")) } else { Ok(count) }
    }
}
