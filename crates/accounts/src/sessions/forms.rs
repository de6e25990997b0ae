//! What the page of sessions is asked, and what its forms send.

use serde::Deserialize;

/// The form that ends sessions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// Makes the form count once.
    pub once: String,
}
