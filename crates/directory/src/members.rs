//! Members and their seats: joining, leaving, being trusted with something.
//!
//! Every verb here writes its rows, the audit log, the change log and the roster's version in the caller's transaction:
//! all or nothing.

mod change;
mod correction;
mod erasing;
mod grants;
mod leaving;
mod letters;
mod new;
mod notes;
mod rows;
mod unseen;

use kernel::viewer::{Role, Standing};
use kernel::{Error, PersonId, Places, Result, SeatId, TenureId, Timestamp, Tx, audit, changes, settings};

pub use self::change::{SeatChange, SeatDetails};
pub use self::correction::{Correction, Known, correct, known};
pub use self::leaving::{Gone, leave, sole_offices};
pub(crate) use self::letters::email;
pub use self::letters::{tell_restored, tell_suspended};
pub use self::new::{CheckedMember, CheckedSeat, NewMember, NewOrganisation, NewSeat};
pub use self::new::{LONGEST_PHONE, parse_kana};
use crate::access::role_text;

/// The word in the database for the standing of somebody who has given up their account.
pub(crate) const LEFT: &str = "left";

/// Most characters of the reason for a change of somebody's standing.
pub const LONGEST_REASON: usize = 500;

/// Makes a person with, where given, a seat and a grant. The e-mail address must be new.
pub async fn add(tx: &Tx, actor: Option<PersonId>, member: &CheckedMember, places: &Places) -> Result<PersonId> {
    let id = PersonId::random();
    rows::insert_person(tx, id, member).await?;
    if let Some(seat) = &member.seat {
        rows::insert_tenure(tx, id, seat).await?;
    }
    if let Some(role) = &member.role {
        let text = role_text(role, places);
        audit::note(tx, actor, "grant", &format!("person-{id}"), &format!("{}:{}", text.0, text.1)).await?;
        // As old as the membership, so that it ends with a seat that is over already.
        grants::insert(tx, id, text, actor, (member.person.joined_at.min(tx.now), None)).await?;
    }
    wrote(tx, actor, "person-add", id, "").await?;
    Ok(id)
}

/// Gives a person one more seat. What had ended with the last one stays over, even if this one is said to have begun
/// before: it was given in another charge, perhaps.
pub async fn take_seat(tx: &Tx, actor: Option<PersonId>, person: PersonId, seat: &CheckedSeat) -> Result<TenureId> {
    grants::close_ended(tx, person).await?;
    let tenure = rows::insert_tenure(tx, person, seat).await?;
    wrote(tx, actor, "tenure-start", person, "").await?;
    Ok(tenure)
}

/// Gives a person a seat that exists, which others have held or hold still. A tenure of theirs that runs there goes on.
pub async fn succeed(
    tx: &Tx,
    actor: Option<PersonId>,
    person: PersonId,
    seat: SeatId,
    started_at: Timestamp,
) -> Result<()> {
    grants::close_ended(tx, person).await?;
    if rows::begin_tenure(tx, person, seat, started_at).await? {
        wrote(tx, actor, "tenure-start", person, "").await?;
    }
    Ok(())
}

/// Changes a seat in the hands of `holders`: what it is called and how it is filled, where it serves, or both.
pub async fn change_seat(
    tx: &Tx,
    actor: Option<PersonId>,
    seat: SeatId,
    holders: &[PersonId],
    change: &SeatChange,
) -> Result<()> {
    rows::change_seat(tx, seat, change).await?;
    notes::places_changed(tx, seat, change).await?;
    let detail = change.detail();
    for holder in holders {
        wrote(tx, actor, "seat-change", *holder, &detail).await?;
    }
    Ok(())
}

/// Lets a tenure end at an instant, which may be in the future; its seat and what was written from it stay.
pub async fn end_tenure(tx: &Tx, actor: Option<PersonId>, tenure: TenureId, at: Timestamp) -> Result<()> {
    let person = rows::end_tenure(tx, tenure, at).await?.ok_or(Error::NotFound)?;
    changes::note_narrowing(tx, person).await?;
    wrote(tx, actor, "tenure-end", person, "").await
}

/// Takes back the end that was planned for a tenure; without one, or when it is past, `NotFound`.
pub async fn call_off_end(tx: &Tx, actor: Option<PersonId>, tenure: TenureId) -> Result<()> {
    let person = rows::call_off_end(tx, tenure).await?.ok_or(Error::NotFound)?;
    wrote(tx, actor, "tenure-stay", person, "").await
}

/// Lets nobody else change who holds a seat, or remove it, until the transaction ends.
pub async fn hold_seat(tx: &Tx, seat: SeatId) -> Result<()> {
    rows::hold_seat(tx, seat).await
}

/// Writes down that somebody stays in a seat; in one that they have left, or whose end was planned after they had said that
/// others have taken over, `NotFound`.
pub async fn confirm(tx: &Tx, actor: Option<PersonId>, (person, tenure): (PersonId, TenureId)) -> Result<()> {
    if !rows::confirm(tx, person, tenure).await? {
        return Err(Error::NotFound);
    }
    wrote(tx, actor, "tenure-confirm", person, "").await
}

/// Writes down that the holder of a seat says that somebody else has taken over; of one that is over, or another's,
/// `NotFound`.
pub async fn say_changed(tx: &Tx, person: PersonId, tenure: TenureId) -> Result<()> {
    if !rows::say_changed(tx, person, tenure).await? {
        return Err(Error::NotFound);
    }
    wrote(tx, Some(person), "tenure-changed", person, "").await
}

/// Moves the end of a tenure back to what it was, even if it has come; false when it is another than `ends.0` by now. An end
/// that would lie in the past comes at once.
pub async fn move_end(
    tx: &Tx,
    actor: Option<PersonId>,
    tenure: TenureId,
    ends: (Option<Timestamp>, Option<Timestamp>),
) -> Result<bool> {
    let to = ends.1.map(|end| end.max(tx.now));
    let Some(person) = rows::move_end(tx, tenure, ends.0, to).await? else { return Ok(false) };
    if to.is_some() {
        changes::note_narrowing(tx, person).await?;
    }
    wrote(tx, actor, if to.is_some() { "tenure-end" } else { "tenure-stay" }, person, "").await?;
    Ok(true)
}

/// Removes a tenure with its seat, as if it had never been given; false when anything was written from it.
pub async fn take_seat_back(tx: &Tx, actor: Option<PersonId>, tenure: TenureId, seat: SeatId) -> Result<bool> {
    let Some(person) = rows::delete_tenure(tx, tenure, seat).await? else { return Ok(false) };
    changes::note_narrowing(tx, person).await?;
    wrote(tx, actor, "tenure-end", person, "").await?;
    Ok(true)
}

/// Shuts a person out from the next request on, for a reason that is kept in the log.
pub async fn suspend(tx: &Tx, actor: Option<PersonId>, person: PersonId, reason: &str) -> Result<()> {
    rows::set_standing(tx, person, "suspended").await?;
    rows::delete_sessions(tx, person).await?;
    changes::note_narrowing(tx, person).await?;
    wrote(tx, actor, "person-suspend", person, reason).await
}

/// Lets a person in: one who was suspended, or one who was waiting for approval.
pub async fn restore(tx: &Tx, actor: Option<PersonId>, person: PersonId, reason: &str) -> Result<()> {
    rows::set_standing(tx, person, "active").await?;
    wrote(tx, actor, "person-restore", person, reason).await
}

/// Lets a person in who is waiting for approval; whoever is not waiting any more is a `Conflict`.
pub async fn approve(tx: &Tx, actor: Option<PersonId>, person: PersonId) -> Result<()> {
    if !rows::approve(tx, person).await? {
        return Err(Error::Conflict("この方は、承認を待っている方ではなくなりました。"));
    }
    wrote(tx, actor, "person-approve", person, "").await
}

/// Forgets a person who is waiting for approval and has left nothing on the site; anybody else stays.
pub async fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    unseen::delete_person(tx, person).await?;
    changes::note(tx, person).await?;
    settings::roster_changed(tx).await
}

/// By which it is known later whether a registration still is as it is now, and nobody has come by it.
pub async fn fingerprint(tx: &Tx, person: PersonId) -> Result<String> {
    unseen::fingerprint(tx, person).await
}

/// Takes back the registration of somebody who has never been here, as if it had never been; false when it is another by now,
/// or when anybody has written about them or to them.
pub async fn unregister(tx: &Tx, actor: Option<PersonId>, person: PersonId, fingerprint: &str) -> Result<bool> {
    if unseen::fingerprint(tx, person).await? != fingerprint || !unseen::delete_unseen(tx, person).await? {
        return Ok(false);
    }
    changes::note_narrowing(tx, person).await?;
    wrote(tx, actor, "person-unregister", person, "").await?;
    Ok(true)
}

/// Trusts a person with a role; one that is held already stays as it is.
pub async fn grant(tx: &Tx, actor: Option<PersonId>, person: PersonId, role: &Role, places: &Places) -> Result<()> {
    match grants::held_until(tx, person, &role_text(role, places)).await? {
        Some(_) => Ok(()),
        None => grant_until(tx, actor, person, (role, None), places).await,
    }
}

/// Trusts a person with a role up to an instant, or without an end; one that is held already goes on up to that.
///
/// Somebody must look after the site without an end: setting one for the last who does is a `Conflict`.
pub async fn grant_until(
    tx: &Tx,
    actor: Option<PersonId>,
    person: PersonId,
    (role, until): (&Role, Option<Timestamp>),
    places: &Places,
) -> Result<()> {
    if until.is_some() {
        leaves_somebody(tx, person, role).await?;
    }
    let text = role_text(role, places);
    let day = until.map(|until| format!(" {}", &until.plus(-1).iso()[..10])).unwrap_or_default();
    let detail = format!("{}:{}{day}", text.0, text.1);
    match grants::held_until(tx, person, &text).await? {
        Some(end) if end == until => Ok(()),
        Some(_) => {
            grants::move_end(tx, person, &text, until).await?;
            changes::note_narrowing(tx, person).await?;
            wrote(tx, actor, "grant-end", person, &detail).await
        }
        None => {
            // What has ended by itself is written down as ended, so that one row at most is open for each role.
            grants::close_ended(tx, person).await?;
            grants::insert(tx, person, text, actor, (tx.now, until)).await?;
            begin_sessions_anew(tx, person, role).await?;
            end_codes(tx, person, role).await?;
            wrote(tx, actor, "grant", person, &detail).await
        }
    }
}

/// Whether somebody else goes on looking after the site, if that is what this role is for; else a `Conflict`.
pub async fn leaves_somebody(tx: &Tx, person: PersonId, role: &Role) -> Result<()> {
    if *role != Role::Administrator || grants::is_looked_after_without(tx, person).await? {
        return Ok(());
    }
    Err(Error::Conflict(
        "終わりの日のないサイト管理者が、ほかに一人もいません。先に、ほかの方を終わりの日のないサイト管理者にしてください。",
    ))
}

/// Takes a role back; whoever does not hold it is `NotFound`.
pub async fn revoke(tx: &Tx, actor: Option<PersonId>, person: PersonId, role: &Role, places: &Places) -> Result<()> {
    let text = role_text(role, places);
    if !grants::revoke(tx, person, &text).await? {
        return Err(Error::NotFound);
    }
    begin_sessions_anew(tx, person, role).await?;
    changes::note_narrowing(tx, person).await?;
    wrote(tx, actor, "revoke", person, &format!("{}:{}", text.0, text.1)).await
}

/// How long a session lives depends on what one is trusted with, so it must begin anew, with another token. It ends as if
/// its time had come: nobody is under suspicion, and what is being typed in it is kept. Staying in touch is no trust: it is
/// written down beforehand, and a session goes on.
async fn begin_sessions_anew(tx: &Tx, person: PersonId, role: &Role) -> Result<()> {
    if *role == Role::Alumni { Ok(()) } else { rows::expire_sessions(tx, person).await }
}

/// Whoever gets a charge outranks those who could hand them a code for a new password until then; such codes end.
async fn end_codes(tx: &Tx, person: PersonId, role: &Role) -> Result<()> {
    match role {
        Role::Manager(_) | Role::Bureau(_) | Role::Administrator => grants::end_codes(tx, person).await,
        Role::Officer(_) | Role::Observer(_) | Role::Alumni => Ok(()),
    }
}

/// The word for a standing in the database.
fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Pending => "pending",
        Standing::Active => "active",
    }
}

/// What every verb ends with.
async fn wrote(tx: &Tx, actor: Option<PersonId>, action: &str, person: PersonId, detail: &str) -> Result<()> {
    audit::note(tx, actor, action, &format!("person-{person}"), detail).await?;
    changes::note(tx, person).await?;
    settings::roster_changed(tx).await
}
