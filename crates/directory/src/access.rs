//! What follows from seats, grants and groups: who may read, write in and tend which rooms.
//!
//! The rule is [`rooms_for`] with [`rooms_with_groups`], pure functions; the session middleware applies it to whoever
//! asks, and the roster to everybody, so that the number of readers beside a room is the number of people who really
//! read it. Which grants hold at an instant is [`in_force`], for both of them and for the desk.

mod in_force;
mod memberships;
mod on_behalf;
mod roles;
mod rooms;
mod shared;
mod viewer;

pub use self::in_force::{LEAVES_AT, in_force};
pub use self::memberships::{Membership, rooms_with_groups, takes_part};
pub use self::on_behalf::on_behalf;
pub use self::roles::{bloc_name, parse_role, read_role, role_name, role_text, role_title};
pub use self::rooms::{RoomSets, Seats, rooms_for};
pub use self::shared::shared_rooms;
pub use self::viewer::viewer;
