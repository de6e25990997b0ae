//! What the set-up form sends.

use accounts::passwords::{Context, Password};
use accounts::people::parse_email;
use directory::members::{CheckedMember, NewMember, NewOrganisation, NewSeat, parse_kana};
use kernel::viewer::{Role, Standing};
use kernel::{Places, Timestamp, terms, text};
use serde::Deserialize;
use web::Problems;

/// The form as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SetupForm {
    /// Name.
    pub name: String,
    /// よみ
    pub kana: String,
    /// E-mail address.
    pub email: String,
    /// Password; never shown again.
    pub password: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Slug of its kind.
    pub affiliation: String,
    /// Code of its municipality, 5 digits.
    pub municipality: String,
}

/// The first administrator, checked.
pub struct Founder {
    /// Name.
    pub name: String,
    /// よみ
    pub kana: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: Option<Password>,
    /// Name of the organisation.
    pub organisation: String,
    /// Slug of its kind.
    pub affiliation: String,
    /// Code of its municipality.
    pub municipality: String,
}

impl Founder {
    /// The member that they become, with the PHC string of their password; the error is a sentence.
    pub fn member(self, hash: String, now: Timestamp, places: &Places) -> Result<CheckedMember, String> {
        let organisation = NewOrganisation {
            name: self.organisation,
            affiliation: self.affiliation,
            municipality: self.municipality,
            phone: String::new(),
        };
        let seat = NewSeat {
            organisation,
            title: "サイト管理者".to_owned(),
            form: "direct".to_owned(),
            is_hub: false,
            is_full_time: true,
            places: Vec::new(),
            started_at: now,
            ended_at: None,
        };
        let member = NewMember {
            name: self.name,
            kana: self.kana,
            email: self.email,
            password_hash: Some(hash),
            standing: Standing::Active,
            joined_at: now,
            seat: Some(seat),
            role: Some(Role::Administrator),
            qualifications: Vec::new(),
            themes: Vec::new(),
            introduction: String::new(),
            experience_years: None,
        };
        member.check(places)
    }
}

impl SetupForm {
    /// Checks every field; what is wrong comes back as sentences.
    pub fn parse(&self, places: &Places) -> Result<Founder, Problems> {
        let mut problems = Problems::default();
        let context = Context { email: &self.email, name: &self.name, kana: &self.kana, ..Context::default() };
        let founder = Founder {
            name: problems.take("name", text::require_line("氏名", &self.name, 60)),
            kana: problems.take("kana", parse_kana(&self.kana)),
            email: problems.take("email", parse_email(&self.email)),
            password: problems.take("password", Password::parse(&self.password, &context).map(Some)),
            organisation: problems.take("organisation", text::require_line("所属機関", &self.organisation, 80)),
            affiliation: problems.take("affiliation", known_affiliation(&self.affiliation)),
            municipality: problems.take("municipality", known_municipality(&self.municipality, places)),
        };
        problems.or(founder)
    }
}

fn known_affiliation(slug: &str) -> Result<String, String> {
    terms::name(terms::AFFILIATIONS, slug).map(|_| slug.to_owned()).ok_or("所属区分を選んでください。".to_owned())
}

fn known_municipality(code: &str, places: &Places) -> Result<String, String> {
    let code = text::nfkc(code.trim());
    match places.municipality(&code) {
        Some(place) => Ok(place.code.clone()),
        None => Err("市区町村コードを5桁の数字で入力してください（例: 11202）。".to_owned()),
    }
}
