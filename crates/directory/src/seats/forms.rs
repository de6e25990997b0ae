//! What managers send about who comes next.

use accounts::people::parse_email;
use kernel::clock::DAY;
use kernel::{Places, Timestamp, text};
use serde::Deserialize;
use web::Problems;

use crate::desk::day;
use crate::invitations::NewInvitation;
use crate::roster::Tenure;

/// An invitation waits so long for its answer, so a tenure that begins later is not offered yet.
const FURTHEST: i64 = 366 * DAY;

/// Somebody who is to follow in a seat, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SuccessorForm {
    /// To which address.
    pub email: String,
    /// 氏名; may be empty.
    pub name: String,
    /// 着任日
    pub started_on: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// Whether those who follow may ask.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskingForm {
    /// `1` or `0`.
    pub on: String,
    /// Makes the form count once; choosing twice is choosing once.
    pub once: String,
}

impl SuccessorForm {
    /// The form before anything is typed: the tenure begins when that of whoever leaves ends.
    pub fn fresh(seat: &super::Seat, now: Timestamp) -> Self {
        let end = seat.holders.iter().filter_map(|holder| holder.tenure.ended_at).max();
        let begins = end.map_or(now, |end| end.max(now));
        Self { started_on: begins.iso()[..10].to_owned(), once: web::forms::once(), ..Self::default() }
    }

    /// The invitation, or what is wrong.
    pub fn parse(&self, seat: &Tenure, places: &Places, now: Timestamp) -> Result<NewInvitation, Problems> {
        let mut problems = Problems::default();
        let email = problems.take("email", parse_email(&self.email));
        let name = problems.take("name", text::optional_line("氏名", &self.name, 60));
        let starts_at = problems.take("started_on", begins(&self.started_on, now).map(Some));
        match starts_at {
            Some(at) => problems.or(NewInvitation::to_follow(email, name, seat, at, places)),
            None => Err(problems),
        }
    }
}

/// The day on which somebody begins; one of the last weeks is good too, and means at once.
pub(crate) fn begins(input: &str, now: Timestamp) -> Result<Timestamp, String> {
    let at = day("着任日", input)?;
    if at.since(now) > FURTHEST || now.since(at) > FURTHEST {
        Err("着任日は、1年以内の日を入力してください。".to_owned())
    } else {
        Ok(at)
    }
}
