//! What approvers send.

use kernel::{Places, text};
use serde::Deserialize;
use web::Problems;

use super::queries::Charge;
use super::strikable;

/// Most characters of a note and of a reason.
const LONGEST: usize = 500;

/// Either form of the page as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    /// How the identity was checked.
    pub checked: String,
    /// Codes of municipalities that are to be taken out of the claim.
    pub strike: Vec<String>,
    /// Why the application is declined.
    pub reason: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// A release that can be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// How the identity was checked.
    pub checked: String,
    /// Codes to be taken out of the claim, all of prefectures that the approver answers for.
    pub struck: Vec<String>,
}

impl DecisionForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// A release; codes of other prefectures are dropped, since no page of ours offers them.
    pub fn release(&self, charge: &Charge, places: &Places) -> Result<Release, Problems> {
        let mut problems = Problems::default();
        let checked = problems.take("checked", text::require("ご本人であることの確かめ方", &self.checked, LONGEST));
        let is_struck = |code: &&str| self.strike.iter().any(|struck| struck == code);
        for prefecture in charge.open() {
            let all = strikable(&charge.case, &[prefecture], places);
            if !all.is_empty() && all.iter().all(is_struck) {
                problems.add(
                    "strike",
                    "担当する市町村を、県ごとに一つは残してください。どれも担当でないときは、理由を添えてお断りください。",
                );
            }
        }
        let struck = strikable(&charge.case, &charge.open(), places).into_iter().filter(is_struck);
        let release = Release { checked, struck: struck.map(str::to_owned).collect() };
        problems.or(release)
    }

    /// The reason of a decline.
    pub fn reason(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let reason = problems.take("reason", text::require("お断りする理由", &self.reason, LONGEST));
        problems.or(reason)
    }
}
