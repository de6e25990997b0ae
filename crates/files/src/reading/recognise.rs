//! What a file is, from its first bytes.

use image::ImageFormat;

use super::text;
use crate::refusal::Refusal;

/// What a file looks like; whether it is that, whoever reads it will see.
#[derive(Debug, PartialEq, Eq)]
pub enum Looks {
    /// An image.
    Image(ImageFormat),
    /// A PDF.
    Pdf,
    /// An archive, as which Word, Excel and PowerPoint store their documents.
    Zip,
    /// Text, decoded.
    Text(String),
}

/// What it looks like, or why it is nothing that is taken.
pub fn recognise(bytes: &[u8]) -> Result<Looks, Refusal> {
    match bytes {
        [] => Err(Refusal::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(Looks::Image(ImageFormat::Jpeg)),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Looks::Image(ImageFormat::Png)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Looks::Image(ImageFormat::Gif)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Looks::Image(ImageFormat::WebP)),
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(Looks::Pdf),
        [b'P', b'K', 3, 4, ..] => Ok(Looks::Zip),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Err(compound(bytes)),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_heic(brand) => Err(Refusal::Heic),
        _ => text(bytes),
    }
}

/// Before 2007 all of them were stored like this, and since then those with a password are.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = bytes.windows(name.len()).any(|window| window == name);
    if is_encrypted { Refusal::Encrypted } else { Refusal::OldOffice }
}

fn is_heic(brand: &[u8]) -> bool {
    [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"].iter().any(|known| brand.starts_with(*known))
}

fn text(bytes: &[u8]) -> Result<Looks, Refusal> {
    let text = text::decoded(bytes).ok_or(Refusal::Unknown)?;
    let start = text.trim_start().get(..16).unwrap_or_else(|| text.trim_start()).to_ascii_lowercase();
    let start_of = |mark: &&str| start.starts_with(*mark);
    if text.trim().is_empty() {
        Err(Refusal::Empty)
    } else if MARKUP.iter().any(start_of) {
        Err(Refusal::Markup)
    } else if OTHER.iter().any(start_of) {
        Err(Refusal::Unknown)
    } else {
        Ok(Looks::Text(text))
    }
}

/// What browsers take for a page when nobody tells them otherwise (WHATWG MIME Sniffing §7.1), and drawings.
const MARKUP: [&str; 22] = [
    "<!doctype",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a ",
    "<a>",
    "<style",
    "<title",
    "<b>",
    "<body",
    "<br",
    "<p>",
    "<p ",
    "<!--",
    "<?xml",
    "<svg",
    "<!entity",
];

/// Documents of other programs that are written in plain letters.
const OTHER: [&str; 4] = ["{\\rtf", "%!ps", "#!", "mime-version:"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_what_a_browser_would_carry_out_is_refused() {
        for page in
            ["<!DOCTYPE html><p>", "\u{feff} \n<HTML>", "<svg xmlns='x'>", "<?xml version='1.0'?><svg/>", "<script>"]
        {
            assert_eq!(recognise(page.as_bytes()), Err(Refusal::Markup), "{page}");
        }
        assert_eq!(recognise(b""), Err(Refusal::Empty));
        assert_eq!(recognise(b"MZ\x90\0\x03\0\0\0"), Err(Refusal::Unknown));
        assert_eq!(recognise(b"\x7fELF\x02\x01\x01\0"), Err(Refusal::Unknown));
        assert_eq!(recognise(b"{\\rtf1 x}"), Err(Refusal::Unknown));
        assert_eq!(recognise(b"\0\0\0\x18ftypheic\0"), Err(Refusal::Heic));
        assert_eq!(recognise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W o r d"), Err(Refusal::OldOffice));
        assert_eq!(recognise("<お知らせ> 会議です".as_bytes()), Ok(Looks::Text("<お知らせ> 会議です".to_owned())));
    }
}
