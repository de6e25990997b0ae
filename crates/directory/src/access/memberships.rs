//! What follows from belonging to groups, beside seats and grants.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{GroupId, Places};

use super::{RoomSets, Seats, rooms_for};

/// A person's place in a group; an invitation is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Whether the group is in the person's charge.
    pub is_owner: bool,
    /// Whether the group has come to its end and is only read.
    pub is_closed: bool,
}

/// The rooms of an active person, those of groups among them.
pub fn rooms_with_groups(roles: &BTreeSet<Role>, seats: &Seats, groups: &[Membership], places: &Places) -> RoomSets {
    let mut rooms = rooms_for(roles, seats, places);
    if takes_part(roles, seats.any()) {
        for membership in groups {
            let room = membership.group.into();
            rooms.reads.insert(room);
            if !membership.is_closed {
                rooms.writes.insert(room);
            }
            if membership.is_owner && !membership.is_closed {
                rooms.tends.insert(room);
            }
        }
    }
    rooms
}

/// Whether somebody with these grants can be in groups: not who only observes, nor who has left the field.
pub fn takes_part(roles: &BTreeSet<Role>, has_seat: bool) -> bool {
    has_seat || roles.iter().any(|role| !matches!(role, Role::Observer(_) | Role::Alumni))
}

#[cfg(test)]
mod tests {
    use kernel::RoomId;

    use super::*;

    const GROUP: GroupId = GroupId(1 << 41);

    fn rooms(roles: &[Role], seats: &Seats, is_owner: bool, is_closed: bool) -> [bool; 3] {
        let (roles, places) = (roles.iter().cloned().collect(), crate::reference::places());
        let groups = [Membership { group: GROUP, is_owner, is_closed }];
        let rooms = rooms_with_groups(&roles, seats, &groups, &places);
        [&rooms.reads, &rooms.writes, &rooms.tends].map(|set| set.contains(&RoomId::from(GROUP)))
    }

    #[test]
    fn members_read_and_write_and_the_owner_tends_until_the_group_ends() {
        let manager = [Role::Manager("11".to_owned())];
        let (none, served) = (Seats::default(), ["11202".to_owned()]);
        let seat = Seats::of([&served[..]]);
        assert_eq!(rooms(&[], &seat, false, false), [true, true, false]);
        assert_eq!(rooms(&manager, &none, true, false), [true, true, true]);
        assert_eq!(rooms(&[], &seat, true, true), [true, false, false]);
    }

    #[test]
    fn who_holds_a_seat_that_serves_no_municipality_is_in_groups_too() {
        assert_eq!(rooms(&[], &Seats::of([&[][..]]), false, false), [true, true, false]);
    }

    #[test]
    fn who_has_no_seat_and_no_charge_has_no_group_either() {
        for roles in [vec![], vec![Role::Observer(RoomId::JAPAN)], vec![Role::Alumni]] {
            assert_eq!(rooms(&roles, &Seats::default(), true, false), [false, false, false], "{roles:?}");
        }
    }
}
