//! Offering a seat, and taking the offer back.

use std::collections::BTreeSet;

use accounts::passwords;
use accounts::resets::{draw_code, grouped_code};
use accounts::sessions::{fresh_token, hash};
use kernel::mail::queue;
use kernel::once::{Claim, claim};
use kernel::viewer::Role;
use kernel::{Db, InvitationId, Permit, PersonId, Places, Result, Tx, Viewer, audit};
use web::{App, Problems, Tell};

use super::policy::{self, Invite, Revoke};
use super::renewals::Way;
use super::{INVITATIONS, Inviter, NewInvitation, letters, queries, rows};

/// What a letter carries, and what is kept of it.
pub(crate) struct Secrets {
    token: String,
    code: String,
    hashes: rows::Hashes,
}

impl Secrets {
    /// Drawn before a transaction, since hashing is slow on purpose.
    pub(crate) async fn draw() -> Result<Self> {
        let (token, code) = (fresh_token(), draw_code());
        let hashes = rows::Hashes { token: hash(&token), code: passwords::hash(code.clone()).await? };
        Ok(Self { token, code, hashes })
    }

    /// As many as there are letters; it is told how far that has come.
    pub(crate) async fn draw_many(count: usize, tell: Tell<'_>) -> Result<Vec<Self>> {
        let codes: Vec<String> = (0..count).map(|_| draw_code()).collect();
        let hashed = passwords::hash_many(codes.clone(), tell).await?;
        let drawn = |(code, hashed)| {
            let token = fresh_token();
            Self { hashes: rows::Hashes { token: hash(&token), code: hashed }, token, code }
        };
        Ok(codes.into_iter().zip(hashed).map(drawn).collect())
    }

    /// The code as it is typed from paper.
    pub(super) fn shown_code(&self) -> String {
        grouped_code(&self.code)
    }
}

/// Offers a seat: the letter carries the only copy of the secrets. What the inviter has offered to the address before,
/// and nobody has used, is good no more, so that nobody comes into the same seat twice.
pub async fn send(app: &App, invitation: Permit<Invite>, once: &str) -> Result<()> {
    let (inviter, secrets) = (invitation.viewer(), Secrets::draw().await?);
    let tx = app.db.begin().await?;
    // Whoever goes back and corrects the address offers something else, and a letter tells of it.
    let form = format!("invite {}", hash(&invitation.content()));
    if claim(&tx, inviter, &form, once, INVITATIONS).await? != Claim::First {
        return Ok(());
    }
    let from = queries::inviter(&tx.conn, inviter, tx.now, &app.places).await?;
    offer(&tx, (inviter, &from), &invitation, &secrets, &app.config.url).await?;
    tx.commit().await
}

/// What is wrong with an address that is the inviter's own.
pub(crate) async fn not_oneself(app: &App, viewer: &Viewer, email: &str) -> Result<Result<(), Problems>> {
    let is_own = accounts::people::by_email(&app.db, email).await?.is_some_and(|own| own.id == viewer.id());
    let mut problems = Problems::default();
    if is_own {
        problems.add("email", "ご自身は招待できません。招待する方のメールアドレスを入力してください。");
    }
    Ok(problems.or(()))
}

/// Whoever invites, as a letter names them.
pub(crate) async fn inviter(tx: &Tx, person: PersonId, places: &Places) -> Result<Inviter> {
    queries::inviter(&tx.conn, person, tx.now, places).await
}

/// Whether the inviter, in these roles, could give what is offered.
pub(crate) fn may_offer(roles: &BTreeSet<Role>, invitation: &NewInvitation) -> bool {
    invitation.regions.iter().all(|region| policy::reaches(roles, region))
}

/// Writes an offer and its letter in the caller's transaction.
pub(crate) async fn offer(
    tx: &Tx,
    (inviter, from): (PersonId, &Inviter),
    invitation: &NewInvitation,
    secrets: &Secrets,
    url: &str,
) -> Result<InvitationId> {
    let id = put(tx, inviter, invitation, secrets, Way::Mail).await?;
    tell(tx, from, &invitation.email, secrets, url).await?;
    Ok(id)
}

/// Writes an offer, and ends those before it; telling of it is left to the caller.
pub(super) async fn put(
    tx: &Tx,
    inviter: PersonId,
    invitation: &NewInvitation,
    secrets: &Secrets,
    way: Way,
) -> Result<InvitationId> {
    for older in rows::revoke_older(tx, inviter, &invitation.email).await? {
        audit::note(tx, Some(inviter), "invitation-revoke", &format!("invitation-{older}"), "").await?;
    }
    let id = rows::insert(tx, inviter, invitation, &secrets.hashes, way.expires_at(tx.now)).await?;
    let detail = if way == Way::Mail { "" } else { way.word() };
    audit::note(tx, Some(inviter), "invite", &format!("invitation-{id}"), detail).await?;
    Ok(id)
}

/// Writes the letter that carries the secrets.
pub(super) async fn tell(tx: &Tx, from: &Inviter, email: &str, secrets: &Secrets, url: &str) -> Result<()> {
    queue(tx, &letters::invitation(email, from, (&secrets.token, &secrets.code), url)).await
}

/// Takes an offer back in the caller's transaction; false when it is no longer open.
pub(crate) async fn take_back(tx: &Tx, actor: PersonId, id: InvitationId) -> Result<bool> {
    let is_open = rows::revoke(tx, id).await?;
    if is_open {
        audit::note(tx, Some(actor), "invitation-revoke", &format!("invitation-{id}"), "").await?;
    }
    Ok(is_open)
}

/// Takes an invitation back; one that is no longer open stays what it is.
pub async fn revoke(db: &Db, id: Permit<Revoke>) -> Result<()> {
    let tx = db.begin().await?;
    take_back(&tx, id.viewer(), id.id).await?;
    tx.commit().await
}
