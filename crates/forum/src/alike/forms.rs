//! What our script adds to an address.

use serde::Deserialize;

/// Whether only what stands beside a discussion is wanted, without a page around it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BesideQuery {
    /// Present when it is.
    pub beside: Option<String>,
}
