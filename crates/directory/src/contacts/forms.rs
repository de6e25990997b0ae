//! The form of one's own contact.

use kernel::text;
use serde::Deserialize;
use web::Problems;

use super::policy::Audience;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Telephone number.
    pub phone: String,
    /// Who sees it.
    pub phone_audience: String,
    /// Who sees the e-mail address.
    pub email_audience: String,
    /// Makes the form count once.
    pub once: String,
}

/// What can be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Telephone number; may be empty.
    pub phone: String,
    /// Who sees it.
    pub phone_audience: Audience,
    /// Who sees the e-mail address.
    pub email_audience: Audience,
}

impl ContactForm {
    /// What can be stored, or what is wrong. A choice that no form of ours offers is the most careful one.
    pub fn parse(&self) -> Result<Settings, Problems> {
        let mut problems = Problems::default();
        let settings = Settings {
            phone: problems.take("phone", parse_phone(&self.phone)),
            phone_audience: Audience::read(&self.phone_audience),
            email_audience: Audience::read(&self.email_audience),
        };
        if problems.is_empty() && settings.phone.is_empty() && settings.phone_audience != Audience::Nobody {
            problems.add("phone", "電話番号を見せるときは、番号を入力してください。");
        }
        problems.or(settings)
    }
}

/// A telephone number in half width; what looks like a hyphen is one.
fn parse_phone(input: &str) -> Result<String, String> {
    let typed = text::nfkc(&text::optional_line("電話番号", input, 30)?);
    let hyphen = |c: char| if matches!(c, '‐'..='―' | '−' | 'ー' | '─') { '-' } else { c };
    let phone: String = typed.trim().chars().map(hyphen).collect();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_plain = phone.chars().all(|c| c.is_ascii_digit() || "-+() ".contains(c));
    if phone.is_empty() || (is_plain && (9..=15).contains(&digits)) {
        Ok(phone)
    } else {
        Err("電話番号は、048-123-4567 のように、数字とハイフンで入力してください。".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_either_width_and_kept_in_half() {
        for (typed, kept) in [
            ("", ""),
            ("０４８－１２３－４５６７", "048-123-4567"),
            ("0230ー11ー2222", "0230-11-2222"),
            ("(0230)11-2222", "(0230)11-2222"),
            ("09012345678", "09012345678"),
        ] {
            assert_eq!(parse_phone(typed), Ok(kept.to_owned()), "{typed}");
        }
        for wrong in ["電話はありません", "123", "0230-11-2222 内線3", "<b>0230112222</b>", "0230\u{0}112222"]
        {
            assert!(parse_phone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_that_is_to_be_shown_must_be_there_and_an_unknown_audience_is_nobody() {
        let form = |phone: &str, audience: &str| ContactForm {
            phone: phone.to_owned(),
            phone_audience: audience.to_owned(),
            ..ContactForm::default()
        };
        assert!(form("", "members").parse().unwrap_err().at("phone").is_some());
        assert_eq!(form("0230112222", "world").parse().unwrap().phone_audience, Audience::Nobody);
    }
}
