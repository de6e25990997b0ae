//! What approvers send.

use kernel::{Places, SeatId, text};
use serde::Deserialize;
use web::Problems;

use super::queries::Charge;
use super::strikable;
use super::vacancies::Vacancy;

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
    /// The seat that stands empty and is to be taken; empty for a new one.
    pub seat: String,
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
    /// The seat that stands empty and is to be taken; none for a new one.
    pub seat: Option<SeatId>,
}

impl DecisionForm {
    /// An empty form; the one seat that stands empty and is the very one that is claimed is taken unless the approver says
    /// otherwise.
    pub(super) fn fresh(charge: &Charge, vacancies: &[Vacancy]) -> Self {
        let claim = &charge.case.application.claim;
        let mut meant = vacancies.iter().filter(|vacancy| vacancy.is_meant_by(claim));
        let only = meant.next().filter(|_| meant.next().is_none());
        let seat = only.map(|vacancy| vacancy.seat.to_string()).unwrap_or_default();
        Self { once: web::forms::once(), seat, ..Self::default() }
    }

    /// A release; codes of other prefectures are dropped, since no page of ours offers them.
    pub(super) fn release(&self, charge: &Charge, vacancies: &[Vacancy], places: &Places) -> Result<Release, Problems> {
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
        let struck: Vec<&str> = strikable(&charge.case, &charge.open(), places).into_iter().filter(is_struck).collect();
        let codes = charge.case.application.claim.codes();
        let kept: Vec<&str> = codes.into_iter().filter(|code| !struck.contains(code)).collect();
        let seat = problems.take("seat", self.vacancy(vacancies, &kept));
        problems.or(Release { checked, struck: struck.into_iter().map(str::to_owned).collect(), seat })
    }

    /// The seat that is to be taken, which must serve what is approved.
    fn vacancy(&self, vacancies: &[Vacancy], kept: &[&str]) -> Result<Option<SeatId>, String> {
        if self.seat.is_empty() {
            return Ok(None);
        }
        match vacancies.iter().find(|vacancy| vacancy.seat.to_string() == self.seat) {
            None => Err("選んだポストは、いまは空いていません。選び直してください。".to_owned()),
            Some(vacancy) if vacancy.serves(kept) => Ok(Some(vacancy.seat)),
            Some(_) => Err("選んだポストの担当する市町村と、承認する市町村が合いません。\
                市町村を合わせるか、新しいポストを選んでください。"
                .to_owned()),
        }
    }

    /// The reason of a decline.
    pub fn reason(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let reason = problems.take("reason", text::require("お断りする理由", &self.reason, LONGEST));
        problems.or(reason)
    }
}
