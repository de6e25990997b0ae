//! How far a charge reaches.

use std::collections::BTreeSet;

use kernel::viewer::Role;

/// How far a charge reaches; a wider one outranks a narrower one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// None.
    Member,
    /// A prefecture.
    Manager,
    /// A bloc.
    Bureau,
    /// The site.
    Administrator,
}

impl Rank {
    /// The widest of these grants.
    pub fn of(roles: &BTreeSet<Role>) -> Self {
        roles.iter().map(Self::of_role).max().unwrap_or(Self::Member)
    }

    pub(super) fn of_role(role: &Role) -> Self {
        match role {
            Role::Officer(_) | Role::Observer(_) | Role::Alumni => Self::Member,
            Role::Manager(_) => Self::Manager,
            Role::Bureau(_) => Self::Bureau,
            Role::Administrator => Self::Administrator,
        }
    }

    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Manager => "manager",
            Self::Bureau => "bureau",
            Self::Administrator => "administrator",
        }
    }

    /// Reads the word; what nobody wrote down counts as the widest.
    pub fn read(word: Option<&str>) -> Self {
        let all = [Self::Member, Self::Manager, Self::Bureau];
        all.into_iter().find(|rank| Some(rank.word()) == word).unwrap_or(Self::Administrator)
    }
}
