//! Carrying a plan out in one transaction, by the verbs that the desk uses by hand; each deed is kept as what it was.

use std::collections::HashMap;

use kernel::{Error, PersonId, Places, Result, SeatId, Tx};
use serde::{Deserialize, Serialize};

use super::plan::{Planned, Step, Whom};
use crate::access::role_text;
use crate::invitations::{self, Inviter, Secrets};
use crate::members::{self, SeatChange, SeatDetails};

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
    },
    /// A tenure got an end, or lost the one that was planned.
    Ended {
        /// The tenure.
        tenure: i64,
        /// The end before.
        before: Option<i64>,
        /// The end after.
        after: Option<i64>,
    },
    /// A role was given.
    Granted {
        /// To whom.
        person: i64,
        /// The role in its two columns.
        role: (String, String),
    },
    /// What nobody takes back by a button: people who were registered, names that were corrected.
    Kept,
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
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Done>> {
    let (mut joined, mut done, mut secrets) = (HashMap::new(), Vec::new(), secrets.into_iter());
    for (index, planned) in steps.iter().enumerate() {
        let deed = carry(tx, doing, &planned.step, &mut joined, &mut secrets).await?;
        done.push(Done { row: planned.row, name: planned.name.clone(), deed });
        tell(index + 1, steps.len());
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
            joined.insert(email.clone(), members::add(tx, actor, member, doing.places).await?);
            Ok(Deed::Kept)
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
        Step::Change { seat, holders, before, change } => {
            members::change_seat(tx, actor, *seat, holders, change).await?;
            Ok(changed(*seat, before, change))
        }
        Step::End { tenure, before, at } => {
            let at = (*at).max(tx.now);
            members::end_tenure(tx, actor, *tenure, at).await?;
            Ok(Deed::Ended { tenure: tenure.0, before: before.map(|end| end.0), after: Some(at.0) })
        }
        Step::Stay { tenure, before } => {
            members::call_off_end(tx, actor, *tenure).await?;
            Ok(Deed::Ended { tenure: tenure.0, before: Some(before.0), after: None })
        }
        Step::Grant(whom, role) => {
            let person = who(whom, joined)?;
            members::grant(tx, actor, person, role, doing.places).await?;
            let (word, scope) = role_text(role, doing.places);
            Ok(Deed::Granted { person: person.0, role: (word.to_owned(), scope) })
        }
        Step::Correct(person, correction) => {
            if members::correct(tx, actor, *person, correction).await? {
                Ok(Deed::Kept)
            } else {
                Err(Error::Conflict("メールアドレスが、いまほかの方のものになりました。"))
            }
        }
    }
}

fn who(whom: &Whom, joined: &HashMap<String, PersonId>) -> Result<PersonId> {
    match whom {
        Whom::Person(id) => Ok(*id),
        Whom::Joining(email) => Ok(*joined.get(email).ok_or_else(|| anyhow::anyhow!("a seat for nobody"))?),
    }
}

fn changed(seat: SeatId, before: &SeatDetails, change: &SeatChange) -> Deed {
    let words = |details: &SeatDetails| (details.title.clone(), details.form.to_owned());
    Deed::Changed {
        seat: seat.0,
        before: words(before),
        after: words(change.details.as_ref().unwrap_or(before)),
        added: change.added.clone(),
        removed: change.removed.clone(),
    }
}
