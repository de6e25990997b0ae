//! Approving applications: every claimed prefecture releases its own part, and one decline declines the whole.
//!
//! Invariants:
//! - who answers for a part follows from grants and working days by one rule ([`charge::responsible`]);
//! - nobody decides on their own application, and a decision that came first stands: the later one is a `Conflict`;
//! - whoever has released all that is theirs decides no more, nor declines the whole;
//! - a seat that stands empty is filled only by the last release, by somebody whose charge covers all that it serves;
//! - how the approver made sure of the identity is kept with who and when, and only administrators read it again.

pub mod charge;
mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod policy;
mod queries;
mod rows;
pub mod telling;
mod vacancies;
mod views;

use anyhow::anyhow;
use kernel::mail::queue;
use kernel::once::{self, Claim};
use kernel::{ApplicationId, Error, Permit, PersonId, Places, Result, SeatId, Tx, audit};
use web::App;

pub use self::forms::Release;
use self::policy::Decide;
pub(crate) use self::queries::holds_office;
pub use self::queries::{Charge, waiting_for};
use crate::applications::queries::case;
use crate::applications::rows::step;
use crate::applications::{Case, State};
use crate::{claims, members};

/// Where decisions wait.
pub const APPLICATIONS: &str = "/admin/applications";

const OVERTAKEN: &str =
    "この申請は、ほかの担当者が先に判断したか、申請した方が取り下げました。一覧でお確かめください。";

const RELEASED: &str = "あなたの担当の都道府県の確認は、すでに済んでいます。ほかの都道府県の判断をお待ちください。\
    お断りする必要が生じたときは、まだ確認していない都道府県の担当者にご連絡ください。";

const OUTDATED: &str = "申請の後で、市町村などの登録が変わったため、このままでは承認できません。\
    申請の画面で、担当する市町村と、所属機関のある市区町村を確かめたうえ、申し込み直していただくように理由を添えてお断りください。";

/// Releases the parts that are in the approver's charge; the last one to be released makes a member.
pub async fn release(app: &App, charge: Permit<Decide>, release: &Release, once: &str) -> Result<()> {
    let (id, approver) = (charge.case.application.id, charge.viewer());
    let tx = app.db.begin().await?;
    let seat = release.seat.map(|seat| seat.to_string()).unwrap_or_default();
    let form = once::typed(&format!("release {id}"), [&*release.checked, &*seat]);
    if once::claim(&tx, approver, &form, once, APPLICATIONS).await? != Claim::First {
        return Ok(());
    }
    hold(&tx, &charge).await?;
    for prefecture in charge.open() {
        if !rows::release(&tx, id, prefecture, approver, &release.checked).await? {
            return Err(Error::Conflict(OVERTAKEN));
        }
        audit::note(&tx, Some(approver), "application-release", &format!("application-{id}"), prefecture).await?;
    }
    let case = locked(&tx, id).await?;
    strike(&tx, approver, &case, &release.struck).await?;
    if case.parts.iter().all(|part| part.released_at.is_some()) {
        accept(&tx, app, id, approver, release.seat).await?;
    }
    tx.commit().await
}

/// Declines the whole application; the applicant gets the reason.
pub async fn decline(app: &App, charge: Permit<Decide>, reason: &str, once: &str) -> Result<()> {
    let (application, approver) = (&charge.case.application, charge.viewer());
    let tx = app.db.begin().await?;
    let form = once::typed(&format!("decline {}", application.id), [reason]);
    if once::claim(&tx, approver, &form, once, APPLICATIONS).await? != Claim::First {
        return Ok(());
    }
    hold(&tx, &charge).await?;
    if !rows::decide(&tx, application.id, State::Declined, approver, reason).await? {
        return Err(Error::Conflict(OVERTAKEN));
    }
    audit::note(&tx, Some(approver), "application-decline", &format!("application-{}", application.id), "").await?;
    queue(&tx, &letters::declined(&application.email, reason, &app.config.url)).await?;
    tx.commit().await
}

/// Holds the application until the decision on it is written: two prefectures at the same moment come one after the
/// other here, so one of them sees that it is the last. Whoever has no part left that waits decides no more.
///
/// This is asked here and not in the policy, since a form that is sent twice must get the same answer twice.
async fn hold(tx: &Tx, charge: &Charge) -> Result<()> {
    let id = charge.case.application.id;
    if !step(tx, id, State::Waiting, State::Waiting).await? {
        return Err(Error::Conflict(OVERTAKEN));
    }
    let now = Charge { case: locked(tx, id).await?, mine: charge.mine.clone() };
    if now.open().is_empty() { Err(Error::Conflict(RELEASED)) } else { Ok(()) }
}

/// Takes municipalities out of the claim that the approver does not vouch for.
async fn strike(tx: &Tx, approver: PersonId, case: &Case, struck: &[String]) -> Result<()> {
    if struck.is_empty() {
        return Ok(());
    }
    let application = &case.application;
    let codes = application.claim.codes();
    let kept: Vec<&str> = codes.into_iter().filter(|code| !struck.iter().any(|struck| struck == code)).collect();
    let subject = format!("application-{}", application.id);
    audit::note(tx, Some(approver), "application-strike", &subject, &struck.join(" ")).await?;
    claims::serve(tx, application.claim_id, &kept).await
}

/// Makes the applicant a member: with the claimed seat, or with one that exists and stands empty.
async fn accept(tx: &Tx, app: &App, id: ApplicationId, approver: PersonId, vacant: Option<SeatId>) -> Result<()> {
    let application = locked(tx, id).await?.application;
    let person = application.person_id.ok_or_else(|| anyhow!("application {id} waits without a person"))?;
    let seat = application.claim.fill(tx.now, &app.places, OUTDATED)?;
    members::approve(tx, Some(approver), person).await?;
    match vacant {
        Some(vacant) => vacancies::fill(tx, approver, person, vacant, &application.claim).await?,
        None => members::take_seat(tx, Some(approver), person, &seat).await.map(drop)?,
    }
    rows::decide(tx, id, State::Accepted, approver, "").await?;
    queue(tx, &letters::accepted(&application.email, &app.config.url)).await
}

/// The application as it is now that its row is ours.
async fn locked(tx: &Tx, id: ApplicationId) -> Result<Case> {
    case(&tx.conn, id).await?.ok_or(Error::NotFound)
}

/// Codes of the claim in these prefectures, which their approvers may strike.
fn strikable<'a>(case: &'a Case, prefectures: &[&str], places: &Places) -> Vec<&'a str> {
    let is_mine =
        |code: &&str| places.municipality(code).is_some_and(|place| prefectures.contains(&&*place.prefecture));
    case.application.claim.codes().into_iter().filter(is_mine).collect()
}
