//! `yokoito terms`

use kernel::terms;
use serde_json::json;

use super::say;

/// How to print.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// One JSON object instead of lines
    #[arg(long)]
    json: bool,
}

/// Prints the controlled words with their slugs.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let lists = [
        ("affiliations", terms::AFFILIATIONS),
        ("qualifications", terms::QUALIFICATIONS),
        ("themes", terms::THEMES),
        ("scenes", terms::SCENES),
        ("items", terms::ITEMS),
        ("kinds", terms::KINDS),
        ("forms", terms::FORMS),
        ("populations", terms::POPULATIONS),
    ];
    if options.json {
        let all: serde_json::Map<_, _> = lists
            .iter()
            .map(|(list, terms)| {
                let terms: Vec<_> = terms.iter().map(|term| json!({"slug": term.slug, "name": term.name})).collect();
                ((*list).to_owned(), terms.into())
            })
            .collect();
        say(serde_json::to_string_pretty(&all)?);
    } else {
        for (list, terms) in lists {
            for term in terms {
                say(format_args!("{list}\t{}\t{}", term.slug, term.name));
            }
        }
    }
    Ok(())
}
