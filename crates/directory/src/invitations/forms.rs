//! What inviters send, and what those send who were invited.

use std::collections::BTreeSet;

use accounts::passwords::{Context, Password};
use accounts::people::parse_email;
use kernel::viewer::Role;
use kernel::{Places, Result, SeatId, Timestamp, text};
use serde::Deserialize;
use web::Problems;

use super::Newcomer;
use super::entity::Invitation;
use super::policy::{Region, reaches, regions};
use crate::claims::towns::{Towns, written};
use crate::claims::{SeatClaim, SeatForm};
use crate::consents::Consent;
use crate::members::parse_kana;
use crate::roster::Tenure;

/// What of the list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Words of an address, a name, an office or a place.
    pub q: String,
    /// The word of a tab.
    pub state: String,
    /// `charge` for those that others have sent too.
    pub whose: String,
    /// The roster that brought them.
    pub import: String,
    /// Page, from 1.
    pub page: String,
}

/// The offer as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct InvitationForm {
    /// To which address.
    pub email: String,
    /// How whoever is invited is called; may be empty.
    pub name: String,
    /// The seat.
    #[serde(flatten)]
    pub seat: SeatForm,
    /// `officer`, or nothing.
    pub role: String,
    /// Of which municipality, as code or name.
    pub officer_of: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// An offer that can be stored.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// To which address.
    pub email: String,
    /// The seat.
    pub claim: SeatClaim,
    /// Code of the municipality whose officer the person is to be.
    pub officer_of: Option<String>,
    /// The prefectures that it touches, all of which the inviter must reach.
    pub regions: BTreeSet<Region>,
    /// How whoever is invited is called; may be empty.
    pub name: String,
    /// The seat in which somebody is to follow, if it is there already.
    pub follows: Option<Follows>,
}

/// A seat that exists, and from when on it is offered.
#[derive(Clone, Copy, Debug)]
pub struct Follows {
    /// The seat.
    pub seat: SeatId,
    /// When the tenure begins, at the earliest.
    pub starts_at: Timestamp,
}

impl NewInvitation {
    /// The offer to follow in a seat.
    pub fn to_follow(email: String, name: String, tenure: &Tenure, starts_at: Timestamp, places: &Places) -> Self {
        let claim = SeatClaim::of(tenure);
        let regions = regions(&claim, None, places);
        let follows = Some(Follows { seat: tenure.seat, starts_at });
        Self { email, claim, officer_of: None, regions, name, follows }
    }

    /// All that it says, as one text, by which a corrected one is told from the same one sent twice.
    pub(super) fn content(&self) -> String {
        format!("{self:?}")
    }
}

impl InvitationForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// What can be stored, or what is wrong; places that these roles do not reach are told by name.
    pub fn parse(&self, roles: &BTreeSet<Role>, places: &Places) -> Result<NewInvitation, Problems> {
        self.parse_with(roles, &Towns::new(places), places)
    }

    /// The same for one of many, with the ways to write a municipality at hand.
    pub(crate) fn parse_with(
        &self,
        roles: &BTreeSet<Role>,
        towns: &Towns,
        places: &Places,
    ) -> Result<NewInvitation, Problems> {
        let mut problems = Problems::default();
        let email = problems.take("email", parse_email(&self.email));
        let name = problems.take("name", text::optional_line("氏名", &self.name, 60));
        let claim = self.seat.parse_with(towns, &mut problems);
        let officer_of = (self.role == "officer")
            .then(|| problems.take("officer_of", towns.one("担当者となる市町村", &self.officer_of)));
        let claim_field = if claim.served.is_empty() { "municipality" } else { "places" };
        let codes = if claim.served.is_empty() { vec![claim.municipality_code.as_str()] } else { claim.codes() };
        let officer = officer_of.as_deref().map(|code| ("officer_of", code));
        for (field, code) in codes.into_iter().map(|code| (claim_field, code)).chain(officer) {
            let Some(place) = places.municipality(code) else { continue };
            let bloc = places.prefecture(&place.prefecture).map(|found| found.bloc.clone()).unwrap_or_default();
            if !reaches(roles, &Region { prefecture: place.prefecture.clone(), bloc }) {
                let name = written(code, places);
                problems.add(
                    field,
                    format!("「{name}」は、あなたの担当の範囲の外です。範囲の中の市町村を入力してください。"),
                );
            }
        }
        let regions = regions(&claim, officer_of.as_deref(), places);
        problems.or(NewInvitation { email, claim, officer_of, regions, name, follows: None })
    }
}

/// The form behind the link of an invitation, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewcomerForm {
    /// よみ
    pub kana: String,
    /// Name.
    pub name: String,
    /// Password; never shown again.
    pub password: String,
    /// Version of the 利用規約, when its box is ticked.
    pub terms: String,
    /// Version of the 個人情報の取扱い, when its box is ticked.
    pub privacy: String,
}

impl NewcomerForm {
    /// The form before anything is typed, with the name that the inviter knows.
    pub fn of(invitation: &Invitation) -> Self {
        Self { name: invitation.name.clone(), ..Self::default() }
    }

    /// Somebody who can join under this address once the password has been hashed, or what is wrong.
    pub async fn parse(&self, email: &str, organisation: &str) -> Result<Result<Newcomer, Problems>> {
        let mut problems = Problems::default();
        let kana = problems.take("kana", parse_kana(&self.kana));
        let name = problems.take("name", text::require_line("氏名", &self.name, 60));
        let context = Context { email, name: &self.name, kana: &self.kana, organisation };
        let password = problems.take("password", Password::parse(&self.password, &context).map(Some));
        let consent = Consent::parse(&self.terms, &self.privacy, &mut problems);
        let Some(password) = password.filter(|_| problems.is_empty()) else { return Ok(Err(problems)) };
        Ok(Ok(Newcomer { name, kana, password_hash: password.hash().await?, consent }))
    }
}
