//! Applying for membership: from the form for everybody to a person who waits, and back out again.
//!
//! Invariants:
//! - until the e-mail address has been confirmed there is no person, and nobody is told;
//! - a known and an unknown address get the same page after the same work: only the letter differs;
//! - opening a letter's link uses nothing up, the form behind it does, once;
//! - whoever takes an application back leaves nothing behind but lines of the audit log.

pub(crate) mod entity;
mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod policy;
pub mod queries;
pub(crate) mod rows;
pub(crate) mod views;

use accounts::passwords;
use accounts::resets::{draw_code, parse_code};
use accounts::sessions::{fresh_token, hash};
use kernel::clock::DAY;
use kernel::mail::queue;
use kernel::once::{Claim, claim, effect};
use kernel::viewer::Standing;
use kernel::{Db, Error, Permit, PersonId, Result, Tx, audit, changes, settings};
use web::App;

pub use self::entity::{Application, Case, Part, State};
pub(crate) use self::forms::CodeForm;
pub use self::forms::{ApplicationForm, NewApplication};
use self::policy::{ApplyAgain, Withdraw};
use crate::members::{self, NewMember};
use crate::{Roster, approvals, consents};

/// How long an application waits for its confirmation.
pub(crate) const LIFETIME: i64 = 14 * DAY;
/// How often a code may be tried.
const MOST_TRIES: i64 = 5;
/// How long a declined application is kept for another attempt.
const KEPT_AFTER_DECLINE: i64 = 180 * DAY;
/// Whose `once` it is when nobody is signed in.
const NOBODY: PersonId = PersonId(0);
/// Where an applicant sees how things stand.
pub const STATUS: &str = "/join/status";
/// Where one takes an application back, and reads that it was done.
const WITHDRAWAL: &str = "/join/withdrawal";
/// The name of that form.
const WITHDRAWN: &str = "join withdrawal";

const OUTDATED: &str = "お申し込みの後で、市町村などの登録が変わったため、手続きを続けられません。お手数ですが、もう一度お申し込みください。";

/// Keeps an application and sends a letter to its address: to confirm it, or, if somebody has that address already,
/// to say so. Then nobody gets the secrets, and the row is swept away like any other that nobody confirms.
pub async fn file(app: &App, new: &NewApplication, once: &str) -> Result<()> {
    let (token, code) = (fresh_token(), draw_code());
    let hashes = rows::Hashes { token: hash(&token), code: passwords::hash(code.clone()).await? };
    let tx = app.db.begin().await?;
    // Whoever goes back and corrects the address has written another application, and gets a letter for it.
    if claim(&tx, NOBODY, &format!("join {}", hash(&new.content())), once, "").await? != Claim::First {
        return Ok(());
    }
    rows::insert_unconfirmed(&tx, new, &hashes).await?;
    let letter = if rows::is_known(&tx, &new.email).await? {
        letters::known(&new.email, &app.config.url)
    } else {
        letters::confirm(&new.email, &token, &code, &app.config.url)
    };
    queue(&tx, &letter).await?;
    tx.commit().await
}

/// An application whose address is known to be right, such as those of the demo.
pub async fn file_confirmed(app: &App, roster: &Roster, new: &NewApplication, password_hash: String) -> Result<()> {
    let token = fresh_token();
    let hashes = rows::Hashes { token: hash(&token), code: passwords::hash(draw_code()).await? };
    let tx = app.db.begin().await?;
    rows::insert_unconfirmed(&tx, new, &hashes).await?;
    tx.commit().await?;
    confirm(app, roster, &token, password_hash).await
}

/// A fresh token for whoever has typed the code of a letter; nothing when address and code do not belong together.
pub async fn open_by_code(db: &Db, email: &str, typed: &str) -> Result<Option<String>> {
    let Ok(code) = parse_code(typed) else { return Ok(None) };
    let tx = db.begin().await?;
    let tried = rows::try_code(&tx, email).await?;
    tx.commit().await?;
    let (id, stored) = tried.unzip();
    let is_right = passwords::verify(&code, stored).await?;
    let Some(id) = id.filter(|_| is_right) else { return Ok(None) };
    let token = fresh_token();
    let tx = db.begin().await?;
    rows::renew_token(&tx, id, &hash(&token)).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Makes a person who waits out of an application, once, and tells those who are to decide.
pub async fn confirm(app: &App, roster: &Roster, token: &str, password_hash: String) -> Result<()> {
    let tx = app.db.begin().await?;
    let Some(id) = rows::take(&tx, &hash(token)).await? else { return Ok(()) };
    let case = queries::case(&tx.conn, id).await?.ok_or(Error::NotFound)?;
    let application = &case.application;
    // Of a place that has disappeared no prefecture would answer, and nobody would ever decide.
    application.claim.fill(tx.now, &app.places, OUTDATED)?;
    let member = applicant(application, password_hash, &tx).check(&app.places);
    let member = member.map_err(|_| Error::Conflict(OUTDATED))?;
    let person = members::add(&tx, None, &member, &app.places).await?;
    consents::keep(&tx, person, &application.agreed_terms, &application.agreed_privacy).await?;
    rows::belongs_to(&tx, id, person).await?;
    rows::insert_parts(&tx, id, &application.claim, &app.places).await?;
    let others = [application.email.as_str().into(), State::Unconfirmed.word().into()];
    rows::delete(&tx, "email = $1 AND state = $2", others).await?;
    audit::note(&tx, Some(person), "application-confirm", &format!("application-{id}"), "").await?;
    approvals::telling::tell(&tx, app, roster, id).await?;
    tx.commit().await
}

/// Another attempt after a decline, as a row of its own: what has been decided on stays what it was.
pub async fn apply_again(
    app: &App,
    roster: &Roster,
    case: Permit<ApplyAgain>,
    new: &NewApplication,
    once: &str,
) -> Result<()> {
    let person = case.viewer();
    let tx = app.db.begin().await?;
    if claim(&tx, person, "join again", once, STATUS).await? != Claim::First {
        return Ok(());
    }
    if !rows::step(&tx, case.application.id, State::Declined, State::Replaced).await? {
        return Err(Error::Conflict("この申請は、すでに申し込み直されています。申請の状況でお確かめください。"));
    }
    rows::rename(&tx, person, new).await?;
    consents::keep(&tx, person, new.consent.terms, new.consent.privacy).await?;
    let id = rows::insert_confirmed(&tx, new, person).await?;
    rows::insert_parts(&tx, id, &new.claim, &app.places).await?;
    audit::note(&tx, Some(person), "application-again", &format!("application-{id}"), "").await?;
    changes::note(&tx, person).await?;
    settings::roster_changed(&tx).await?;
    approvals::telling::tell(&tx, app, roster, id).await?;
    tx.commit().await
}

/// Takes an application back and forgets the person; that it was done is known by the form alone.
pub async fn withdraw(db: &Db, case: Permit<Withdraw>, once: &str) -> Result<()> {
    let tx = db.begin().await?;
    if claim(&tx, NOBODY, WITHDRAWN, once, WITHDRAWAL).await? != Claim::First {
        return Ok(());
    }
    let (id, state) = (case.application.id, case.application.state());
    // Whoever decides at the same moment holds this row, or waits for it.
    if !rows::step(&tx, id, state, State::Replaced).await? {
        return Err(Error::Conflict("申請の状況が変わっています。申請の状況でお確かめください。"));
    }
    audit::note(&tx, Some(case.viewer()), "application-withdraw", &format!("application-{id}"), "").await?;
    forget(&tx, case.viewer()).await?;
    tx.commit().await
}

/// Whether this form has taken an application back.
pub async fn is_withdrawn(db: &Db, once: &str) -> Result<bool> {
    Ok(effect(db, NOBODY, WITHDRAWN, once).await?.is_some())
}

/// Forgets what nobody has confirmed in time, and who was declined long ago.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let unconfirmed = [State::Unconfirmed.word().into(), tx.now.plus(-LIFETIME).0.into()];
    rows::delete(&tx, "state = $1 AND created_at <= $2", unconfirmed).await?;
    tx.commit().await?;
    let tx = db.begin().await?;
    for person in rows::declined_before(&tx, tx.now.plus(-KEPT_AFTER_DECLINE)).await? {
        forget(&tx, person).await?;
    }
    tx.commit().await
}

async fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    rows::delete(tx, "person_id = $1", [person.0.into()]).await?;
    members::forget(tx, person).await
}

/// Somebody who waits, without a seat: that comes with the approval.
fn applicant(application: &Application, password_hash: String, tx: &Tx) -> NewMember {
    NewMember {
        name: application.name.clone(),
        kana: application.kana.clone(),
        email: application.email.clone(),
        password_hash: Some(password_hash),
        standing: Standing::Pending,
        joined_at: tx.now,
        seat: None,
        role: None,
        qualifications: Vec::new(),
        themes: Vec::new(),
        introduction: String::new(),
        experience_years: None,
    }
}
