//! The commands beside serving. Each does one thing and says in one line why it did not.

pub mod evaluate;
pub mod export;
pub mod guard;
pub mod import;
pub mod people;
mod progress;
pub mod reindex;
pub mod routes;
pub mod search;
pub mod terms;
pub mod undo;

/// Prints one line of a command's result.
#[expect(clippy::print_stdout, reason = "a command's result goes to standard output")]
pub fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
