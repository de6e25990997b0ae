//! Invitations: a manager offers a seat to one e-mail address, and vouches for whoever reads its mail.
//!
//! Invariants:
//! - nothing is offered that the inviter could not give, when it is sent and again when it is used;
//! - a link is good once and for 14 days; opening it uses nothing up, the form behind it does; so is the code beside it;
//! - of what one inviter offers to one address only the newest is good, and nobody gets a seat that they hold already;
//! - a letter on paper carries the code alone, which stands on one page once ([`renewals`]);
//! - an invitation is seen by its inviter and by those in whose charge all of its seat lies; only the inviter takes it back, and
//!   whoever sends it anew;
//! - whoever is signed in as somebody else is told so, and neither joins nor learns to which address it was sent;
//! - an address that belongs to somebody gets the seat only from that person's own session.

mod entity;
mod forms;
pub mod handlers;
mod letters;
mod listing;
mod offers;
pub mod paths;
mod policy;
mod queries;
mod renewals;
mod rows;
mod sheet;
mod views;

use accounts::passwords;
use accounts::resets::parse_code;
use accounts::sessions::{fresh_token, hash};
use kernel::clock::DAY;
use kernel::viewer::{Role, Standing};
use kernel::{Db, Error, InvitationId, PersonId, Result, SeatId, Timestamp, Tx, Viewer, audit};
use web::App;

pub use self::entity::{Invitation, Inviter, State};
pub(crate) use self::forms::InvitationForm;
pub use self::forms::NewInvitation;
pub(crate) use self::offers::{Secrets, inviter, may_offer, not_oneself, offer, take_back};
pub use self::offers::{revoke, send};
pub(crate) use self::policy::Invite;
pub(crate) use self::queries::still_serves;
use crate::applications;
use crate::consents::{self, Consent};
use crate::members::{self, CheckedSeat, NewMember};

/// How long an invitation can be used.
const LIFETIME: i64 = 14 * DAY;
/// How often a code may be tried.
const MOST_TRIES: i64 = 5;
/// How long it stays in its inviter's list after that.
const KEPT: i64 = 180 * DAY;
/// Where one's own invitations are, and those of one's charge.
pub const INVITATIONS: &str = "/admin/invitations";
/// Where those who have not come are invited anew.
const RENEWAL: &str = "/admin/invitations/renewal";

const EXPIRED: &str = "この招待は期限が過ぎています。招待した方に、もう一度招待を送ってもらってください。";
const REVOKED: &str = "この招待は取り消されています。新しい招待のメールや手紙が届いていないか、お確かめください。\
    見つからないときは、招待した方にお尋ねください。";
const OUTDATED: &str = "招待の後で、市町村などの登録が変わったため、この招待は使えなくなりました。招待した方に、もう一度招待を送ってもらってください。";
const VOID: &str = "招待した方の担当が変わったため、この招待は使えなくなりました。いまの担当の方に、もう一度招待を送ってもらってください。";

/// Somebody who comes by an invitation.
pub struct Newcomer {
    name: String,
    kana: String,
    password_hash: String,
    consent: Consent,
}

/// An invitation as whoever opens its link sees it.
pub struct Opened {
    /// The invitation.
    pub invitation: Invitation,
    /// Who invites.
    pub inviter: Inviter,
    /// What it means for whoever asks.
    pub offer: Offer,
}

/// What an invitation means for whoever opens its link.
pub enum Offer {
    /// It has been used.
    Used,
    /// It cannot be used; the sentence says why and what helps.
    Over(&'static str),
    /// The address belongs to somebody, who must sign in first.
    SignIn,
    /// Somebody is signed in to whom the address does not belong.
    Another,
    /// The address belongs to whoever is signed in.
    Accept,
    /// The address is new.
    Join,
}

/// The invitation behind a token, and what it means for whoever asks.
pub async fn open(app: &App, viewer: Option<&Viewer>, token: &str) -> Result<Opened> {
    let (conn, now) = (&app.db.conn, app.db.clock.now());
    let invitation = queries::by_token(conn, &hash(token)).await?.ok_or(Error::NotFound)?;
    let inviter = queries::inviter(conn, invitation.inviter_id, now, &app.places).await?;
    let offer = match invitation.state(now) {
        State::Used => Offer::Used,
        State::Revoked => Offer::Over(REVOKED),
        State::Expired => Offer::Over(EXPIRED),
        State::Waiting if !queries::is_vouched_for(conn, &invitation, now, &app.places).await? => Offer::Over(VOID),
        State::Waiting => waiting(app, viewer, &invitation).await?,
    };
    Ok(Opened { invitation, inviter, offer })
}

async fn waiting(app: &App, viewer: Option<&Viewer>, invitation: &Invitation) -> Result<Offer> {
    let owner = accounts::people::by_email(&app.db, &invitation.email).await?.map(|account| account.id);
    Ok(match (owner, viewer.map(Viewer::id)) {
        (None, None) => Offer::Join,
        (Some(_), None) => Offer::SignIn,
        (owner, viewer) if owner == viewer => Offer::Accept,
        _ => Offer::Another,
    })
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
    seat.give(&tx, inviter, person).await?;
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
    if invitation.seat_id.is_some() || !rows::holds(&tx, viewer.id(), &invitation.claim).await? {
        seat.give(&tx, inviter, viewer.id()).await?;
    }
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

/// What an invitation gives.
enum Gift {
    /// A seat of one's own.
    New(CheckedSeat),
    /// One that is there, from an instant on.
    Follow(SeatId, Timestamp),
}

impl Gift {
    async fn give(&self, tx: &Tx, inviter: Option<PersonId>, person: PersonId) -> Result<()> {
        match self {
            Self::New(seat) => members::take_seat(tx, inviter, person, seat).await.map(drop),
            Self::Follow(seat, at) => members::succeed(tx, inviter, person, *seat, *at).await,
        }
    }
}

/// The seat, if the inviter could still give it.
async fn vouched(tx: &Tx, app: &App, invitation: &Invitation) -> Result<Gift> {
    if !queries::is_vouched_for(&tx.conn, invitation, tx.now, &app.places).await? {
        return Err(Error::Conflict(VOID));
    }
    let Some(seat) = invitation.seat_id else {
        return invitation.claim.fill(tx.now, &app.places, OUTDATED).map(Gift::New);
    };
    // A roster that gave the seat may be taken back at this moment.
    members::hold_seat(tx, seat).await?;
    if queries::still_serves(&tx.conn, seat, &invitation.claim).await? {
        Ok(Gift::Follow(seat, invitation.begins(tx.now)))
    } else {
        Err(Error::Conflict(OUTDATED))
    }
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
