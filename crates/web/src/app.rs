//! What every handler can reach.

use std::net::IpAddr;
use std::sync::Arc;

use kernel::{Db, Places};

/// The application's state; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The search index.
    pub search: search::Index,
    /// The map of Japan.
    pub places: Arc<Places>,
    /// Settings that do not change while running.
    pub config: Arc<Config>,
}

/// Settings that do not change while running.
#[derive(Clone, Debug)]
pub struct Config {
    /// Public base address without a trailing slash, such as `https://yokoito.example.jp`.
    pub url: String,
    /// Whether this is the demo.
    pub sample: bool,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Config {
    /// Whether visitors come over TLS, which decides the cookie's name and flags.
    pub fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }
}
