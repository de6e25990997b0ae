//! Who is chosen to be invited anew, and how.

use kernel::InvitationId;
use serde::Deserialize;
use web::Problems;

use super::Way;
use crate::invitations::forms::ListQuery;
use crate::letterhead::Letterhead;
use crate::roster::Person;

/// What the list sends: boxes that were ticked, or everybody whom it shows on all its pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoiceQuery {
    /// Boxes.
    pub invitation: Vec<InvitationId>,
    /// `1` for everybody of the list.
    pub all: String,
    /// See [`ListQuery::q`].
    pub q: String,
    /// See [`ListQuery::state`].
    pub state: String,
    /// See [`ListQuery::whose`].
    pub whose: String,
    /// See [`ListQuery::import`].
    pub import: String,
    /// The draft that is to be continued.
    pub draft: String,
}

impl ChoiceQuery {
    /// The list that it came from.
    pub fn list(&self) -> ListQuery {
        let Self { q, state, whose, import, .. } = self.clone();
        ListQuery { q, state, whose, import, page: String::new() }
    }
}

/// How they are invited, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RenewalForm {
    /// Those who were chosen.
    pub invitation: Vec<InvitationId>,
    /// The word of a [`Way`].
    pub way: String,
    /// The office from which a letter comes.
    pub office: String,
    /// Whom to phone.
    pub phone: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// How they are invited, and what stands below a letter.
#[derive(Clone, Debug)]
pub struct Sender {
    /// How.
    pub(in crate::invitations) way: Way,
    /// The office; empty when nothing is printed.
    pub(in crate::invitations) head: Letterhead,
}

impl RenewalForm {
    /// The form before anything is typed: the inviter's own office, as far as the roster knows it.
    pub fn fresh(invitation: Vec<InvitationId>, own: Option<&Person>) -> Self {
        let Letterhead { office, phone } = Letterhead::of(own);
        let way = Way::Paper.word().to_owned();
        Self { invitation, way, office, phone, once: web::forms::once(), draft: String::new() }
    }

    /// What makes it the same form, by which one that is sent twice is known.
    pub fn content(&self) -> String {
        let ids = self.invitation.iter().map(ToString::to_string);
        ids.chain([self.way.clone()]).collect::<Vec<_>>().join(" ")
    }

    /// The sender, or what is wrong.
    pub fn parse(&self) -> Result<Sender, Problems> {
        let mut problems = Problems::default();
        let Some((way, _)) = Way::ALL.into_iter().find(|(way, _)| way.word() == self.way) else {
            problems.add("way", "招待の届け方を選んでください。");
            return Err(problems);
        };
        let head = match way {
            Way::Mail => Letterhead::default(),
            Way::Paper | Way::Both => Letterhead::parse(&self.office, &self.phone, &mut problems),
        };
        problems.or(Sender { way, head })
    }
}
