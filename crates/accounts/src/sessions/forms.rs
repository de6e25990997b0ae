//! What the page of sessions is asked, and what its forms send.

use serde::Deserialize;

/// What has just been done, so that the page says so.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    /// Present after the password has been changed.
    pub changed: Option<String>,
    /// Present after sessions have been ended.
    pub ended: Option<String>,
}

/// The form that ends sessions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// Makes the form count once.
    pub once: String,
}
