//! The two offices that are needed, and who has held them long enough.

use directory::access::in_force;
use directory::{Person, Roster};
use kernel::db::sql;
use kernel::rooms::{BLOCS, RoomKind};
use kernel::viewer::Role;
use kernel::{PersonId, Places, Result, RoomId, Tx, Viewer};
use sea_orm::ConnectionTrait as _;

/// As what somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    /// Whoever tends the room; in 全国, which administrators tend, any bureau officer.
    Manager,
    /// Looks after the site.
    Administrator,
}

impl Office {
    /// As it is stored.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    /// What was stored.
    pub fn parse(slug: &str) -> Self {
        if slug == "manager" { Self::Manager } else { Self::Administrator }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manager => "部屋の担当者",
            Self::Administrator => "サイト管理者",
        }
    }

    /// The one that the other person needs.
    pub fn other(self) -> Self {
        match self {
            Self::Manager => Self::Administrator,
            Self::Administrator => Self::Manager,
        }
    }

    /// Whether the viewer holds it now, however long.
    pub fn is_of(self, viewer: &Viewer, room: RoomId) -> bool {
        let is_bureau = || viewer.roles().iter().any(|role| matches!(role, Role::Bureau(_)));
        match self {
            Self::Administrator => viewer.roles().contains(&Role::Administrator),
            Self::Manager if room == RoomId::JAPAN => is_bureau(),
            Self::Manager => viewer.tends(room),
        }
    }
}

/// Everybody who holds an office for a room now.
pub(super) fn holders<'a>(
    people: &'a Roster,
    places: &'a Places,
    office: Office,
    room: RoomId,
) -> impl Iterator<Item = &'a Person> {
    people.everybody().filter(|person| person.is_active).filter(move |person| match office {
        Office::Administrator => person.roles.contains(&Role::Administrator),
        Office::Manager if room == RoomId::JAPAN => person.roles.iter().any(|role| matches!(role, Role::Bureau(_))),
        Office::Manager => people.rooms_of(person, places).tends.contains(&room),
    })
}

/// Whether an active person holds an office, and has for long enough. Its row is held until the commit, so that an office
/// that is taken away at the same moment is either gone or still counts.
pub(super) async fn is_held(tx: &Tx, person: PersonId, office: Office, room: RoomId) -> Result<bool> {
    const ACTIVE: &str = "EXISTS (SELECT 1 FROM people WHERE id = $1 AND standing = 'active')";
    let oldest = super::oldest(tx).into();
    let held = if office == Office::Manager && room.kind() == Some(RoomKind::Group) {
        let text = format!(
            "UPDATE group_members SET joined_at = joined_at WHERE person_id = $1 AND group_id = $2 AND joined_at <= $3
            AND EXISTS (SELECT 1 FROM groups WHERE id = $2 AND owner_id = $1 AND closed_at IS NULL) AND {ACTIVE}"
        );
        tx.conn.execute_raw(sql(&tx.conn, &text, [person.0.into(), room.0.into(), oldest])).await?
    } else {
        let (role, scope) = grant(office, room);
        let text = format!(
            "UPDATE grants SET granted_at = granted_at WHERE person_id = $1 AND role = $2
            AND (scope = $3 OR $3 = '') AND granted_at <= $4 AND {} AND {ACTIVE}",
            in_force("$5")
        );
        let values = [person.0.into(), role.into(), scope.into(), oldest, tx.now.0.into()];
        tx.conn.execute_raw(sql(&tx.conn, &text, values)).await?
    };
    Ok(held.rows_affected() > 0)
}

/// The role and the scope that an office is, the latter empty when any will do.
fn grant(office: Office, room: RoomId) -> (&'static str, String) {
    match (office, room.kind()) {
        (Office::Administrator, _) => ("administrator", String::new()),
        (Office::Manager, Some(RoomKind::Japan)) => ("bureau", String::new()),
        (Office::Manager, Some(RoomKind::Bloc)) => {
            let bloc = BLOCS.iter().find(|(slug, _)| RoomId::bloc(slug) == Some(room));
            ("bureau", bloc.map_or("none", |(slug, _)| *slug).to_owned())
        }
        // The number of a medical area begins with that of its prefecture.
        (Office::Manager, Some(RoomKind::Area)) => ("manager", format!("{:02}", (room.0 - 10_000) / 100)),
        (Office::Manager, _) => ("manager", format!("{:02}", room.0 - 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_room_has_its_managers() {
        let of = |room: Option<RoomId>| grant(Office::Manager, room.unwrap());
        assert_eq!(of(Some(RoomId::JAPAN)), ("bureau", String::new()));
        assert_eq!(of(RoomId::bloc("kinki")), ("bureau", "kinki".to_owned()));
        assert_eq!(of(RoomId::prefecture("01")), ("manager", "01".to_owned()));
        assert_eq!(of(RoomId::area("4701")), ("manager", "47".to_owned()));
        assert_eq!(grant(Office::Administrator, RoomId::JAPAN).0, "administrator");
    }
}
