//! Who may say that a seat is still theirs.

use kernel::{Action, PersonId, TenureId, Viewer};

/// What somebody says of their own seats.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who.
    pub person: PersonId,
    /// Of which times in seats; each is one of those that were asked of.
    pub tenures: Vec<TenureId>,
}

/// Answering: for oneself, and nobody else.
#[derive(Debug)]
pub struct Holds;

impl Action for Holds {
    type On = Answer;
    fn allows(viewer: &Viewer, answer: &Answer) -> bool {
        viewer.id() == answer.person && !answer.tenures.is_empty()
    }
}
