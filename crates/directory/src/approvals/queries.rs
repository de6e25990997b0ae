//! Reads of applications by those who decide on them.

use std::cmp::Reverse;
use std::collections::HashMap;

use kernel::clock::DAY;
use kernel::viewer::Role;
use kernel::{ApplicationId, Db, Error, Places, Result, Timestamp, Viewer};

use super::charge::{Waiting, responsible};
use crate::Roster;
use crate::applications::queries::{applications, case, parts};
use crate::applications::{Case, Part, State};

/// How long a decision stays in the list.
const KEPT: i64 = 180 * DAY;

/// An application as somebody sees it who decides on it.
#[derive(Clone, Debug)]
pub struct Charge {
    /// The application.
    pub case: Case,
    /// Codes of the prefectures whose parts are, or were, in the viewer's charge.
    pub mine: Vec<String>,
}

impl Charge {
    /// Codes of the prefectures whose parts wait for the viewer.
    pub fn open(&self) -> Vec<&str> {
        let waits = self.case.application.state() == State::Waiting;
        let open = self.case.parts.iter().filter(|part| waits && part.released_at.is_none());
        open.map(|part| part.prefecture_code.as_str())
            .filter(|code| self.mine.iter().any(|mine| mine == code))
            .collect()
    }
}

impl Case {
    /// A part as it waits, for the question who answers for it.
    pub(super) fn waiting<'a>(&'a self, part: &'a Part) -> Waiting<'a> {
        let application = &self.application;
        let since = application.confirmed_at.unwrap_or(application.created_at);
        Waiting { prefecture: &part.prefecture_code, since, applicant: application.person_id }
    }
}

/// Whoever may come to decide on anything at all.
pub(crate) fn holds_office(viewer: &Viewer) -> bool {
    let decides = |role: &Role| matches!(role, Role::Manager(_) | Role::Bureau(_) | Role::Administrator);
    viewer.is_active() && viewer.roles().iter().any(decides)
}

/// The applications in the viewer's charge, those that wait for the viewer first.
pub(super) async fn visible_to(db: &Db, viewer: &Viewer, roster: &Roster, places: &Places) -> Result<Vec<Charge>> {
    let now = db.clock.now();
    let condition = "state = $1 OR (state <> $2 AND decided_at > $3)";
    let values = || [State::Waiting.word().into(), State::Unconfirmed.word().into(), now.plus(-KEPT).0.into()];
    let all = applications(&db.conn, condition, values()).await?;
    let of_these = format!("application_id IN (SELECT id FROM applications WHERE {condition})");
    let mut by_application: HashMap<ApplicationId, Vec<Part>> = HashMap::new();
    for part in parts(&db.conn, &of_these, values()).await? {
        by_application.entry(part.application_id).or_default().push(part);
    }
    let case = |application: crate::applications::Application| {
        let parts = by_application.remove(&application.id).unwrap_or_default();
        Case { application, parts }
    };
    let mut charges: Vec<Charge> =
        all.into_iter().map(case).filter_map(|case| charge(case, viewer, roster, places, now)).collect();
    charges.sort_by_key(|charge| {
        let application = &charge.case.application;
        let first = !charge.open().is_empty();
        let at = application.confirmed_at.unwrap_or_default().0;
        (Reverse(first), if first { at } else { -at }, application.id)
    });
    Ok(charges)
}

/// One application in the viewer's charge.
pub(super) async fn find(
    db: &Db,
    viewer: &Viewer,
    roster: &Roster,
    places: &Places,
    id: ApplicationId,
) -> Result<Charge> {
    let case = case(&db.conn, id).await?.filter(|case| case.application.state() != State::Unconfirmed);
    let now = db.clock.now();
    case.and_then(|case| charge(case, viewer, roster, places, now)).ok_or(Error::NotFound)
}

/// How many applications wait for the viewer; asks the database only for those who may decide on some.
pub async fn waiting_for(db: &Db, viewer: &Viewer, roster: &Roster, places: &Places) -> Result<usize> {
    if !holds_office(viewer) {
        return Ok(0);
    }
    let charges = visible_to(db, viewer, roster, places).await?;
    Ok(charges.iter().filter(|charge| !charge.open().is_empty()).count())
}

/// The application with what is in the viewer's charge. A part that was decided stays with those who answered for it
/// then; administrators see all, since they look after how identities are checked.
fn charge(case: Case, viewer: &Viewer, roster: &Roster, places: &Places, now: Timestamp) -> Option<Charge> {
    let answers = |part: &&Part| {
        let until = part.released_at.or(case.application.decided_at).unwrap_or(now);
        responsible(&case.waiting(part), roster, places, until).contains(&viewer.id())
    };
    let mine: Vec<String> = case.parts.iter().filter(answers).map(|part| part.prefecture_code.clone()).collect();
    let sees = !mine.is_empty() || viewer.roles().contains(&Role::Administrator);
    sees.then_some(Charge { case, mine })
}
