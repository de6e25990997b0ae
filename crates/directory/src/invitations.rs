//! Invitations: a manager offers a seat to one e-mail address, and vouches for whoever reads its mail.
//!
//! Invariants:
//! - nothing is offered that the inviter could not give, when it is sent and again when it is used;
//! - a link is good once and for 14 days; opening it uses nothing up, the form behind it does;
//! - an address that belongs to somebody gets the seat only from that person's own session.

mod entity;
mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod policy;
mod queries;
mod rows;
mod views;

use accounts::sessions::{fresh_token, hash};
use kernel::clock::DAY;
use kernel::mail::queue;
use kernel::once::{Claim, claim};
use kernel::viewer::{Role, Standing};
use kernel::{Db, Error, InvitationId, Permit, PersonId, Result, Tx, Viewer, audit};
use web::App;

pub use self::entity::{Invitation, State};
pub use self::forms::NewInvitation;
use self::policy::{Invite, Revoke};
use crate::applications;
use crate::consents::{self, Consent};
use crate::members::{self, CheckedSeat, NewMember};

/// How long an invitation can be used.
const LIFETIME: i64 = 14 * DAY;
/// How long it stays in its inviter's list after that.
const KEPT: i64 = 180 * DAY;
/// Where one's own invitations are.
pub const INVITATIONS: &str = "/admin/invitations";

const EXPIRED: &str = "この招待は期限が過ぎています。招待した方に、もう一度招待を送ってもらってください。";
const REVOKED: &str = "この招待は取り消されています。お心当たりのある方は、招待した方にお尋ねください。";
const VOID: &str = "招待した方の担当が変わったため、この招待は使えなくなりました。いまの担当の方に、もう一度招待を送ってもらってください。";

/// Somebody who comes by an invitation.
pub struct Newcomer {
    name: String,
    kana: String,
    password_hash: String,
    consent: Consent,
}

/// What an invitation means for whoever opens its link.
pub enum Offer {
    /// It has been used.
    Used,
    /// It cannot be used; the sentence says why and what helps.
    Over(&'static str),
    /// The address belongs to somebody, who must sign in first.
    SignIn,
    /// The address belongs to whoever is signed in.
    Accept,
    /// The address is new.
    Join,
}

/// The invitation behind a token, and what it means for whoever asks.
pub async fn offer(app: &App, viewer: Option<&Viewer>, token: &str) -> Result<(Invitation, Offer)> {
    let conn = &app.db.conn;
    let invitation = queries::by_token(conn, &hash(token)).await?.ok_or(Error::NotFound)?;
    let over = match invitation.state(app.db.clock.now()) {
        State::Used => return Ok((invitation, Offer::Used)),
        State::Revoked => Some(REVOKED),
        State::Expired => Some(EXPIRED),
        State::Waiting => (!queries::is_vouched_for(conn, &invitation, &app.places).await?).then_some(VOID),
    };
    if let Some(over) = over {
        return Ok((invitation, Offer::Over(over)));
    }
    let owner = accounts::people::by_email(&app.db, &invitation.email).await?.map(|account| account.id);
    let offer = match (owner, viewer.map(Viewer::id)) {
        (None, _) => Offer::Join,
        (Some(owner), Some(viewer)) if owner == viewer => Offer::Accept,
        (Some(_), _) => Offer::SignIn,
    };
    Ok((invitation, offer))
}

/// Offers a seat: the letter carries the only copy of the token.
pub async fn send(app: &App, invitation: Permit<Invite>, once: &str) -> Result<()> {
    let (inviter, token) = (invitation.viewer(), fresh_token());
    let tx = app.db.begin().await?;
    if claim(&tx, inviter, "invite", once, INVITATIONS).await? != Claim::First {
        return Ok(());
    }
    let id = rows::insert(&tx, inviter, &invitation, &hash(&token)).await?;
    audit::note(&tx, Some(inviter), "invite", &format!("invitation-{id}"), "").await?;
    queue(&tx, &letters::invitation(&invitation.email, &token, &app.config.url)).await?;
    tx.commit().await
}

/// Takes an invitation back; one that is no longer open stays what it is.
pub async fn revoke(db: &Db, id: Permit<Revoke>) -> Result<()> {
    let tx = db.begin().await?;
    if rows::revoke(&tx, id.id).await? {
        audit::note(&tx, Some(id.viewer()), "invitation-revoke", &format!("invitation-{}", id.id), "").await?;
    }
    tx.commit().await
}

/// Makes a member out of whoever has an invitation, once; of many at once one gets in, and so do the others by it.
pub async fn join(app: &App, token: &str, newcomer: Newcomer) -> Result<()> {
    let tx = app.db.begin().await?;
    let Some(invitation) = rows::take(&tx, &hash(token)).await? else { return used(&tx, token).await };
    let seat = vouched(&tx, app, &invitation).await?;
    let member = NewMember {
        name: newcomer.name,
        kana: newcomer.kana,
        email: invitation.email.clone(),
        password_hash: Some(newcomer.password_hash),
        standing: Standing::Active,
        joined_at: tx.now,
        seat: None,
        role: invitation.officer_of.clone().map(Role::Officer),
        qualifications: Vec::new(),
        themes: Vec::new(),
        introduction: String::new(),
        experience_years: None,
    };
    let member = member.check(&app.places).map_err(|_| Error::BadRequest)?;
    let inviter = Some(invitation.inviter_id);
    let person = members::add(&tx, inviter, &member, &app.places).await?;
    members::take_seat(&tx, inviter, person, &seat).await?;
    consents::keep(&tx, person, newcomer.consent.terms, newcomer.consent.privacy).await?;
    finish(&tx, invitation.id, person).await?;
    tx.commit().await
}

/// Gives the seat to a person who has been here before, in a session of their own.
pub async fn accept(app: &App, viewer: &Viewer, token: &str) -> Result<()> {
    let tx = app.db.begin().await?;
    let Some(invitation) = rows::take(&tx, &hash(token)).await? else { return used(&tx, token).await };
    // Nobody gives a seat to themselves.
    if invitation.inviter_id == viewer.id() || !rows::is_address_of(&tx, &invitation.email, viewer.id()).await? {
        return Err(Error::NotFound);
    }
    let seat = vouched(&tx, app, &invitation).await?;
    let inviter = Some(invitation.inviter_id);
    if !viewer.is_active() {
        // In the order in which a release takes them, so that the two never wait for each other.
        applications::rows::replace(&tx, viewer.id()).await?;
        members::approve(&tx, inviter, viewer.id()).await?;
    }
    members::take_seat(&tx, inviter, viewer.id(), &seat).await?;
    if let Some(code) = invitation.officer_of.clone() {
        members::grant(&tx, inviter, viewer.id(), &Role::Officer(code), &app.places).await?;
    }
    finish(&tx, invitation.id, viewer.id()).await?;
    tx.commit().await
}

/// Forgets invitations that have long been over.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    rows::delete_before(&tx, tx.now.plus(-KEPT)).await?;
    tx.commit().await
}

/// The seat, if the inviter could still give it.
async fn vouched(tx: &Tx, app: &App, invitation: &Invitation) -> Result<CheckedSeat> {
    if !queries::is_vouched_for(&tx.conn, invitation, &app.places).await? {
        return Err(Error::Conflict(VOID));
    }
    invitation.claim.seat(tx.now).check(&app.places).map_err(|_| Error::Conflict(VOID))
}

/// An invitation that could not be taken: used is fine, since the same form may have been sent twice.
async fn used(tx: &Tx, token: &str) -> Result<()> {
    match queries::by_token(&tx.conn, &hash(token)).await?.map(|invitation| invitation.state(tx.now)) {
        None => Err(Error::NotFound),
        Some(State::Revoked) => Err(Error::Conflict(REVOKED)),
        Some(State::Expired) => Err(Error::Conflict(EXPIRED)),
        Some(State::Used | State::Waiting) => Ok(()),
    }
}

async fn finish(tx: &Tx, id: InvitationId, person: PersonId) -> Result<()> {
    rows::belongs_to(tx, id, person).await?;
    audit::note(tx, Some(person), "invitation-use", &format!("invitation-{id}"), "").await
}
