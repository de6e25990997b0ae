//! PDFs: what their pages say, in the order in which it is painted.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Name, Object};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use crate::limits::TEXT;
use crate::refusal::Refusal;

/// How deep the objects of a document are looked into for programs.
const DEEPEST: usize = 32;

/// Points by which a line lies below the former one, or a column beside it.
const NEXT_LINE: f64 = 3.0;
const NEXT_COLUMN: f64 = 24.0;

/// What it says, and whether that is all: a page that shows something and says nothing has been scanned.
pub fn read(bytes: Vec<u8>) -> Result<(String, bool), Refusal> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Refusal::Encrypted
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Refusal::Broken,
    })?;
    if pdf.objects().into_iter().any(|object| has_program(&object, 0)) {
        return Err(Refusal::Macro);
    }
    let mut page = Pen::default();
    let mut is_read = true;
    let cache = InterpreterCache::new();
    for each in pdf.pages().iter() {
        let before = page.said.trim_end().len();
        let area = Rect::new(0.0, 0.0, 10_000.0, 10_000.0);
        let mut context = Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(each, &mut context, &mut page);
        is_read &= page.said.trim_end().len() > before && !page.shows_image;
        page.begin_page();
        if page.said.len() > TEXT * 4 {
            break;
        }
    }
    // Letters of which nobody says what they mean.
    is_read &= page.unknown * 20 <= page.known;
    Ok((page.said, is_read))
}

/// JavaScript, or what starts another program.
fn has_program(object: &Object, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match object {
        Object::Dict(dict) => in_dict(dict, depth),
        Object::Stream(stream) => in_dict(stream.dict(), depth),
        Object::Array(array) => array.raw_iter().any(|item| holds_program(item, depth)),
        _ => false,
    }
}

/// What is only referred to is looked into by itself.
fn holds_program(item: MaybeRef<Object>, depth: usize) -> bool {
    match item {
        MaybeRef::NotRef(object) => has_program(&object, depth + 1),
        MaybeRef::Ref(_) => false,
    }
}

fn in_dict(dict: &Dict, depth: usize) -> bool {
    let action = dict.get::<Name>("S");
    let is_program = |name: &Name| [&b"JavaScript"[..], b"Launch"].contains(&&**name);
    action.as_ref().is_some_and(is_program) || dict.entries().any(|(_, value)| holds_program(value, depth))
}

/// Writes down what is painted.
#[derive(Default)]
struct Pen {
    said: String,
    last: Option<Point>,
    known: usize,
    unknown: usize,
    shows_image: bool,
}

impl Pen {
    fn begin_page(&mut self) {
        self.said.push('\n');
        self.last = None;
        self.shows_image = false;
    }

    fn put(&mut self, at: Point, letters: Option<BfString>) {
        if let Some(last) = self.last {
            if (at.y - last.y).abs() > NEXT_LINE {
                self.said.push('\n');
            } else if (at.x - last.x).abs() > NEXT_COLUMN {
                self.said.push(' ');
            }
        }
        self.last = Some(at);
        match letters {
            Some(BfString::Char(c)) => push(&mut self.said, c),
            Some(BfString::String(letters)) => letters.chars().for_each(|c| push(&mut self.said, c)),
            None => self.unknown += 1,
        }
        self.known += 1;
    }
}

/// Programs that make PDFs often write a letter as the radical that looks like it, which nobody would look for.
fn push(said: &mut String, c: char) {
    if matches!(c, '\u{2e80}'..='\u{2fdf}') {
        said.push_str(&kernel::text::nfkc(c.encode_utf8(&mut [0; 4])));
    } else {
        said.push(c);
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.put(props.transform * glyph.transform() * Point::ORIGIN, glyph.as_unicode());
        }
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.shows_image = true;
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn a_radical_is_read_as_the_letter_that_it_looks_like() {
        let mut said = String::new();
        "⽒名⾒本⼀⼦①".chars().for_each(|c| push(&mut said, c));
        assert_eq!(said, "氏名見本一子①");
    }
}
