//! What applicants send.

use accounts::people::parse_email;
use kernel::{Places, text};
use serde::Deserialize;
use web::Problems;

use super::entity::Application;
use crate::claims::{SeatClaim, SeatForm};
use crate::consents::Consent;
use crate::members::parse_kana;

/// Most characters of the proof.
const LONGEST_PROOF: usize = 1_000;

/// The application as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ApplicationForm {
    /// よみ
    pub kana: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The seat.
    #[serde(flatten)]
    pub seat: SeatForm,
    /// How the person came to do this work.
    pub proof: String,
    /// Version of the 利用規約, when its box is ticked.
    pub terms: String,
    /// Version of the 個人情報の取扱い, when its box is ticked.
    pub privacy: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// What can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApplication {
    /// よみ in hiragana.
    pub kana: String,
    /// Name.
    pub name: String,
    /// E-mail address as it is compared.
    pub email: String,
    /// The seat.
    pub claim: SeatClaim,
    /// How the person came to do this work.
    pub proof: String,
    /// What was agreed to.
    pub consent: Consent,
}

impl NewApplication {
    /// All that it says, as one text, by which a corrected one is told from the same one sent twice.
    pub(super) fn content(&self) -> String {
        format!("{self:?}")
    }
}

impl ApplicationForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The form with what was sent before; consent is asked for anew.
    pub fn of(application: &Application, places: &Places) -> Self {
        Self {
            kana: application.kana.clone(),
            name: application.name.clone(),
            email: application.email.clone(),
            seat: SeatForm::of(&application.claim, places),
            proof: application.proof.clone(),
            once: web::forms::once(),
            ..Self::default()
        }
    }

    /// What can be stored, or what is wrong, in the order of the form.
    pub fn parse(&self, places: &Places) -> Result<NewApplication, Problems> {
        let mut problems = Problems::default();
        let application = NewApplication {
            kana: problems.take("kana", parse_kana(&self.kana)),
            name: problems.take("name", text::require_line("氏名", &self.name, 60)),
            email: problems.take("email", parse_email(&self.email)),
            claim: self.seat.parse(places, &mut problems),
            proof: problems.take("proof", text::require("担当するようになった経緯", &self.proof, LONGEST_PROOF)),
            consent: Consent::parse(&self.terms, &self.privacy, &mut problems),
        };
        problems.or(application)
    }
}

/// The button that takes an application back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawalForm {
    /// Makes the form count once.
    pub once: String,
}

/// The code from the letter, with the address that it was sent to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// E-mail address.
    pub email: String,
    /// The code as typed.
    pub code: String,
}

/// The password with which the address is confirmed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    /// Password; never shown again.
    pub password: String,
}
