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
    /// Who runs the site.
    pub operator: Operator,
    /// How much of what was written stands in mail about it.
    pub mail_text: MailText,
}

/// How much of what was written stands in mail about it; mail lies on the servers of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailText {
    /// Room and address only, neither a title nor a name.
    #[default]
    None,
    /// Title, author and the first lines.
    Excerpt,
    /// Title, author and everything.
    Full,
}

/// Who runs the site and answers for the personal data on it, as its public pages name them. Japan's law on the
/// protection of personal information (個人情報の保護に関する法律 §32) wants name, address and representative to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// Name of the organisation; empty as long as nobody has said it.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Who represents it.
    pub representative: String,
    /// How to reach it: a telephone number, an e-mail address, or both.
    pub contact: String,
}

impl Operator {
    /// What is known of it, in the order in which it is shown.
    pub fn facts(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("運営者", &*self.name),
            ("所在地", &self.address),
            ("代表者", &self.representative),
            ("窓口", &self.contact),
        ];
        all.into_iter().filter(|(_, fact)| !fact.is_empty()).collect()
    }
}

impl Config {
    /// Whether visitors come over TLS, which decides the cookie's name and flags.
    pub fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }
}
