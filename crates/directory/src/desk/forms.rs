//! What the forms of the desk send.

mod codes;
mod confirmations;
mod seat;
mod turnover;

use kernel::clock::DAY;
use kernel::viewer::Role;
use kernel::{Places, Timestamp, text};
use serde::Deserialize;
use web::{Done, Problems};

pub use self::codes::{CodesForm, CodesQuery};
pub use self::confirmations::{ConfirmForm, ConfirmationsQuery};
pub use self::seat::{NewSeatForm, SeatForm};
pub use self::turnover::{CHOICES, Line, TurnoverForm, TurnoverQuery, Wish, until};
use super::names;
use crate::access::{parse_role, read_role};
use crate::claims::towns::Towns;
use crate::members::LONGEST_REASON;

/// How far ahead a beginning or an end is planned, in milliseconds.
pub(super) const FURTHEST: i64 = 3 * 366 * DAY;

/// Search in the list of registrations.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegistrationsQuery {
    /// Words of a name or reading.
    pub q: String,
    /// `none` for those who cannot sign in yet.
    pub access: String,
    /// Page, from 1.
    pub page: String,
}

/// The end of a tenure, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// 退任日
    pub ended_on: String,
    /// `1` when the person stays in the room of all Japan.
    pub stays: String,
    /// Makes the form count once.
    pub once: String,
}

/// A role, as typed or as a button carries it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    /// `officer`, or `officer:11202`.
    pub role: String,
    /// Where, by name or code.
    pub scope: String,
    /// The last day on which it holds; empty for a role without an end.
    pub ended_on: String,
    /// `0` to take it back.
    pub on: String,
    /// `1` where the role was held when the form was opened.
    pub held: String,
    /// Makes the form count once.
    pub once: String,
}

/// Which role is to be changed, as `manager:11`; empty to give another one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GrantQuery {
    /// The role.
    pub role: String,
}

/// A page of a long list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    /// Page, from 1.
    pub page: String,
}

/// A button alone: the one that issues a code, the one that takes a planned end back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    /// Makes the form count once.
    pub once: String,
}

/// Suspended or active, and why.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StandingForm {
    /// `suspended` or `active`.
    pub standing: String,
    /// Why; the person reads it.
    pub reason: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl StandingForm {
    /// The form before anything is typed.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The reason: nobody is shut out without one.
    pub fn parse(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let reason = if self.standing == "suspended" {
            text::require("停止する理由", &self.reason, LONGEST_REASON)
        } else {
            text::optional("お伝えすること", &self.reason, LONGEST_REASON)
        };
        let reason = problems.take("reason", reason);
        problems.or(reason)
    }
}

impl EndForm {
    /// The form before anything is typed; to stay is for the person to wish.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// When the tenure ends: today means at once, a later day means at its end.
    pub fn parse(&self, now: Timestamp) -> Result<Timestamp, Problems> {
        let mut problems = Problems::default();
        let end = problems.take("ended_on", self.end(now));
        problems.or(end)
    }

    fn end(&self, now: Timestamp) -> Result<Timestamp, String> {
        let start = day("退任日", &self.ended_on)?;
        let end = start.plus(DAY);
        if end <= now {
            Err("退任日は、今日か、これからの日を入力してください。".to_owned())
        } else if start.since(now) > FURTHEST {
            Err("退任日は、3年以内の日を入力してください。".to_owned())
        } else {
            Ok(if start <= now { now } else { end })
        }
    }
}

/// What is to become of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleDeed {
    /// It is given, perhaps up to an instant.
    Give {
        /// The first instant at which it no longer holds.
        until: Option<Timestamp>,
    },
    /// It was held when the form was opened, and ends at another instant or not at all.
    Move {
        /// The first instant at which it no longer holds.
        until: Option<Timestamp>,
    },
    /// It is taken back.
    Take,
}

impl RoleDeed {
    /// What its sender reads.
    pub fn done(self) -> Done {
        match self {
            Self::Give { .. } => Done::ROLE_GIVEN,
            Self::Move { .. } => Done::ROLE_END_SAVED,
            Self::Take => Done::ROLE_TAKEN,
        }
    }
}

impl GrantForm {
    /// The form before anything is typed.
    pub fn fresh() -> Self {
        Self { role: "officer".to_owned(), once: web::forms::once(), ..Self::default() }
    }

    /// The form that changes the end of a role that is held.
    pub fn of(role: String, until: Option<Timestamp>) -> Self {
        let ended_on = until.map(|until| until.plus(-1).iso()[..10].to_owned()).unwrap_or_default();
        Self { role, ended_on, held: "1".to_owned(), once: web::forms::once(), ..Self::default() }
    }

    /// A role by its word, over something by name or code.
    pub fn over(role: &str, scope: &str) -> Self {
        Self { role: role.to_owned(), scope: scope.to_owned(), ..Self::default() }
    }

    /// The role that is meant.
    pub fn parse(&self, places: &Places) -> Result<Role, Problems> {
        let mut problems = Problems::default();
        let role = problems.take("scope", self.meant(places).map(Some));
        let known = role.is_some();
        if !known && problems.is_empty() {
            problems.add("role", "役割を選んでください。");
        }
        match role {
            Some(role) => problems.or(role),
            None => Err(problems),
        }
    }

    /// The role, and what is to become of it.
    pub fn deed(&self, places: &Places, now: Timestamp) -> Result<(Role, RoleDeed), Problems> {
        let role = self.parse(places)?;
        let deed = match (self.on.as_str(), self.held.as_str()) {
            ("0", _) => RoleDeed::Take,
            (_, "1") => RoleDeed::Move { until: self.until(now)? },
            _ => RoleDeed::Give { until: self.until(now)? },
        };
        Ok((role, deed))
    }

    /// The first instant at which the role no longer holds; none for one without an end.
    fn until(&self, now: Timestamp) -> Result<Option<Timestamp>, Problems> {
        let mut problems = Problems::default();
        let until = problems.take("ended_on", last_day(&self.ended_on, now));
        problems.or(until)
    }

    fn meant(&self, places: &Places) -> Result<Role, String> {
        if let Ok(Some(role)) = parse_role(&self.role, places) {
            return Ok(role);
        }
        let missing = || "担当の範囲を入力してください。".to_owned();
        let scope = match self.role.as_str() {
            "officer" => Towns::new(places).one("市町村", &self.scope)?,
            "manager" => names::prefecture(&self.scope, places).ok_or_else(missing)?.to_owned(),
            "bureau" => names::bloc(&self.scope).ok_or_else(missing)?.to_owned(),
            "observer" => names::room(&self.scope, places).ok_or_else(missing)?.to_owned(),
            _ => return Err("役割を選んでください。".to_owned()),
        };
        read_role(&self.role, &scope, places).ok_or_else(missing)
    }
}

/// The end of a day that was typed, today or later.
fn last_day(input: &str, now: Timestamp) -> Result<Option<Timestamp>, String> {
    if input.trim().is_empty() {
        return Ok(None);
    }
    let start = day("終わりの日", input)?;
    if start.plus(DAY) <= now {
        Err("終わりの日は、今日か、これからの日を入力してください。いますぐ終えるときは、登録のページで解除してください。".to_owned())
    } else if start.since(now) > FURTHEST {
        Err("終わりの日は、3年以内の日を入力してください。".to_owned())
    } else {
        Ok(Some(start.plus(DAY)))
    }
}

/// The first instant of a day that was typed, in either width, with hyphens or slashes.
pub(crate) fn day(label: &str, input: &str) -> Result<Timestamp, String> {
    let typed = text::nfkc(&text::require_line(label, input, 20)?).replace(['/', '.'], "-");
    let padded = typed.split('-').map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    Timestamp::start_of_day(&padded).ok_or_else(|| format!("{label}は、2027-03-31 の形で入力してください。"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn today_ends_at_once_and_a_later_day_at_its_end() {
        let noon = Timestamp::start_of_day("2026-11-22").unwrap().plus(DAY / 2);
        let end = |typed: &str| EndForm { ended_on: typed.to_owned(), ..EndForm::default() }.parse(noon);
        assert_eq!(end("2026-11-22"), Ok(noon));
        assert_eq!(end("２０２７/３/３１").unwrap(), Timestamp::start_of_day("2027-04-01").unwrap());
        for wrong in ["", "2026-11-21", "2036-01-01", "2027-02-30", "いつか", "\0"] {
            assert!(end(wrong).unwrap_err().at("ended_on").is_some(), "{wrong:?}");
        }
    }

    #[test]
    fn a_role_is_named_in_words_or_by_its_text() {
        let places = places();
        let meant = |role: &str, scope: &str| {
            let form = GrantForm { role: role.to_owned(), scope: scope.to_owned(), ..GrantForm::default() };
            form.parse(&places)
        };
        assert_eq!(meant("officer", "東京都府中市"), Ok(Role::Officer("13206".to_owned())));
        assert_eq!(meant("manager", "埼玉県"), Ok(Role::Manager("11".to_owned())));
        assert_eq!(meant("bureau", "関東信越"), Ok(Role::Bureau("kantoshinetsu".to_owned())));
        assert_eq!(meant("manager:11", ""), Ok(Role::Manager("11".to_owned())));
        assert_eq!(meant("alumni", ""), Ok(Role::Alumni));
        for (role, scope) in
            [("officer", "どこか"), ("officer", "府中市"), ("manager", ""), ("member", ""), ("king", ""), ("", "")]
        {
            assert!(meant(role, scope).is_err(), "{role} {scope}");
        }
    }
}
