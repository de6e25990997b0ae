//! How fast the site is: starts the real server on generated data, asks it for every page that people open most, and
//! prints what each costs beside a constant page of the same size, which is the most that this machine can do.
//!
//! ```sh
//! cargo build --profile dist -p server -p speed && target/dist/speed
//! ```
//!
//! Server and client share the machine's processors, so requests per second say how busy the machine is; the figure to
//! trust is the processor time of the server per request.

mod archive;
mod client;
mod data;
mod limit;
mod load;
mod pages;
mod process;
mod report;
mod run;
mod scale;
mod server_process;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures what the pages of the site cost.
#[derive(Clone, Debug, Parser)]
struct Options {
    /// How many posts to generate; a folder or database that already has as many is used as it is
    #[arg(long, default_value_t = 20_000)]
    posts: usize,
    /// Folder of the generated data [default: a temporary one]
    #[arg(long)]
    data: Option<PathBuf>,
    /// An empty PostgreSQL database to measure instead of SQLite
    #[arg(long)]
    database_url: Option<String>,
    /// The server [default: `yokoito` beside this program]
    #[arg(long)]
    server: Option<PathBuf>,
    /// How long each figure is measured, in seconds
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Only pages whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// Only write a mail archive of as many posts into this file, for `yokoito import discussions`
    #[arg(long)]
    mbox: Option<PathBuf>,
    /// Only build and ask an index of as many made-up posts, beside the bare engine
    #[arg(long)]
    index: Option<usize>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Serve constant pages; how this program starts the limit that it compares with
    #[arg(long, hide = true)]
    constant: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = match (&options.mbox, options.index) {
        (Some(file), _) => archive::write(file, options.posts).map_err(Into::into),
        (None, Some(posts)) => scale::run(posts),
        (None, None) if options.constant => limit::serve(),
        (None, None) => run::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("speed: {cause:#}");
            ExitCode::FAILURE
        }
    }
}
