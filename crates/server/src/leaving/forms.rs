//! What a browser sends to leave.

use kernel::{Result, once};
use serde::Deserialize;
use web::Problems;

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

impl LeavingForm {
    /// What is missing; a form that counts no times comes from no page of ours.
    pub fn check(&self) -> Result<Problems> {
        once::check(&self.once)?;
        let mut problems = Problems::default();
        if self.knows != "1" {
            problems.add("knows", "消えるものと残るものを確かめて、印を付けてください。");
        }
        if self.password.is_empty() {
            problems.add("password", "いまのパスワードを入力してください。");
        }
        Ok(problems)
    }
}
