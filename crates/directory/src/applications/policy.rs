//! What applicants may do with their own application.

use kernel::{Action, Viewer};

use super::entity::{Case, State};

/// Correcting an application that was declined, and sending it again.
#[derive(Debug)]
pub struct ApplyAgain;

impl Action for ApplyAgain {
    type On = Case;
    fn allows(viewer: &Viewer, case: &Case) -> bool {
        is_own(viewer, case) && case.application.state() == State::Declined
    }
}

/// Taking an application back, and with it all that the site knows of the person.
#[derive(Debug)]
pub struct Withdraw;

impl Action for Withdraw {
    type On = Case;
    fn allows(viewer: &Viewer, case: &Case) -> bool {
        is_own(viewer, case) && matches!(case.application.state(), State::Waiting | State::Declined)
    }
}

/// Whoever has become a member is no longer an applicant.
fn is_own(viewer: &Viewer, case: &Case) -> bool {
    !viewer.is_active() && case.application.person_id == Some(viewer.id())
}
