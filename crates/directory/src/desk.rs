//! The managers' desk: the registrations of people who are members already.
//!
//! Seats, municipalities, tenures, grants and standing decide who somebody is and what they may see, so they are changed
//! here by those in whose charge they are, and nowhere else but at the operator's terminal. Invariants:
//! - what may be done is decided by [`policy`] alone, and once more inside the transaction, with the grants that the
//!   actor holds by then;
//! - the desk has one turn at a time on every instance, so that two people cannot revoke each other;
//! - outside of one's charge nobody exists.

mod codes;
pub(crate) mod confirmations;
pub(crate) mod files;
mod forms;
pub mod handlers;
mod names;
pub mod paths;
pub mod policy;
mod queries;
pub(crate) mod region;
pub mod sheets;
pub(crate) mod turnover;
mod views;

use kernel::once::{self, Claim, claim};
use kernel::viewer::Role;
use kernel::{Db, Error, Permit, PersonId, Places, Result, Tx, Viewer};
use web::App;

pub use self::codes::issue_code;
pub use self::files::Desk;
use self::forms::RoleDeed;
pub(crate) use self::forms::day;
use self::policy::{
    Actor, CallOffEnd, ChangeSeat, EndTenure, Entrust, GiveSeat, Leave, Rank, Readmission, Restore, SeatOffer,
    SeatRevision, Subject, Suspend, Suspension, Trust,
};
use crate::access::role_text;
use crate::{Roster, members};

/// What people call it.
pub const TITLE: &str = "名簿の管理";

/// The list of those who cannot sign in yet.
const WITHOUT_ACCESS: &str = "/admin/people?access=none";

/// The desk's turn among the turns of transactions.
const TURN: i64 = 7_501_742;

/// Said when something was changed between reading and writing.
const OVERTAKEN: &str =
    "この方の登録が、ほかの担当者によって変更されていました。いまの内容を確かめてから、もう一度お試しください。";

/// Which form it was, and where it leads.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The form's `once`.
    pub once: &'a str,
    /// Where to go afterwards.
    pub location: &'a str,
}

/// Gives somebody one more seat.
pub async fn give_seat(db: &Db, places: &Places, offer: Permit<GiveSeat>, sent: Sent<'_>) -> Result<()> {
    let SeatOffer { subject, seat, .. } = &*offer;
    let Some(tx) = begin(db, offer.viewer(), subject, "seat", sent).await? else { return Ok(()) };
    check(&tx, places, offer.viewer(), std::slice::from_ref(subject), |actor| offer.is_up_to(actor)).await?;
    members::take_seat(&tx, Some(offer.viewer()), subject.id, seat).await?;
    tx.commit().await
}

/// Changes a seat for all who hold it.
pub async fn change_seat(db: &Db, places: &Places, revision: Permit<ChangeSeat>, sent: Sent<'_>) -> Result<()> {
    let SeatRevision { seat, holders, change, .. } = &*revision;
    let first = holders.first().ok_or(Error::NotFound)?;
    let Some(tx) = begin(db, revision.viewer(), first, &format!("seat-{seat}"), sent).await? else { return Ok(()) };
    check(&tx, places, revision.viewer(), holders, |actor| revision.is_up_to(actor)).await?;
    unchanged(queries::places_now(&tx, *seat).await? == revision.places)?;
    let holders: Vec<PersonId> = holders.iter().map(|holder| holder.id).collect();
    members::change_seat(&tx, Some(revision.viewer()), *seat, &holders, change).await?;
    tx.commit().await
}

/// Ends a tenure; whoever keeps in touch is let into the room of all Japan.
pub async fn end_tenure(db: &Db, places: &Places, leave: Permit<EndTenure>, sent: Sent<'_>) -> Result<()> {
    let Leave { subject, tenure, seat, at, .. } = &*leave;
    let Some(tx) = begin(db, leave.viewer(), subject, &format!("end-{tenure}"), sent).await? else { return Ok(()) };
    check(&tx, places, leave.viewer(), std::slice::from_ref(subject), |actor| leave.is_up_to(actor)).await?;
    unchanged(queries::places_now(&tx, *seat).await? == leave.places)?;
    let actor = Some(leave.viewer());
    members::end_tenure(&tx, actor, *tenure, (*at).max(tx.now)).await.map_err(overtaken)?;
    if leave.stays_in_touch {
        members::grant(&tx, actor, subject.id, &Role::Alumni, places).await?;
    }
    tx.commit().await
}

/// Takes back the end that was planned for a tenure. Staying in touch was a part of the plan; it is asked again with the
/// next one.
pub async fn call_off_end(db: &Db, places: &Places, leave: Permit<CallOffEnd>, sent: Sent<'_>) -> Result<()> {
    let Leave { subject, tenure, seat, .. } = &*leave;
    let Some(tx) = begin(db, leave.viewer(), subject, &format!("stay-{tenure}"), sent).await? else { return Ok(()) };
    check(&tx, places, leave.viewer(), std::slice::from_ref(subject), |actor| leave.is_up_to(actor)).await?;
    unchanged(queries::places_now(&tx, *seat).await? == leave.places)?;
    stays(&tx, places, &leave).await?;
    tx.commit().await
}

/// Writes down that somebody goes on in a seat, as they have said in another way than on the site. Where they had said that
/// others have taken over and an end is planned by now, that is called off first, or this would say two things at once.
pub async fn confirm(db: &Db, places: &Places, leave: Permit<CallOffEnd>, sent: Sent<'_>) -> Result<()> {
    let Leave { subject, tenure, seat, .. } = &*leave;
    let Some(tx) = begin(db, leave.viewer(), subject, &format!("confirm-{tenure}"), sent).await? else { return Ok(()) };
    check(&tx, places, leave.viewer(), std::slice::from_ref(subject), |actor| leave.is_up_to(actor)).await?;
    unchanged(queries::places_now(&tx, *seat).await? == leave.places)?;
    members::confirm(&tx, Some(leave.viewer()), (subject.id, *tenure)).await.map_err(overtaken)?;
    tx.commit().await
}

/// Takes back a planned end, and the wish to stay in touch that came with it.
async fn stays(tx: &Tx, places: &Places, leave: &Permit<CallOffEnd>) -> Result<()> {
    let (actor, Leave { subject, tenure, is_running, .. }) = (Some(leave.viewer()), &**leave);
    members::call_off_end(tx, actor, *tenure).await.map_err(overtaken)?;
    if *is_running && queries::roles_now(tx, subject.id, places).await?.contains(&Role::Alumni) {
        members::revoke(tx, actor, subject.id, &Role::Alumni, places).await?;
    }
    Ok(())
}

/// Gives a role, sets another end for it, or takes it back.
pub async fn entrust(db: &Db, places: &Places, trust: Permit<Entrust>, deed: RoleDeed, sent: Sent<'_>) -> Result<()> {
    let (actor, Trust { subject, role, .. }) = (trust.viewer(), &*trust);
    let (word, scope) = role_text(role, places);
    let form = once::typed("role", [word, &scope, &format!("{deed:?}")]);
    let Some(tx) = begin(db, actor, subject, &form, sent).await? else { return Ok(()) };
    check(&tx, places, actor, std::slice::from_ref(subject), |actor| trust.is_up_to(actor)).await?;
    let by = Some(actor);
    match deed {
        RoleDeed::Give { until: None } => members::grant(&tx, by, subject.id, role, places).await?,
        RoleDeed::Give { until } => members::grant_until(&tx, by, subject.id, (role, until), places).await?,
        RoleDeed::Move { until } => {
            // It is not given back where it was taken meanwhile.
            unchanged(queries::roles_now(&tx, subject.id, places).await?.contains(role))?;
            members::grant_until(&tx, by, subject.id, (role, until), places).await?;
        }
        RoleDeed::Take => {
            members::leaves_somebody(&tx, subject.id, role).await?;
            members::revoke(&tx, by, subject.id, role, places).await.map_err(overtaken)?;
        }
    }
    tx.commit().await
}

/// Shuts a member out from the next request on, and tells them why. Whoever is shut out already stays so, and is from now
/// on in the hands of the wider of the two charges.
pub async fn suspend(app: &App, suspension: Permit<Suspend>, sent: Sent<'_>) -> Result<()> {
    let Suspension { subject, reason } = &*suspension;
    let form = once::typed("suspension", [reason.as_str()]);
    let Some(tx) = begin(&app.db, suspension.viewer(), subject, &form, sent).await? else { return Ok(()) };
    let rule = |actor: &Actor| subject.is_wholly_in_hands_of(actor);
    let actor = check(&tx, &app.places, suspension.viewer(), std::slice::from_ref(subject), rule).await?;
    standing_is(&tx, subject, "active", "suspended").await?;
    let rank = actor.rank_over(subject.whole()).ok_or(Error::Forbidden)?;
    if queries::suspended_as(&tx.conn, subject.id).await? < Some(rank) {
        for role in queries::roles_now(&tx, subject.id, &app.places).await? {
            members::leaves_somebody(&tx, subject.id, &role).await?;
        }
        members::suspend(&tx, Some(suspension.viewer()), subject.id, reason).await?;
        members::tell_suspended(&tx, subject.id, reason, &app.config.url).await?;
        queries::note_suspended_as(&tx, subject.id, rank).await?;
    }
    tx.commit().await
}

/// Lets a suspended member in again, and tells them.
pub async fn restore(app: &App, readmission: Permit<Restore>, sent: Sent<'_>) -> Result<()> {
    let Readmission { subject, suspended_as, reason } = &*readmission;
    let form = once::typed("readmission", [reason.as_str()]);
    let Some(tx) = begin(&app.db, readmission.viewer(), subject, &form, sent).await? else { return Ok(()) };
    let rule = |actor: &Actor| readmission.is_up_to(actor);
    check(&tx, &app.places, readmission.viewer(), std::slice::from_ref(subject), rule).await?;
    unchanged(queries::suspended_as(&tx.conn, subject.id).await? <= Some(*suspended_as))?;
    if standing_is(&tx, subject, "suspended", "active").await? {
        members::restore(&tx, Some(readmission.viewer()), subject.id, reason).await?;
        members::tell_restored(&tx, subject.id, reason, &app.config.url).await?;
    }
    tx.commit().await
}

/// Those who were shut out or let in again at any time, as far as the viewer may open their registration, where the same is
/// written.
pub async fn ever_suspended(db: &Db, viewer: &Viewer, people: &Roster, places: &Places) -> Result<Vec<PersonId>> {
    let desk = Desk::open(viewer, people, places, db.clock.now())?;
    let all = queries::ever_suspended(db).await?;
    Ok(all.into_iter().filter(|id| desk.person(*id).is_ok()).collect())
}

/// Waits for the desk's turn, for what must not happen while a registration is changed.
pub(crate) async fn turn(tx: &Tx) -> Result<()> {
    tx.turn(TURN).await
}

/// Opens the transaction of a form, in the desk's turn; nothing when the same form has had its effect already.
async fn begin(db: &Db, actor: PersonId, subject: &Subject, form: &str, sent: Sent<'_>) -> Result<Option<Tx>> {
    let tx = db.begin().await?;
    turn(&tx).await?;
    let form = format!("desk-{form}-{}", subject.id);
    match claim(&tx, actor, &form, sent.once, sent.location).await? {
        Claim::First => Ok(Some(tx)),
        Claim::Again(_) => Ok(None),
    }
}

/// Asks the rule once more: the actor's grants may have been revoked meanwhile, and a subject may have risen. Returns the
/// actor with the grants that hold by now.
pub(crate) async fn check(
    tx: &Tx,
    places: &Places,
    actor: PersonId,
    subjects: &[Subject],
    rule: impl FnOnce(&Actor) -> bool,
) -> Result<Actor> {
    let actor = Actor { id: actor, roles: queries::roles_now(tx, actor, places).await? };
    if !rule(&actor) {
        return Err(Error::Forbidden);
    }
    for subject in subjects {
        unchanged(Rank::of(&queries::roles_now(tx, subject.id, places).await?) <= subject.rank)?;
    }
    Ok(actor)
}

/// Whether the standing is to be changed; not when it is so already.
async fn standing_is(tx: &Tx, person: &Subject, from: &str, to: &str) -> Result<bool> {
    let now = queries::standing_now(tx, person.id).await?;
    unchanged(now == from || now == to)?;
    Ok(now == from)
}

fn unchanged(is_so: bool) -> Result<()> {
    if is_so { Ok(()) } else { Err(Error::Conflict(OVERTAKEN)) }
}

/// What was there when the form was made is there no longer.
fn overtaken(error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::Conflict(OVERTAKEN) } else { error }
}
