//! Files to send: small ones of each kind, and some that mean harm.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACE: &str = "http://schemas.openxmlformats.org";

/// A photograph, 64 × 32, red on its left half; held so that its left side is its top, and told where it was taken.
pub fn photograph() -> Vec<u8> {
    let image = RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 95).encode_image(&image).expect("a sample");
    let exif = exif();
    let length = u16::try_from(exif.len() + 2).expect("a sample").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// Orientation 6 (turn right to see it upright), a camera, and a part about the place.
fn exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    exif.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 12, 0, 0, 0, 0x32]);
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x3e]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"CAMERA-NAME\0");
    exif.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS-PLACE-35.9N");
    exif
}

/// A picture in another format.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(30, 20, Rgb([0, 120, 0])).write_to(&mut Cursor::new(&mut bytes), format).expect("a sample");
    bytes
}

/// The head of a picture that says to be 60,000 pixels wide and high.
pub fn huge_picture() -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

/// A document of one page that says this in plain letters, or shows only a line.
pub fn pdf(says: &str, more: &str) -> Vec<u8> {
    let content =
        if says.is_empty() { "0 0 m 9 9 l S".to_owned() } else { format!("BT /F1 12 Tf 72 700 Td ({says}) Tj ET") };
    let objects = [
        format!("<< /Type /Catalog /Pages 2 0 R {more} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", pdf.len()));
        let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = pdf.len();
    let _ = write!(
        pdf,
        "xref\n0 6\n0000000000 65535 f \n{}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.concat()
    );
    pdf.into_bytes()
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a sample");
        writer.write_all(content).expect("a sample");
    }
    writer.finish().expect("a sample").into_inner()
}

fn types(part: &str, content_type: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"{NAMESPACE}/package/2006/content-types\"><Override PartName=\"/{part}\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.{content_type}.main+xml\"/></Types>"
    )
}

/// A Word document whose body is this.
pub fn word_of(body: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types("word/document.xml", "wordprocessingml.document");
    let body =
        format!("<w:document xmlns:w=\"{NAMESPACE}/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>");
    let parts = [("[Content_Types].xml", types.as_bytes()), ("word/document.xml", body.as_bytes())];
    archive(&[&parts[..], others].concat())
}

/// A Word document that says this.
pub fn word(says: &str) -> Vec<u8> {
    word_of(&format!("<w:p><w:r><w:t>{says}</w:t></w:r></w:p>"), &[])
}

/// A presentation that says this.
pub fn slides(says: &str) -> Vec<u8> {
    let types = types("ppt/presentation.xml", "presentationml.presentation");
    let slide = format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>{says}</a:t></a:r></a:p></p:sld>");
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("ppt/presentation.xml", b"<p:presentation xmlns:p=\"p\"/>"),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
    ])
}

/// A workbook with these words in one cell and a day in the next.
pub fn workbook(says: &str) -> Vec<u8> {
    let types = types("xl/workbook.xml", "spreadsheetml.sheet");
    let main = format!("{NAMESPACE}/spreadsheetml/2006/main");
    let office = format!("{NAMESPACE}/officeDocument/2006/relationships");
    let package = format!("{NAMESPACE}/package/2006/relationships");
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"名簿\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{says}</t></is></c>\
         <c r=\"B1\" s=\"1\"><v>16000</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData></worksheet>"
    );
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// How documents with a password begin, with the name by which they are known.
pub fn encrypted() -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.extend([0; 600]);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// The head of a program of Windows.
pub fn program() -> Vec<u8> {
    [b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec(), vec![0; 500]].concat()
}
