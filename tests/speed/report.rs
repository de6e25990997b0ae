//! What is printed.

use serde::Serialize;

use crate::load::Seen;
use crate::process::Memory;

/// Everything that was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The site.
    pub site: Site,
    /// Its pages.
    pub pages: Vec<Figures>,
}

/// What was served.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Site {
    /// The kind of database.
    pub database: String,
    /// Rows.
    pub posts: usize,
    /// Rows.
    pub threads: usize,
    /// Rows.
    pub people: usize,
    /// Seconds for making the data up, rendering and indexing it.
    pub generated_in: f64,
    /// Seconds from the start of the process until it was ready.
    pub ready_after: f64,
    /// When it was ready and nobody had asked for anything.
    pub memory_before: Option<Memory>,
    /// After all the requests.
    pub memory_after: Option<Memory>,
}

/// One page under all loads.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Its name.
    pub name: &'static str,
    /// One connection, answers not compressed.
    pub plain: Seen,
    /// One connection, answers compressed, as browsers ask for them.
    pub one: Seen,
    /// Many connections, answers compressed.
    pub many: Seen,
    /// A constant page of the same size, one connection.
    pub limit_one: Seen,
    /// A constant page of the same size, many connections.
    pub limit_many: Seen,
}

impl Report {
    /// As a table for people or as JSON for programs.
    pub fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            println!("{}", serde_json::to_string_pretty(self)?);
        } else {
            print!("{}", self.table());
        }
        Ok(())
    }

    fn table(&self) -> String {
        let Site { database, posts, threads, people, ready_after, .. } = &self.site;
        let mut text = format!(
            "{posts} posts in {threads} discussions by {people} people on {database}\n\
             ready after {ready_after:.2} s; memory {} before, {} after\n\n\
             page                       CPU ms/request       bytes            1 connection          32 connections    limit (bare axum)\n\
             \x20                         plain   zipped    plain  zipped    req/s   p50   p99     req/s   p50   p99    CPU ms      ×  req/s\n",
            memory(self.site.memory_before),
            memory(self.site.memory_after),
        );
        for page in &self.pages {
            text += &row(page);
        }
        text + "\nCPU is the server's processor time per request at 1 connection, the figure to trust: client and server share \
                the\nmachine, so requests per second depend on what else it does. × is CPU (plain) over the CPU of a constant page of\n\
                the same size. Times are milliseconds.\n"
    }
}

fn row(page: &Figures) -> String {
    let Figures { name, plain, one, many, limit_one, limit_many } = page;
    format!(
        "{name:<24} {:>7.2} {:>8.2} {:>8} {:>7} {:>8.0} {:>5.1} {:>5.1} {:>9.0} {:>5.1} {:>5.1} {:>9.3} {:>6.1} {:>6.0}\n",
        plain.cpu,
        one.cpu,
        plain.bytes,
        one.bytes,
        one.rate,
        one.p50,
        one.p99,
        many.rate,
        many.p50,
        many.p99,
        limit_one.cpu,
        plain.cpu / limit_one.cpu,
        limit_many.rate,
    )
}

fn memory(memory: Option<Memory>) -> String {
    memory.map_or("?".to_owned(), |memory| {
        format!("{} MB ({} MB its own)", memory.resident / 1_000_000, memory.anonymous / 1_000_000)
    })
}
