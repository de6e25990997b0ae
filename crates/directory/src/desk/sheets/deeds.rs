//! Carrying a plan out in one transaction, by the verbs that the desk uses by hand; each deed is kept as what it was.

use std::collections::HashMap;

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Error, InvitationId, PersonId, Places, Result, SeatId, Tx};
use sea_orm::ConnectionTrait as _;
use serde::{Deserialize, Serialize};
use web::Tell;

use super::plan::{Planned, Step, Whom};
use crate::access::role_text;
use crate::desk::queries;
use crate::invitations::{self, Inviter, Secrets};
use crate::members::{self, Known, SeatChange, SeatDetails};

/// What was done, as it is kept to be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// A seat was offered.
    Invited {
        /// The invitation.
        invitation: i64,
    },
    /// A seat was given.
    Seated {
        /// The tenure.
        tenure: i64,
        /// Title and form.
        words: (String, String),
        /// Codes that it serves.
        places: Vec<String>,
        /// The end that it was given.
        ended_at: Option<i64>,
    },
    /// A seat was changed.
    Changed {
        /// The seat.
        seat: i64,
        /// Title and form before.
        before: (String, String),
        /// Title and form after.
        after: (String, String),
        /// Codes that came.
        added: Vec<String>,
        /// Codes that went.
        removed: Vec<String>,
        /// The phone of the employer before and after, if it was changed.
        #[serde(default)]
        phone: Option<(String, String)>,
    },
    /// A tenure got an end, or lost the one that was planned.
    Ended {
        /// The tenure.
        tenure: i64,
        /// The end before.
        before: Option<i64>,
        /// The end after.
        after: Option<i64>,
        /// Who had been going to stay in touch after the end that was called off.
        #[serde(default)]
        in_touch: Option<i64>,
    },
    /// A role was given.
    Granted {
        /// To whom.
        person: i64,
        /// The role in its two columns.
        role: (String, String),
        /// The grant, so that one that was given anew is told from it; older deeds do not say.
        #[serde(default)]
        grant: Option<i64>,
    },
    /// Somebody was registered.
    Joined {
        /// The person.
        person: i64,
        /// By which the registration is known to be as it was left.
        fingerprint: String,
    },
    /// What somebody is called or how they are written to was corrected.
    Corrected {
        /// The person.
        person: i64,
        /// Before.
        before: Known,
        /// After.
        after: Known,
    },
}

impl Deed {
    /// The invitation that was sent.
    pub fn invitation(&self) -> Option<InvitationId> {
        if let Self::Invited { invitation } = self { Some(InvitationId(*invitation)) } else { None }
    }
}

/// A deed, and which row wanted it.
#[derive(Clone, Debug)]
pub struct Done {
    /// The row.
    pub row: u32,
    /// Whom the row names.
    pub name: String,
    /// The deed.
    pub deed: Deed,
}

/// In whose name a plan is carried out.
pub struct Doing<'a> {
    /// Who does it; the operator is nobody.
    pub actor: Option<PersonId>,
    /// The same, as letters name them.
    pub inviter: Option<Inviter>,
    /// The map.
    pub places: &'a Places,
    /// Public address of the site.
    pub url: &'a str,
}

/// Carries out all steps; `secrets` are as many as there are invitations.
pub async fn carry_out(
    tx: &Tx,
    doing: &Doing<'_>,
    steps: &[Planned],
    secrets: Vec<Secrets>,
    tell: Tell<'_>,
) -> Result<Vec<Done>> {
    let (mut joined, mut done, mut secrets) = (HashMap::new(), Vec::new(), secrets.into_iter());
    for (index, planned) in steps.iter().enumerate() {
        let deed = carry(tx, doing, &planned.step, &mut joined, &mut secrets).await?;
        done.push(Done { row: planned.row, name: planned.name.clone(), deed });
        tell("書き込んでいます", index + 1, steps.len());
    }
    Ok(done)
}

async fn carry(
    tx: &Tx,
    doing: &Doing<'_>,
    step: &Step,
    joined: &mut HashMap<String, PersonId>,
    secrets: &mut (dyn Iterator<Item = Secrets> + Send),
) -> Result<Deed> {
    let actor = doing.actor;
    match step {
        Step::Invite(invitation) => {
            let whose = actor.zip(doing.inviter.as_ref());
            let (inviter, secrets) = whose.zip(secrets.next()).ok_or_else(|| anyhow::anyhow!("nobody invites"))?;
            let id = invitations::offer(tx, inviter, invitation, &secrets, doing.url).await?;
            Ok(Deed::Invited { invitation: id.0 })
        }
        Step::Join(member, email) => {
            let person = members::add(tx, actor, member, doing.places).await?;
            joined.insert(email.clone(), person);
            Ok(Deed::Joined { person: person.0, fingerprint: members::fingerprint(tx, person).await? })
        }
        Step::Seat(whom, seat) => {
            let tenure = members::take_seat(tx, actor, who(whom, joined)?, seat).await?;
            let seat = seat.values();
            Ok(Deed::Seated {
                tenure: tenure.0,
                words: (seat.title.clone(), seat.form.clone()),
                places: seat.places.clone(),
                ended_at: seat.ended_at.map(|end| end.0),
            })
        }
        Step::Change { seat, holders, before, phone, change } => {
            members::change_seat(tx, actor, *seat, holders, change).await?;
            Ok(changed(*seat, (before, phone), change))
        }
        Step::End { tenure, before, at } => {
            let at = (*at).max(tx.now);
            members::end_tenure(tx, actor, *tenure, at).await?;
            Ok(Deed::Ended { tenure: tenure.0, before: before.map(|end| end.0), after: Some(at.0), in_touch: None })
        }
        Step::Stay { tenure, before, in_touch } => {
            members::call_off_end(tx, actor, *tenure).await?;
            if let Some(person) = in_touch {
                leave_touch(tx, doing, *person).await?;
            }
            let in_touch = in_touch.map(|person| person.0);
            Ok(Deed::Ended { tenure: tenure.0, before: Some(before.0), after: None, in_touch })
        }
        Step::Grant(whom, role) => {
            let person = who(whom, joined)?;
            members::grant(tx, actor, person, role, doing.places).await?;
            let (word, scope) = role_text(role, doing.places);
            let role = (word.to_owned(), scope);
            let grant = newest_grant(tx, person, &role).await?;
            Ok(Deed::Granted { person: person.0, role, grant })
        }
        Step::Correct(person, correction) => {
            let before = members::known(tx, *person).await?;
            if !members::correct(tx, actor, *person, correction).await? {
                return Err(Error::Conflict("メールアドレスが、いまほかの方のものになりました。"));
            }
            Ok(Deed::Corrected { person: person.0, before, after: members::known(tx, *person).await? })
        }
    }
}

/// Takes back the wish to stay in touch that came with a planned end; two seats of a person may each have had one.
async fn leave_touch(tx: &Tx, doing: &Doing<'_>, person: PersonId) -> Result<()> {
    if queries::roles_now(tx, person, doing.places).await?.contains(&Role::Alumni) {
        members::revoke(tx, doing.actor, person, &Role::Alumni, doing.places).await?;
    }
    Ok(())
}

/// The grant by which somebody holds a role that was just given.
async fn newest_grant(tx: &Tx, person: PersonId, role: &(String, String)) -> Result<Option<i64>> {
    let text = "SELECT id FROM grants WHERE person_id = $1 AND role = $2 AND scope = $3 AND revoked_at IS NULL
        ORDER BY granted_at DESC, id LIMIT 1";
    let values = [person.0.into(), role.0.as_str().into(), role.1.as_str().into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| row.try_get("", "id").map_err(Into::into)).transpose()
}

fn who(whom: &Whom, joined: &HashMap<String, PersonId>) -> Result<PersonId> {
    match whom {
        Whom::Person(id) => Ok(*id),
        Whom::Joining(email) => Ok(*joined.get(email).ok_or_else(|| anyhow::anyhow!("a seat for nobody"))?),
    }
}

fn changed(seat: SeatId, (before, phone): (&SeatDetails, &String), change: &SeatChange) -> Deed {
    let words = |details: &SeatDetails| (details.title.clone(), details.form.to_owned());
    Deed::Changed {
        seat: seat.0,
        before: words(before),
        after: words(change.details.as_ref().unwrap_or(before)),
        added: change.added.clone(),
        removed: change.removed.clone(),
        phone: change.phone.as_ref().map(|after| (phone.clone(), after.clone())),
    }
}
