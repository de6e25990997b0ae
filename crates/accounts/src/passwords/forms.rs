//! What the form of one's own password sends.

use kernel::text;
use serde::Deserialize;
use web::Problems;

use super::{Context, Password};

/// The form as typed; neither password is ever shown again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// The present password.
    pub current: String,
    /// The new one.
    pub password: String,
}

impl PasswordForm {
    /// The new password, or what is wrong.
    pub fn parse(&self, context: &Context) -> Result<Password, Problems> {
        let mut problems = Problems::default();
        if self.current.is_empty() {
            problems.add("current", "いまのパスワードを入力してください。");
        }
        let password = problems.take("password", Password::parse(&self.password, context).map(Some));
        if !self.password.is_empty() && text::nfkc(&self.current) == text::nfkc(&self.password) {
            problems.add("password", "いまのパスワードと同じです。別のパスワードにしてください。");
        }
        match password {
            Some(password) => problems.or(password),
            None => Err(problems),
        }
    }
}
