//! The table of who reads, writes in and tends what; the only place where it stands.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Places, RoomId};

/// Rooms of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomSets {
    /// May be read.
    pub reads: BTreeSet<RoomId>,
    /// May be written in.
    pub writes: BTreeSet<RoomId>,
    /// Are in the person's charge.
    pub tends: BTreeSet<RoomId>,
}

/// The current seats of one person, as far as rooms follow from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats<'a> {
    any: bool,
    places: BTreeSet<&'a str>,
}

/// The rooms of an active person who holds these grants and seats.
///
/// Without a seat and a grant nothing is left, the directory neither.
pub fn rooms_for(roles: &BTreeSet<Role>, seats: &Seats, places: &Places) -> RoomSets {
    let mut rooms = RoomSets::default();
    if seats.any || !roles.is_empty() {
        rooms.reads.insert(RoomId::DIRECTORY);
    }
    if seats.any {
        // The seat of an office that serves a whole prefecture or bloc names no municipality.
        rooms.open([RoomId::JAPAN]);
    }
    rooms.open(places.rooms_of(seats.places.iter().copied()));
    for role in roles {
        match role {
            Role::Officer(code) => rooms.open(places.rooms_of([code.as_str()])),
            Role::Manager(prefecture) => {
                let tended = places.rooms_tended_in(prefecture);
                let bloc = places.prefecture(prefecture).and_then(|p| RoomId::bloc(&p.bloc));
                rooms.open(tended.iter().copied().chain(bloc).chain([RoomId::JAPAN]));
                rooms.tends.extend(tended);
            }
            Role::Bureau(slug) => {
                let prefectures = places.prefectures().iter().filter(|p| p.bloc == *slug);
                let bloc = RoomId::bloc(slug);
                rooms.open(prefectures.filter_map(|p| RoomId::prefecture(&p.code)).chain(bloc).chain([RoomId::JAPAN]));
                rooms.tends.extend(bloc);
            }
            Role::Observer(room) => {
                rooms.reads.insert(*room);
            }
            Role::Alumni => rooms.open([RoomId::JAPAN]),
            Role::Administrator => {
                rooms.open([RoomId::JAPAN]);
                rooms.tends.insert(RoomId::JAPAN);
            }
        }
    }
    rooms
}

impl<'a> Seats<'a> {
    /// Seats, each by the codes of what it serves, which may be none.
    pub fn of(seats: impl IntoIterator<Item = &'a [String]>) -> Self {
        let mut all = Self::default();
        for served in seats {
            all.any = true;
            all.places.extend(served.iter().map(String::as_str));
        }
        all
    }

    /// Whether there is one at all.
    pub fn any(&self) -> bool {
        self.any
    }
}

impl RoomSets {
    /// For reading and writing.
    fn open(&mut self, rooms: impl IntoIterator<Item = RoomId>) {
        for room in rooms {
            self.reads.insert(room);
            self.writes.insert(room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::read_role;
    use crate::reference::places;

    /// Slugs of rooms, with a space between; `directory` for the directory.
    fn slugs(rooms: &BTreeSet<RoomId>, places: &Places) -> String {
        let slug = |room: &RoomId| places.room(*room).map_or("directory", |room| room.slug.as_str()).to_owned();
        rooms.iter().map(slug).collect::<Vec<_>>().join(" ")
    }

    /// Grants, and one seat that serves these places; no places, no seat.
    fn check(roles: &[(&str, &str)], served: &[&str], expected: [&str; 3]) {
        let seat: Vec<String> = served.iter().map(|code| (*code).to_owned()).collect();
        check_seats(roles, &Seats::of((!seat.is_empty()).then_some(seat.as_slice())), expected);
    }

    fn check_seats(roles: &[(&str, &str)], seats: &Seats, [reads, writes, tends]: [&str; 3]) {
        let places = places();
        let roles = roles.iter().map(|(role, scope)| read_role(role, scope, &places).expect("a role")).collect();
        let rooms = rooms_for(&roles, seats, &places);
        assert_eq!(slugs(&rooms.reads, &places), reads, "reads of {roles:?} {seats:?}");
        assert_eq!(slugs(&rooms.writes, &places), writes, "writes of {roles:?} {seats:?}");
        assert_eq!(slugs(&rooms.tends, &places), tends, "tends of {roles:?} {seats:?}");
    }

    #[test]
    fn without_seat_and_grant_nothing_is_left() {
        check(&[], &[], ["", "", ""]);
    }

    #[test]
    fn a_seat_that_serves_no_municipality_opens_the_room_of_all_japan() {
        check_seats(&[], &Seats::of([&[][..]]), ["japan directory", "japan", ""]);
        check(&[], &["00000"], ["japan directory", "japan", ""]);
        let observed = [("observer", "pref-11")];
        check_seats(&observed, &Seats::of([&[][..]]), ["japan directory pref-11", "japan", ""]);
    }

    #[test]
    fn a_seat_opens_the_rooms_around_the_places_that_it_serves() {
        let rooms = "bloc-kantoshinetsu pref-11 area-1109";
        check(&[], &["11202"], [&format!("japan directory {rooms}"), &format!("japan {rooms}"), ""]);
    }

    #[test]
    fn a_seat_over_a_border_opens_both_sides() {
        // 熊谷市 and 太田市
        let rooms = "bloc-kantoshinetsu pref-10 pref-11 area-1010 area-1109";
        check(&[], &["11202", "10205"], [&format!("japan directory {rooms}"), &format!("japan {rooms}"), ""]);
    }

    #[test]
    fn kawasaki_opens_two_areas_and_a_ward_of_it_one() {
        let rooms = |areas: &str| {
            [
                format!("japan directory bloc-kantoshinetsu pref-14 {areas}"),
                format!("japan bloc-kantoshinetsu pref-14 {areas}"),
            ]
        };
        let both = rooms("area-1404 area-1405");
        check(&[], &["14130"], [&both[0], &both[1], ""]);
        let one = rooms("area-1405");
        check(&[], &["14133"], [&one[0], &one[1], ""]);
    }

    #[test]
    fn an_officer_has_the_rooms_of_a_seat() {
        let served = ["11202".to_owned()];
        let seat = rooms_for(&BTreeSet::new(), &Seats::of([&served[..]]), &places());
        let officer = rooms_for(&BTreeSet::from([Role::Officer("11202".to_owned())]), &Seats::default(), &places());
        assert_eq!(seat, officer);
    }

    #[test]
    fn a_manager_tends_the_prefecture_and_its_areas() {
        let areas = "area-1901 area-1902 area-1903 area-1904";
        check(
            &[("manager", "19")],
            &[],
            [
                &format!("japan directory bloc-kantoshinetsu pref-19 {areas}"),
                &format!("japan bloc-kantoshinetsu pref-19 {areas}"),
                &format!("pref-19 {areas}"),
            ],
        );
    }

    #[test]
    fn a_bureau_officer_tends_the_bloc_and_uses_the_rooms_of_its_prefectures() {
        check(
            &[("bureau", "shikoku")],
            &[],
            [
                "japan directory bloc-shikoku pref-36 pref-37 pref-38 pref-39",
                "japan bloc-shikoku pref-36 pref-37 pref-38 pref-39",
                "bloc-shikoku",
            ],
        );
    }

    #[test]
    fn an_observer_reads_one_room_and_writes_nowhere() {
        check(&[("observer", "pref-11")], &[], ["directory pref-11", "", ""]);
    }

    #[test]
    fn who_has_left_the_field_stays_in_the_room_of_all_japan() {
        check(&[("alumni", "")], &[], ["japan directory", "japan", ""]);
    }

    #[test]
    fn an_administrator_has_the_room_of_all_japan_and_no_other() {
        check(&[("administrator", "")], &[], ["japan directory", "japan", "japan"]);
    }

    #[test]
    fn grants_and_seats_add_up() {
        check(
            &[("manager", "19"), ("observer", "japan")],
            &["13101"],
            [
                "japan directory bloc-kantoshinetsu pref-13 pref-19 area-1301 area-1901 area-1902 area-1903 area-1904",
                "japan bloc-kantoshinetsu pref-13 pref-19 area-1301 area-1901 area-1902 area-1903 area-1904",
                "pref-19 area-1901 area-1902 area-1903 area-1904",
            ],
        );
    }
}
