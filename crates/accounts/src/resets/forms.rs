//! What the forms of resets send.

use serde::Deserialize;
use web::Problems;

use super::parse_code;
use crate::passwords::{Context, Password};
use crate::people::parse_email;

/// Asks for a letter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ForgottenForm {
    /// E-mail address.
    pub email: String,
    /// Makes the form count once.
    pub once: String,
}

/// What has just been done, so that the page says so.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentQuery {
    /// Present after a letter has been asked for.
    pub sent: Option<String>,
}

/// Sets a password by link; it is never shown again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    /// The new password.
    pub password: String,
    /// Makes the form count once.
    pub once: String,
}

/// Sets a password by code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// E-mail address.
    pub email: String,
    /// The code as typed.
    pub code: String,
    /// The new password; never shown again.
    pub password: String,
    /// Makes the form count once.
    pub once: String,
}

/// A checked [`CodeForm`]; the password was checked without knowing whose it will be.
#[derive(Default)]
pub struct Typed {
    /// E-mail address.
    pub email: String,
    /// The code.
    pub code: String,
}

impl CodeForm {
    /// What was typed, or what is wrong with it, said before it is known whether there is such a person.
    pub fn parse(&self) -> Result<Typed, Problems> {
        let mut problems = Problems::default();
        let typed = Typed {
            email: problems.take("email", parse_email(&self.email)),
            code: problems.take("code", parse_code(&self.code)),
        };
        let context = Context { email: &self.email, ..Context::default() };
        if let Err(sentence) = Password::parse(&self.password, &context) {
            problems.add("password", sentence);
        }
        problems.or(typed)
    }
}
