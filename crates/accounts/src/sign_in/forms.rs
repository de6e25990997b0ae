//! What the sign-in form sends.

use serde::Deserialize;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NextQuery {
    /// A path on this site.
    pub next: String,
    /// Present when a form was refused because nobody was signed in.
    pub unsent: Option<String>,
    /// Present when such a form has been kept as a draft.
    pub kept: Option<String>,
    /// Present when the password has just been set anew.
    pub reset: Option<String>,
}

/// The form as typed.
#[derive(Debug, Default, Deserialize)]
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

impl SignInForm {
    /// The form before anything is typed: a shared computer is assumed until somebody says otherwise.
    pub fn fresh(next: String) -> Self {
        Self { next, shared: Some("1".to_owned()), ..Self::default() }
    }
}
