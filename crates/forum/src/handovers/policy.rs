//! Who takes over what a seat hands on.

use kernel::{Action, SeatId, TenureId, Viewer};

/// Somebody's time in a seat.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The seat.
    pub seat: SeatId,
    /// The time.
    pub tenure: TenureId,
}

/// Following what was followed from the seat.
#[derive(Debug)]
pub struct TakeOver;

impl Action for TakeOver {
    type On = Held;
    fn allows(viewer: &Viewer, held: &Held) -> bool {
        viewer.tenures().iter().any(|(id, _)| *id == held.tenure)
    }
}
