//! Who may ask to stay in touch.

use kernel::{Action, Timestamp, Viewer};

use crate::roster::Person;

/// Somebody who would stay in touch.
#[derive(Clone, Debug)]
pub struct Former {
    /// The person.
    pub person: Person,
    /// The present.
    pub now: Timestamp,
}

/// Asking: whoever has held a seat, and holds nothing now nor in time to come.
#[derive(Debug)]
pub struct Wish;

impl Action for Wish {
    type On = Former;
    fn allows(viewer: &Viewer, former: &Former) -> bool {
        let tenures = &former.person.tenures;
        let has_left = !tenures.is_empty() && tenures.iter().all(|tenure| tenure.is_over(former.now));
        viewer.id() == former.person.id && viewer.is_outside() && has_left
    }
}
