//! What the sign-in form sends.

use serde::Deserialize;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NextQuery {
    /// A path on this site.
    pub next: String,
}

/// The form as typed.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// E-mail address.
    pub email: String,
    /// Password; never shown again.
    pub password: String,
    /// A path on this site.
    pub next: String,
    /// 「共用の端末」, present when ticked.
    pub shared: Option<String>,
}

/// The empty form: a shared computer is assumed until somebody says otherwise.
impl Default for SignInForm {
    fn default() -> Self {
        Self { email: String::new(), password: String::new(), next: String::new(), shared: Some("1".to_owned()) }
    }
}
