//! The process that looks into one file: standard input is the file, standard output the answer.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write as _};

use rustix::process::{Resource, Rlimit, nice, setrlimit};

use super::{Found, book, frame, images, office, pdf, recognise, tables, text};
use crate::kind::Kind;
use crate::limits::LARGEST;
use crate::refusal::Refusal;
use recognise::Looks;

/// Memory in bytes: what the largest image needs.
const MEMORY: u64 = 768 * 1024 * 1024;

/// Processor time in seconds.
const TIME: u64 = 25;

/// Bytes of the answer.
const ANSWER: u64 = 48 * 1024 * 1024;

/// Reads standard input and answers on standard output.
pub fn run() -> io::Result<()> {
    answer_with(look, |answer, output| frame::pack(answer.map(shortened), output))
}

/// The same for a file whose table is wanted.
pub fn run_for_table() -> io::Result<()> {
    answer_with(|bytes| book::read(&bytes), |answer, output| Ok(serde_json::to_writer(output, &answer)?))
}

fn answer_with<T>(
    look: impl FnOnce(Vec<u8>) -> Result<T, Refusal>,
    pack: impl FnOnce(Result<T, Refusal>, &mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    limit()?;
    let mut bytes = Vec::new();
    let input = File::from(rustix::stdio::stdin().try_clone_to_owned()?);
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let answer = if bytes.len() as u64 > LARGEST { Err(Refusal::TooLarge) } else { look(bytes) };
    let mut output = BufWriter::new(File::from(rustix::stdio::stdout().try_clone_to_owned()?));
    pack(answer, &mut output)?;
    output.flush()
}

/// From here on the process can do little harm, whatever it is made to do.
fn limit() -> io::Result<()> {
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::Data, most(MEMORY))?;
    setrlimit(Resource::Cpu, most(TIME))?;
    setrlimit(Resource::Fsize, most(ANSWER))?;
    setrlimit(Resource::Core, most(0))?;
    setrlimit(Resource::Nofile, most(16))?;
    nice(10)?;
    Ok(())
}

fn look(bytes: Vec<u8>) -> Result<Found, Refusal> {
    match recognise::recognise(&bytes)? {
        Looks::Image(format) => images::paint_anew(&bytes, format),
        Looks::Pdf => pdf::read(bytes).map(|(text, is_read)| document(Kind::Pdf, text, is_read)),
        Looks::Zip => office::read(&bytes).map(|(kind, text, is_read)| document(kind, text, is_read)),
        Looks::Text(text) => {
            let kind = if tables::is_table(&text) { Kind::Csv } else { Kind::Text };
            Ok(document(kind, text, true))
        }
    }
}

fn document(kind: Kind, text: String, is_read: bool) -> Found {
    Found { kind, text, is_read, anew: None, thumbnail: None, pixels: None }
}

/// What is too long to be kept whole has not been read whole.
fn shortened(found: Found) -> Found {
    let (text, is_whole) = text::kept(&found.text);
    Found { text, is_read: found.is_read && is_whole, ..found }
}
