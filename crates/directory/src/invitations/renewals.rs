//! Inviting anew those who have not come, many at once: by mail, on paper, or both.
//!
//! Invariants:
//! - each of them is invited as by hand: the rule of [`Invite`](super::Invite) is asked of every one, and of the seat as it
//!   is now;
//! - a code on paper is shown once, on the page that answers the form, and is kept as a slow hash only;
//! - the invitation that is sent anew ends, whoever had sent it, and with it what the inviter has offered to the address before;
//! - so many at most at once that hashing them ends well before a request would.

mod forms;
pub(super) mod handlers;
mod paths;
mod views;

use std::collections::HashSet;

use kernel::clock::DAY;
use kernel::mail::queue;
use kernel::once::{Claim, claim};
use kernel::{InvitationId, Permit, Places, Result, Timestamp, Viewer};
use web::{App, Tell};

use self::forms::Sender;
use super::entity::Invitation;
use super::listing::Listed;
use super::policy::regions;
use super::{INVITATIONS, Invite, LIFETIME, NewInvitation, Secrets, letters, offers, queries};
use crate::Roster;
pub(super) use crate::letterhead::MOST;

const GONE: &str = "招待したポストがなくなったため、招待し直せません。いまのポストから、あらためて招待してください。";
const OUTDATED: &str =
    "招待の後で市町村などの登録が変わったため、招待し直せません。いまの内容で、あらためて招待してください。";
const ANSWERED: &str = "すでに登録されたか、招待が取り消されています。";
const BEYOND: &str = "いまは、あなたの担当の範囲の外です。";
const ONESELF: &str = "ご自身は招待できません。";

/// How somebody learns of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By mail.
    Mail,
    /// By a letter on paper; a mail says no more than that it comes.
    Paper,
    /// By both, with the same code.
    Both,
}

impl Way {
    /// All ways, with what people call them.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Paper, "手紙を印刷する"),
        (Self::Mail, "招待のメールを送り直す"),
        (Self::Both, "手紙を印刷し、メールも送り直す"),
    ];

    /// Its word in forms and in the log.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Paper => "paper",
            Self::Both => "both",
        }
    }

    /// A letter on paper tells a day, and is good until its end.
    pub(super) fn expires_at(self, now: Timestamp) -> Timestamp {
        let end = now.plus(LIFETIME);
        if self == Self::Mail { end } else { end.plus(DAY).start_of_its_day() }
    }
}

/// Somebody who is to be invited anew: by which invitation they have not come, and to what they are invited now.
pub(super) struct Renewal {
    id: InvitationId,
    invitation: Permit<Invite>,
}

/// Those who were chosen.
#[derive(Default)]
pub(super) struct Chosen {
    /// Who can be invited anew.
    pub renewals: Vec<Renewal>,
    /// Who cannot, and why.
    pub left: Vec<(String, &'static str)>,
}

/// What came of inviting anew.
pub(super) struct Sent {
    /// The letters, in the order of the list.
    pub printed: Vec<Printed>,
    /// Who was left out, and why.
    pub left: Vec<(String, &'static str)>,
}

/// A letter on paper: to whom, to what, and the only copy of its code.
pub(super) struct Printed {
    /// To whom and to what.
    pub invitation: NewInvitation,
    /// As it is typed: `ABCD-EFGH`.
    pub code: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

impl Chosen {
    /// Those of these invitations that the viewer sees and may send anew.
    pub(super) fn of(all: &[Listed], ids: &[InvitationId], by: (&Viewer, &str), roster: &Roster, app: &App) -> Self {
        let (viewer, own) = by;
        let ids: HashSet<InvitationId> = ids.iter().copied().collect();
        let mut chosen = Self::default();
        for listed in all.iter().filter(|listed| ids.contains(&listed.invitation.id)) {
            match renewal(listed, viewer, own, roster, app) {
                Ok(renewal) => chosen.renewals.push(renewal),
                Err(why) => chosen.left.push((listed.called(), why)),
            }
        }
        chosen
    }
}

fn renewal(
    listed: &Listed,
    viewer: &Viewer,
    own: &str,
    roster: &Roster,
    app: &App,
) -> std::result::Result<Renewal, &'static str> {
    let invitation = &listed.invitation;
    if !listed.may_be_renewed {
        return Err(ANSWERED);
    }
    if invitation.email == own {
        return Err(ONESELF);
    }
    let anew = anew(invitation, roster, &app.places, app.db.clock.now())?;
    let permit = viewer.may::<Invite>(anew).map_err(|_| BEYOND)?;
    Ok(Renewal { id: invitation.id, invitation: permit })
}

/// The same offer as it would be made now: a seat that exists may have changed meanwhile.
fn anew(
    invitation: &Invitation,
    roster: &Roster,
    places: &Places,
    now: Timestamp,
) -> std::result::Result<NewInvitation, &'static str> {
    let (email, name) = (invitation.email.clone(), invitation.name.clone());
    if let Some(seat) = invitation.seat_id {
        let seat = roster.seat(seat, now).ok_or(GONE)?;
        return Ok(NewInvitation::to_follow(email, name, seat.known, invitation.begins(now), places));
    }
    let (claim, officer_of) = (invitation.claim.clone(), invitation.officer_of.clone());
    claim.seat(now).check(places).map_err(|_| OUTDATED)?;
    let regions = regions(&claim, officer_of.as_deref(), places);
    Ok(NewInvitation { email, claim, officer_of, regions, name, follows: None })
}

/// Invites all of them once; nothing when the same form has had its effect already, since a code is never shown again.
/// Whoever has come meanwhile is left out.
pub(super) async fn renew(
    app: &App,
    viewer: &Viewer,
    chosen: Chosen,
    sender: &Sender,
    (form, once): (&str, &str),
    tell: Tell<'_>,
) -> Result<Option<Sent>> {
    let Chosen { renewals, mut left } = chosen;
    let secrets = Secrets::draw_many(renewals.len(), tell).await?;
    let tx = app.db.begin().await?;
    if claim(&tx, viewer.id(), form, once, INVITATIONS).await? != Claim::First {
        return Ok(None);
    }
    let from = queries::inviter(&tx.conn, viewer.id(), tx.now, &app.places).await?;
    let mut printed = Vec::with_capacity(renewals.len());
    for (Renewal { id, invitation }, secrets) in renewals.into_iter().zip(secrets) {
        if !offers::take_back(&tx, viewer.id(), id).await? {
            left.push((called(&invitation.name, &invitation.email), ANSWERED));
            continue;
        }
        offers::put(&tx, viewer.id(), &invitation, &secrets, sender.way).await?;
        match sender.way {
            Way::Paper => queue(&tx, &letters::on_paper(&invitation.email, &from, &app.config.url)).await?,
            Way::Mail | Way::Both => offers::tell(&tx, &from, &invitation.email, &secrets, &app.config.url).await?,
        }
        let expires_at = sender.way.expires_at(tx.now);
        printed.push(Printed { code: secrets.shown_code(), expires_at, invitation: (*invitation).clone() });
    }
    tx.commit().await?;
    Ok(Some(Sent { printed, left }))
}

/// Who is meant, for a sentence.
pub(super) fn called(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { format!("{name}さん") }
}
