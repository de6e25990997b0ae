//! Seats without a holder in which an applicant may follow, so that those who hold a seat over the years stay on one.

use std::collections::BTreeSet;

use kernel::{Error, PersonId, Places, Result, SeatId, Timestamp, Tx, Viewer};

use super::queries::Charge;
use super::rows;
use crate::claims::SeatClaim;
use crate::invitations::still_serves;
use crate::roster::Tenure;
use crate::seats::policy::Fill;
use crate::{Roster, members};

/// Said when a seat was filled, or has changed, between reading and writing.
const TAKEN: &str = "選んだポストは、ほかの方が着任したか、後任の方が招待されているか、内容が変わりました。申請の画面を開き直して、ポストを選び直してください。";

/// A seat at the employer of a claim that nobody holds, and that serves nothing which the claim does not.
#[derive(Clone, Debug)]
pub(super) struct Vacancy<'a> {
    /// The seat.
    pub seat: SeatId,
    /// The last time that somebody has spent in it.
    pub last: &'a Tenure,
    /// Who that was, as they were called then.
    pub name: &'a str,
}

impl Vacancy<'_> {
    /// Whether it is the very seat of a claim: the same post, for exactly the same municipalities.
    pub fn is_meant_by(&self, claim: &SeatClaim) -> bool {
        self.last.title == claim.title && self.serves(&claim.codes())
    }

    /// Whether it serves exactly these municipalities.
    pub fn serves(&self, codes: &[&str]) -> bool {
        self.last.places.iter().map(String::as_str).eq(codes.iter().copied().collect::<BTreeSet<_>>())
    }
}

/// Those that the viewer may fill with this applicant, the last to become vacant first. None before the last release, which
/// alone gives a seat.
pub(super) fn vacancies<'a>(
    charge: &Charge,
    viewer: &Viewer,
    roster: &'a Roster,
    places: &Places,
    now: Timestamp,
) -> Vec<Vacancy<'a>> {
    let open = charge.open();
    let is_last = |code: &str| open.contains(&code);
    if open.is_empty()
        || charge.case.parts.iter().any(|part| part.released_at.is_none() && !is_last(&part.prefecture_code))
    {
        return Vec::new();
    }
    let claim = &charge.case.application.claim;
    let all = || roster.everybody().flat_map(|person| &person.tenures).filter(|tenure| is_at(tenure, claim));
    let held: BTreeSet<SeatId> = all().filter(|tenure| !tenure.is_over(now)).map(|tenure| tenure.seat).collect();
    let empty: BTreeSet<SeatId> = all().map(|tenure| tenure.seat).filter(|seat| !held.contains(seat)).collect();
    let vacancy = |id| {
        let seat = roster.seat(id, now)?;
        let last = seat.former.first()?;
        let may_fill = viewer.may::<Fill>(seat.known.regions(places)).is_ok();
        may_fill.then(|| Vacancy { seat: id, last: last.tenure, name: last.person.name_in(last.tenure) })
    };
    let mut found: Vec<Vacancy> = empty.into_iter().filter_map(vacancy).collect();
    found.sort_by_key(|vacancy| (std::cmp::Reverse(vacancy.last.ended_at), vacancy.seat));
    found
}

/// Whether a seat is one at the employer of the claim, and serves nothing else.
fn is_at(tenure: &Tenure, claim: &SeatClaim) -> bool {
    let codes = claim.codes();
    tenure.organisation_name == claim.organisation
        && tenure.affiliation == claim.affiliation
        && tenure.organisation_municipality == claim.municipality_code
        && tenure.places.iter().all(|served| codes.contains(&served.as_str()))
        && tenure.places.is_empty() == codes.is_empty()
}

/// Gives the applicant a seat that exists, if it is still vacant and serves what was approved.
pub(super) async fn fill(tx: &Tx, approver: PersonId, person: PersonId, seat: SeatId, claim: &SeatClaim) -> Result<()> {
    members::hold_seat(tx, seat).await?;
    if !still_serves(&tx.conn, seat, claim).await? || !rows::is_vacant(tx, seat).await? {
        return Err(Error::Conflict(TAKEN));
    }
    members::succeed(tx, Some(approver), person, seat, tx.now).await
}
