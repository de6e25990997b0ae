//! Who may ask, answer and take back.

use kernel::{Action, ContactRequestId, PersonId, Viewer};

use crate::roster::Person;

/// Two people, of whom one wants to ask the other.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Who asks.
    pub requester: Person,
    /// Who is asked.
    pub person: Person,
}

/// A request as its verbs need it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Id.
    pub id: ContactRequestId,
    /// Who asked.
    pub requester: PersonId,
    /// Who was asked.
    pub person: PersonId,
    /// The name of who was asked.
    pub answerer: String,
}

/// Asking.
#[derive(Debug)]
pub struct Ask;
/// Accepting, or leaving it.
#[derive(Debug)]
pub struct Answer;
/// Withdrawing what has not been accepted.
#[derive(Debug)]
pub struct Withdraw;
/// Ending what has been.
#[derive(Debug)]
pub struct TakeBack;

impl Request {
    /// The other one of the two.
    pub fn other_than(&self, person: PersonId) -> PersonId {
        if self.requester == person { self.person } else { self.requester }
    }
}

impl Action for Ask {
    type On = Pair;
    fn allows(viewer: &Viewer, pair: &Pair) -> bool {
        let is_mine = viewer.id() == pair.requester.id && pair.requester.id != pair.person.id;
        // Whoever only observes writes nowhere, to nobody.
        is_mine && pair.requester.listed && pair.person.listed && !viewer.writable().is_empty()
    }
}

impl Action for Answer {
    type On = Request;
    fn allows(viewer: &Viewer, request: &Request) -> bool {
        viewer.id() == request.person
    }
}

impl Action for Withdraw {
    type On = Request;
    fn allows(viewer: &Viewer, request: &Request) -> bool {
        viewer.id() == request.requester
    }
}

impl Action for TakeBack {
    type On = Request;
    fn allows(viewer: &Viewer, request: &Request) -> bool {
        [request.requester, request.person].contains(&viewer.id())
    }
}
