//! `yokoito routes`

use serde_json::json;

use super::say;
use crate::router;

/// How to print.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// One JSON array instead of a table
    #[arg(long)]
    json: bool,
}

/// Prints every door with its access.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let routes = router::routes();
    if options.json {
        let doors = routes.doors().iter();
        let list: Vec<_> = doors
            .map(|door| json!({"method": door.method.as_str(), "path": door.path, "access": door.access.name()}))
            .collect();
        say(serde_json::to_string_pretty(&list)?);
    } else {
        for door in routes.doors() {
            say(format_args!("{:<6}{:<48}{}", door.method.as_str(), door.path, door.access.name()));
        }
    }
    Ok(())
}
