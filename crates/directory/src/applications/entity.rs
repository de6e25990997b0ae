//! The rows of an application and of its parts.

use kernel::{ApplicationId, PersonId, Timestamp};
use sea_orm::FromQueryResult;

use crate::claims::SeatClaim;

/// Somebody's wish to become a member. A new attempt is a new row, so that nobody decides on what they have not read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Application {
    /// Id.
    pub id: ApplicationId,
    /// The row of the claim.
    pub claim_id: i64,
    /// The person, from the moment at which the e-mail address has been confirmed.
    pub person_id: Option<PersonId>,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// よみ in hiragana.
    pub kana: String,
    /// How the person came to do this work.
    pub proof: String,
    /// Version of the 利用規約 that was agreed to.
    pub agreed_terms: String,
    /// Version of the 個人情報の取扱い that was agreed to.
    pub agreed_privacy: String,
    state: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When the e-mail address was confirmed; the prefectures' time runs from here.
    pub confirmed_at: Option<Timestamp>,
    /// When it was accepted or declined, or needed no more.
    pub decided_at: Option<Timestamp>,
    /// By whom.
    pub decided_by: Option<PersonId>,
    /// Why it was declined.
    pub reason: String,
    /// The seat.
    #[sea_orm(nested)]
    pub claim: SeatClaim,
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody but the applicant knows of it.
    Unconfirmed,
    /// Waits for the prefectures.
    Waiting,
    /// Released by all of them.
    Accepted,
    /// Declined by one of them.
    Declined,
    /// Declined, and followed by another attempt.
    Replaced,
    /// Needed no more, since the person came in by an invitation.
    Invited,
}

impl State {
    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Replaced => "replaced",
            Self::Invited => "invited",
        }
    }
}

impl Application {
    /// How far it has come.
    pub fn state(&self) -> State {
        let all = [State::Waiting, State::Accepted, State::Declined, State::Replaced, State::Invited];
        all.into_iter().find(|state| state.word() == self.state).unwrap_or(State::Unconfirmed)
    }
}

/// The part of an application that one prefecture releases.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Part {
    /// The application.
    pub application_id: ApplicationId,
    /// Code of the prefecture.
    pub prefecture_code: String,
    /// When it was released.
    pub released_at: Option<Timestamp>,
    /// By whom.
    pub released_by: Option<PersonId>,
    /// How the approver made sure of the identity.
    pub checked: String,
}

/// An application with its parts, by prefecture.
#[derive(Clone, Debug)]
pub struct Case {
    /// The application.
    pub application: Application,
    /// Its parts.
    pub parts: Vec<Part>,
}
