//! Measures the search on test sets in BEIR layout.
//!
//! `cargo run --release -p search --example evaluate -- FOLDER…`

use std::path::Path;

fn main() -> anyhow::Result<()> {
    for folder in std::env::args().skip(1) {
        let report = search::evaluate::evaluate(Path::new(&folder), None, 100)?;
        println!("{folder}: {report:#.4?}");
    }
    Ok(())
}
