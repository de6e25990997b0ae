//! The list of invitations: one's own or those of the whole charge, narrowed down by words, state and roster.

use std::collections::{BTreeSet, HashSet};

use kernel::{InvitationId, Places, Result, RosterImportId, Timestamp, Viewer};
use web::App;

use super::entity::{Invitation, State};
use super::forms::ListQuery;
use super::{queries, renewals};
use crate::Roster;
use crate::desk::sheets;
use crate::roster::fold;

/// Somebody who is a member by now, and whose address is theirs to show.
pub(super) const MEMBER: &str = "登録された方";

/// How many invitations stand on a page.
const PER_PAGE: usize = 50;

/// An invitation as somebody with a charge sees it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and asked by itself")]
pub(super) struct Listed {
    /// The invitation.
    pub invitation: Invitation,
    /// What has become of it.
    pub state: State,
    /// Who sent it.
    pub inviter: String,
    /// Whether the viewer has sent it.
    pub is_mine: bool,
    /// Whether somebody has come by it, or by another one to the same address.
    has_come: bool,
    /// Whether its inviter could not give any more what it offers, so that nobody can use it.
    pub is_void: bool,
    /// Whether the viewer may invite anew whoever has not come by it.
    pub may_be_renewed: bool,
}

/// What the tabs of the list show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Everything.
    All,
    /// Those who have not come, and can be invited anew.
    Open,
    /// One state alone.
    Of(State),
}

impl Kind {
    /// All tabs.
    pub(super) const ALL: [Self; 6] = [
        Self::All,
        Self::Open,
        Self::Of(State::Waiting),
        Self::Of(State::Expired),
        Self::Of(State::Used),
        Self::Of(State::Revoked),
    ];

    /// Its word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::Of(State::Waiting) => "waiting",
            Self::Of(State::Expired) => "expired",
            Self::Of(State::Used) => "used",
            Self::Of(State::Revoked) => "revoked",
        }
    }

    fn has(self, listed: &Listed) -> bool {
        match self {
            Self::All => true,
            Self::Open => listed.may_be_renewed,
            Self::Of(state) => listed.state == state,
        }
    }
}

/// What was asked for.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// As it was asked for.
    pub query: ListQuery,
    /// The tab.
    pub kind: Kind,
    found: Vec<Listed>,
}

impl List {
    /// Everything that the viewer may see, narrowed down; a roster of somebody else is `NotFound`.
    pub(super) async fn read(app: &App, viewer: &Viewer, people: &Roster, query: ListQuery) -> Result<Self> {
        let mut found = all(app, viewer, people).await?;
        if query.whose != "charge" {
            found.retain(|listed| listed.is_mine);
        }
        if !query.import.is_empty() {
            let import = query.import.parse().map_err(|_| kernel::Error::NotFound)?;
            let invited = sheets::invited(&app.db, viewer, RosterImportId(import)).await?;
            let of_file = found.iter().filter(|listed| invited.contains(&listed.invitation.id));
            let emails: HashSet<String> = of_file.map(|listed| listed.invitation.email.clone()).collect();
            found.retain(|listed| emails.contains(&listed.invitation.email));
        }
        let words: Vec<String> = query.q.split_whitespace().map(fold).collect();
        found.retain(|listed| {
            let text = haystack(listed, &app.places);
            words.iter().all(|word| text.contains(word.as_str()))
        });
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == query.state).unwrap_or(Kind::All);
        Ok(Self { query, kind, found })
    }

    /// How many there are in a tab.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.found.iter().filter(|listed| kind.has(listed)).count()
    }

    /// All that the chosen tab has.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Listed> {
        self.found.iter().filter(|listed| self.kind.has(listed))
    }

    /// The page that was asked for, how many there are, and what stands on it.
    pub(super) fn page(&self) -> (usize, usize, impl Iterator<Item = &Listed>) {
        let pages = self.count(self.kind).div_ceil(PER_PAGE).max(1);
        let page = self.query.page.parse().unwrap_or(1).clamp(1, pages);
        (page, pages, self.shown().skip((page - 1) * PER_PAGE).take(PER_PAGE))
    }

    /// Those of the chosen tab who can be invited anew.
    pub(super) fn renewable(&self) -> impl Iterator<Item = InvitationId> {
        self.shown().filter(|listed| listed.may_be_renewed).map(|listed| listed.invitation.id)
    }
}

impl Listed {
    /// The address, for its inviter, and for others in charge as long as nobody has come by it: after that it is a member's,
    /// who decides who sees it. Empty for somebody who has given up their account.
    pub(super) fn shown_email(&self) -> Option<&str> {
        (self.is_mine || !self.has_come).then_some(self.invitation.email.as_str())
    }

    /// Who it is, for a sentence; never by an address that is a member's own.
    pub(super) fn called(&self) -> String {
        renewals::called(&self.invitation.name, self.shown_email().unwrap_or(MEMBER))
    }
}

/// Everything that the viewer may see, the newest first.
pub(super) async fn all(app: &App, viewer: &Viewer, people: &Roster) -> Result<Vec<Listed>> {
    let now = app.db.clock.now();
    let mut addresses = HashSet::new();
    let all = queries::visible_to(&app.db, viewer, &app.places).await?;
    let used = all.iter().filter(|invitation| invitation.used_at.is_some());
    let mut come: HashSet<String> = used.map(|invitation| invitation.email.clone()).collect();
    come.extend(queries::members_invited(&app.db).await?);
    let listed = |invitation: Invitation| {
        let known = Known {
            // Of all that was offered to an address only the newest counts, whatever has become of it.
            is_newest: addresses.insert(invitation.email.clone()),
            has_come: come.contains(&invitation.email),
        };
        listed(invitation, known, (viewer, people, &app.places, now))
    };
    Ok(all.into_iter().map(listed).collect())
}

/// What the other invitations to an address tell of one.
#[derive(Clone, Copy)]
struct Known {
    is_newest: bool,
    has_come: bool,
}

fn listed(
    invitation: Invitation,
    Known { is_newest, has_come }: Known,
    (viewer, people, places, now): (&Viewer, &Roster, &Places, Timestamp),
) -> Listed {
    let state = invitation.state(now);
    let inviter = people.person(invitation.inviter_id);
    let nothing = BTreeSet::new();
    let roles = inviter.filter(|inviter| inviter.is_active).map_or(&nothing, |inviter| &inviter.roles);
    let is_mine = invitation.inviter_id == viewer.id();
    let waits = matches!(state, State::Waiting | State::Expired) && is_newest && !invitation.email.is_empty();
    Listed {
        state,
        inviter: inviter.map(|inviter| inviter.name.clone()).unwrap_or_default(),
        is_mine,
        has_come,
        is_void: state == State::Waiting && !queries::is_reached(roles, &invitation, places),
        may_be_renewed: waits && (is_mine || !has_come) && queries::is_reached(viewer.roles(), &invitation, places),
        invitation,
    }
}

/// What the words of a search are looked for in.
fn haystack(listed: &Listed, places: &Places) -> String {
    let invitation = &listed.invitation;
    let claim = &invitation.claim;
    let towns = claim.codes().into_iter().chain([claim.municipality_code.as_str()]).map(|code| places.full_name(code));
    let words = [listed.shown_email().unwrap_or_default(), &invitation.name, &claim.organisation, &claim.title];
    words.into_iter().map(fold).chain(towns.map(|town| fold(&town))).collect::<Vec<_>>().join(" ")
}
