//! What the list of 担当の確認 is asked for.

use serde::Deserialize;
use web::links;

use crate::desk::confirmations::{Row, State};
use crate::desk::files::Desk;

/// The parameters; empty ones ask for everything but the state, which begins with those who say that others have taken over,
/// while there are any, and then with those who are silent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmationsQuery {
    /// A name of [`State::ALL`], or `all`.
    pub state: String,
    /// Code of a prefecture.
    pub pref: String,
    /// `long` for those who were last here long ago.
    pub seen: String,
    /// The page, from 1.
    pub page: String,
}

/// That somebody has said in another way that they go on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    /// The list in which it was pressed, to which it leads back.
    #[serde(flatten)]
    pub list: ConfirmationsQuery,
    /// Makes the form count once.
    pub once: String,
}

impl ConfirmationsQuery {
    /// The same where no state is asked for: the first that has any rows.
    #[must_use]
    pub fn beginning(self, rows: &[Row]) -> Self {
        let first = if rows.iter().any(|row| row.state == State::Changed) { State::CHANGED } else { "silent" };
        if self.state.is_empty() { Self { state: first.to_owned(), ..self } } else { self }
    }

    /// The state that is asked for; nothing for all of them.
    pub fn state(&self) -> Option<State> {
        let known = State::ALL.into_iter().find(|(_, name, _)| *name == self.state);
        known.map(|(state, ..)| state).or((self.state != "all").then_some(State::Silent))
    }

    /// Whether only those are asked for who were last here long ago.
    pub fn is_long_ago(&self) -> bool {
        self.seen == "long"
    }

    /// Whether a row lies where it is asked for.
    pub fn is_there(&self, desk: &Desk, row: &Row) -> bool {
        self.pref.is_empty() || desk.lies_in(row, &self.pref)
    }

    /// Whether a row is asked for.
    pub fn is_met_by(&self, desk: &Desk, row: &Row) -> bool {
        let is_meant = self.state().is_none_or(|state| state == row.state);
        is_meant && (!self.is_long_ago() || row.seen.is_long_ago()) && self.is_there(desk, row)
    }

    /// The address of a page of the same list, or of its file.
    pub fn address(&self, path: &str, page: &str) -> String {
        let fields = [("state", &*self.state), ("pref", &*self.pref), ("seen", &*self.seen), ("page", page)];
        links::with_query(path, fields)
    }
}
