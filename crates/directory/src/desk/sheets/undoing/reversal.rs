//! One deed of a file in reverse; a sentence where it is left as it is.

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Error, InvitationId, PersonId, Places, Result, SeatId, TenureId, Timestamp, Tx};
use sea_orm::ConnectionTrait as _;

use super::super::deeds::Deed;
use super::Taker;
use crate::access::read_role;
use crate::desk::files::{Desk, PersonFile, SeatFile};
use crate::desk::policy::{SeatRevision, Subject, Trust};
use crate::desk::queries;
use crate::desk::region::Region;
use crate::members::{Known, SeatChange};
use crate::{Tenure, invitations, members};

/// Why something was not taken back.
const CHANGED: &str = "取り込みの後で変更されたため、そのままにしました。";
/// The same, where it is not the bringer's to do any more.
const OUTSIDE: &str = "あなたの担当の範囲ではなくなったため、そのままにしました。";
/// The same, of an invitation that somebody has used.
const USED: &str = "招待を受けて登録されているため、そのままにしました。";
/// The same, of an invitation that was taken back by hand, or by a newer one to the same address.
const REVOKED: &str = "招待は、すでに取り消されています。";
/// The same, where the same person was invited anew since.
const RENEWED: &str = "取り込みの後で招待し直されたため、そのままにしました。招待の一覧で取り消せます。";

/// The same, of somebody who was registered.
const HERE: &str = "登録の後でお使いになったか、変更されたため、そのままにしました。";
/// The same, of the last who looks after the site.
const NEEDED: &str = "終わりの日のないサイト管理者がほかにいないため、そのままにしました。";
/// The same, of an address that belongs to somebody else by now.
const TAKEN: &str = "元のメールアドレスをほかの方が使っているため、そのままにしました。";

/// Takes one deed back; why not, if not.
pub(super) async fn undo(tx: &Tx, taker: &Taker<'_>, deed: &Deed) -> Result<Option<&'static str>> {
    let Taker { desk, by, done_at } = taker;
    match deed {
        Deed::Invited { invitation } => {
            let id = InvitationId(*invitation);
            if invitations::take_back(tx, desk.actor.id, id).await? {
                return Ok(None);
            }
            Ok(Some(match (is_used(tx, id).await?, is_renewed(tx, id).await?) {
                (true, _) => USED,
                (false, true) => RENEWED,
                (false, false) => REVOKED,
            }))
        }
        Deed::Seated { tenure, words, places, ended_at } => {
            let Some(file) = held(desk, TenureId(*tenure)) else { return Ok(Some(OUTSIDE)) };
            let is_as_left = (file.tenure.title.as_str(), file.tenure.form) == (words.0.as_str(), words.1.as_str())
                && file.tenure.places == *places
                && file.tenure.ended_at.map(|end| end.0) == *ended_at;
            if !is_as_left {
                return Ok(Some(CHANGED));
            }
            if !may_end(desk, &file) {
                return Ok(Some(OUTSIDE));
            }
            let is_gone = members::take_seat_back(tx, *by, file.tenure.id, file.tenure.seat).await?;
            // What was written from it keeps the seat, which may have come to its planned end by itself.
            if !is_gone && !file.tenure.is_over(tx.now) {
                members::end_tenure(tx, *by, file.tenure.id, tx.now).await?;
            }
            Ok(None)
        }
        Deed::Changed { seat, before, after, added, removed, phone } => {
            let places_now = queries::places_now(tx, SeatId(*seat)).await?;
            let Some(file) = seat_of(desk, SeatId(*seat), *done_at) else { return Ok(Some(CHANGED)) };
            if !file.tenure.regions(desk.places).iter().any(|region| desk.actor.has_charge(region)) {
                return Ok(Some(OUTSIDE));
            }
            let is_as_left = (file.tenure.title.as_str(), file.tenure.form) == (after.0.as_str(), after.1.as_str())
                && added.iter().all(|code| places_now.contains(code))
                && removed.iter().all(|code| !places_now.contains(code))
                && phone.as_ref().is_none_or(|(_, after)| file.tenure.organisation_phone == *after);
            // A seat that would serve nothing would mean a whole region instead.
            let is_left_with_any =
                places_now.is_empty() || !removed.is_empty() || places_now.iter().any(|code| !added.contains(code));
            if !is_as_left || !is_left_with_any {
                return Ok(Some(CHANGED));
            }
            let Some(change) = reversed(&file, before, after, (added, removed), phone.as_ref()) else {
                return Ok(Some(CHANGED));
            };
            let revision = SeatRevision { places: places_now, ..desk.revision(&file, change.clone()) };
            if !revision.is_up_to(&desk.actor) {
                return Ok(Some(OUTSIDE));
            }
            let holders: Vec<PersonId> = file.holders.iter().map(|holder| holder.person.id).collect();
            members::change_seat(tx, *by, SeatId(*seat), &holders, &change).await?;
            Ok(None)
        }
        Deed::Ended { tenure, before, after, in_touch } => {
            let tenure = TenureId(*tenure);
            let Some(file) = held(desk, tenure) else { return Ok(Some(OUTSIDE)) };
            if !may_end(desk, &file) {
                return Ok(Some(OUTSIDE));
            }
            let ends = (after.map(Timestamp), before.map(Timestamp));
            let is_back = members::move_end(tx, *by, tenure, ends).await?;
            if let (true, Some(person)) = (is_back, in_touch) {
                members::grant(tx, *by, PersonId(*person), &Role::Alumni, desk.places).await?;
            }
            Ok((!is_back).then_some(CHANGED))
        }
        Deed::Granted { person, role, grant } => revoke(tx, taker, PersonId(*person), role, *grant).await,
        Deed::Joined { person, fingerprint } => unregister(tx, taker, PersonId(*person), fingerprint).await,
        Deed::Corrected { person, before, after } => correct_back(tx, *by, PersonId(*person), (before, after)).await,
    }
}

/// The seat of a tenure with its one holder, in the charge.
fn held<'a>(desk: &Desk<'a>, tenure: TenureId) -> Option<SeatFile<'a>> {
    desk.tenure(tenure).ok()
}

/// A seat with all who have held it since the file came; nothing when they are unknown by now.
fn seat_of<'a>(desk: &Desk<'a>, seat: SeatId, done_at: Timestamp) -> Option<SeatFile<'a>> {
    let mut found: Option<SeatFile<'a>> = None;
    for person in desk.people.everybody() {
        // An end that the file itself has brought is taken back too.
        let is_since = |tenure: &&Tenure| tenure.seat == seat && !tenure.is_over(done_at.plus(-1));
        let held = person.tenures.iter().find(is_since);
        let Some((tenure, subject)) = held.zip(Subject::of(person, desk.places, desk.now)) else { continue };
        let holder = PersonFile { person, subject };
        match &mut found {
            Some(file) => file.holders.push(holder),
            None => found = Some(SeatFile { tenure, holders: vec![holder] }),
        }
    }
    found
}

fn may_end(desk: &Desk, file: &SeatFile) -> bool {
    desk.leave(file, desk.now, false).is_some_and(|leave| leave.is_up_to(&desk.actor))
}

/// The change that leads back.
fn reversed(
    file: &SeatFile,
    before: &(String, String),
    after: &(String, String),
    (added, removed): (&[String], &[String]),
    phone: Option<&(String, String)>,
) -> Option<SeatChange> {
    let details = (before != after).then(|| members::SeatDetails::of(file.tenure, &before.0, &before.1));
    let details = match details {
        None => None,
        Some(None) => return None,
        Some(details) => details,
    };
    let phone = phone.map(|(before, _)| before.clone());
    Some(SeatChange { details, phone, added: removed.to_vec(), removed: added.to_vec() })
}

async fn revoke(
    tx: &Tx,
    Taker { desk, by, .. }: &Taker<'_>,
    person: PersonId,
    (word, scope): &(String, String),
    grant: Option<i64>,
) -> Result<Option<&'static str>> {
    let places: &Places = desk.places;
    let Some(role) = read_role(word, scope, places) else { return Ok(Some(CHANGED)) };
    let Ok(file) = desk.person(person) else { return Ok(Some(OUTSIDE)) };
    let region = Region::of_role(&role, places);
    let trust = Trust { subject: file.subject, role: role.clone(), region };
    if !trust.is_up_to(&desk.actor) {
        return Ok(Some(OUTSIDE));
    }
    if let Some(grant) = grant
        && !stands(tx, grant).await?
    {
        return Ok(Some(CHANGED));
    }
    if !is_dispensable(tx, person, &role).await? {
        return Ok(Some(NEEDED));
    }
    match members::revoke(tx, *by, person, &role, places).await {
        Ok(()) => Ok(None),
        Err(Error::NotFound) => Ok(Some(CHANGED)),
        Err(error) => Err(error),
    }
}

/// Whether somebody else goes on looking after the site, if that is what the role is for.
async fn is_dispensable(tx: &Tx, person: PersonId, role: &Role) -> Result<bool> {
    match members::leaves_somebody(tx, person, role).await {
        Ok(()) => Ok(true),
        Err(Error::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn unregister(tx: &Tx, taker: &Taker<'_>, person: PersonId, fingerprint: &str) -> Result<Option<&'static str>> {
    for role in queries::roles_now(tx, person, taker.desk.places).await? {
        if !is_dispensable(tx, person, &role).await? {
            return Ok(Some(NEEDED));
        }
    }
    Ok((!members::unregister(tx, taker.by, person, fingerprint).await?).then_some(HERE))
}

async fn correct_back(
    tx: &Tx,
    by: Option<PersonId>,
    person: PersonId,
    (before, after): (&Known, &Known),
) -> Result<Option<&'static str>> {
    if members::known(tx, person).await? != *after {
        return Ok(Some(CHANGED));
    }
    Ok((!members::correct(tx, by, person, &after.back_to(before)).await?).then_some(TAKEN))
}

/// Whether nobody has taken a grant back, or set an end for it; the role may have been given anew since.
async fn stands(tx: &Tx, grant: i64) -> Result<bool> {
    let text = "SELECT 1 AS stands FROM grants WHERE id = $1 AND revoked_at IS NULL AND ends_at IS NULL";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [grant.into()])).await?.is_some())
}

/// Whether somebody has come by an invitation.
async fn is_used(tx: &Tx, id: InvitationId) -> Result<bool> {
    let text = "SELECT 1 AS used FROM invitations WHERE id = $1 AND used_at IS NOT NULL";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [id.0.into()])).await?.is_some())
}

/// Whether the same inviter has offered something else to the address since, and it still waits.
async fn is_renewed(tx: &Tx, id: InvitationId) -> Result<bool> {
    let text = "SELECT 1 AS renewed FROM invitations AS old
        JOIN invitations AS anew ON anew.inviter_id = old.inviter_id AND anew.email = old.email AND anew.id <> old.id
        WHERE old.id = $1 AND anew.created_at >= old.created_at AND anew.used_at IS NULL AND anew.revoked_at IS NULL
            AND anew.expires_at > $2 LIMIT 1";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [id.0.into(), tx.now.0.into()])).await?.is_some())
}
