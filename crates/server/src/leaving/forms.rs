//! What a browser sends to leave.

use serde::Deserialize;

/// The password, which is never shown again, and a box that says so knowingly.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeavingForm {
    /// The present password.
    pub password: String,
    /// `1` when what follows has been read.
    pub knows: String,
    /// Makes the form count once; whoever has left cannot send it again.
    pub once: String,
}
