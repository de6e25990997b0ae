//! Who may invite whom to what.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Action, Places, Viewer};

use super::entity::Invitation;
use super::forms::NewInvitation;
use crate::claims::SeatClaim;

/// Offering a seat, and perhaps the role of a municipality's officer.
#[derive(Debug)]
pub struct Invite;

impl Action for Invite {
    type On = NewInvitation;
    fn allows(viewer: &Viewer, invitation: &NewInvitation) -> bool {
        viewer.is_active() && invitation.regions.iter().all(|region| reaches(viewer.roles(), region))
    }
}

/// Taking an invitation back.
#[derive(Debug)]
pub struct Revoke;

impl Action for Revoke {
    type On = Invitation;
    fn allows(viewer: &Viewer, invitation: &Invitation) -> bool {
        viewer.is_active() && invitation.inviter_id == viewer.id()
    }
}

/// A prefecture as far as scopes go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Code.
    pub prefecture: String,
    /// Slug of its bloc.
    pub bloc: String,
}

/// The prefectures that an offer touches: of what is served, or of the office, and of the role.
pub fn regions(claim: &SeatClaim, officer_of: Option<&str>, places: &Places) -> BTreeSet<Region> {
    let officer = officer_of.and_then(|code| places.municipality(code)).map(|place| place.prefecture.as_str());
    let all = claim.prefectures(places).into_iter().chain(officer).filter_map(|code| places.prefecture(code));
    all.map(|found| Region { prefecture: found.code.clone(), bloc: found.bloc.clone() }).collect()
}

/// Whether somebody with these roles may give away seats there.
pub fn reaches(roles: &BTreeSet<Role>, region: &Region) -> bool {
    roles.iter().any(|role| match role {
        Role::Manager(prefecture) => *prefecture == region.prefecture,
        Role::Bureau(bloc) => *bloc == region.bloc,
        Role::Administrator => true,
        Role::Officer(_) | Role::Observer(_) | Role::Alumni => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::read_role;
    use crate::reference::places;

    #[test]
    fn a_manager_reaches_the_prefecture_a_bureau_the_bloc_an_administrator_everything() {
        let places = places();
        let claim = |served: &str| SeatClaim {
            municipality_code: "11202".to_owned(),
            served: served.to_owned(),
            ..SeatClaim::default()
        };
        for (role, served, officer_of, allowed) in [
            ("manager:11", "11202 11218", None, true),
            ("manager:11", "11202 10205", None, false),
            ("manager:11", "", None, true),
            ("manager:10", "", None, false),
            ("manager:11", "11202", Some("11218"), true),
            ("manager:11", "11202", Some("13206"), false),
            ("bureau:kantoshinetsu", "11202 10205", None, true),
            ("bureau:kinki", "11202", None, false),
            ("administrator:", "01100 47201", None, true),
            ("officer:11202", "11202", None, false),
            ("observer:pref-11", "11202", None, false),
            ("alumni:", "11202", None, false),
        ] {
            let (name, scope) = role.split_once(':').unwrap();
            let roles = BTreeSet::from([read_role(name, scope, &places).unwrap()]);
            let found = regions(&claim(served), officer_of, &places).iter().all(|region| reaches(&roles, region));
            assert_eq!(found, allowed, "{role} {served} {officer_of:?}");
        }
    }
}
