//! The form of the turn of the year: one line for each time in a seat, and what is to become of it.

use std::collections::BTreeSet;

use accounts::people::parse_email;
use kernel::{Places, TenureId, Timestamp, text};
use serde::Deserialize;
use web::Problems;

use super::EndForm;
use crate::desk::turnover::Row;
use crate::invitations::NewInvitation;

/// What can be chosen for a line.
pub const CHOICES: [(&str, &str); 4] =
    [("", "まだ決めない"), ("stays", "続ける"), ("ends", "退任する"), ("follows", "退任して、後任の方を招待する")];

/// Which lines are looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TurnoverQuery {
    /// Page, from 1.
    pub page: String,
    /// The draft that is to be continued.
    pub draft: String,
}

/// The lines as typed, column by column: browsers send fields in the order of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TurnoverForm {
    /// Which time in a seat.
    pub tenure: Vec<TenureId>,
    /// One of [`CHOICES`].
    pub what: Vec<String>,
    /// 退任日
    pub ended_on: Vec<String>,
    /// The successor's e-mail address.
    pub email: Vec<String>,
    /// The successor's name.
    pub name: Vec<String>,
    /// The end that was planned when the page was made, in milliseconds; empty without one.
    pub until: Vec<String>,
    /// `preview`, `edit` or `write`.
    pub step: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// One line as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line<'a> {
    /// See [`TurnoverForm::what`].
    pub what: &'a str,
    /// See [`TurnoverForm::ended_on`].
    pub ended_on: &'a str,
    /// See [`TurnoverForm::email`].
    pub email: &'a str,
    /// See [`TurnoverForm::name`].
    pub name: &'a str,
}

/// What a line asks for.
#[derive(Debug)]
pub enum Wish {
    /// The holder stays.
    Stays,
    /// The holder leaves at an instant.
    Ends(Timestamp),
    /// The same, and somebody follows.
    Follows(Timestamp, Box<NewInvitation>),
}

/// What is wrong with which lines.
pub type Wrong = Vec<(TenureId, Problems)>;

impl TurnoverForm {
    /// The line of a time in a seat; one that the form does not have says nothing.
    pub fn line(&self, tenure: TenureId) -> Line<'_> {
        let Some(at) = self.tenure.iter().position(|known| *known == tenure) else { return Line::default() };
        Line {
            what: cell(&self.what, at),
            ended_on: cell(&self.ended_on, at),
            email: cell(&self.email, at),
            name: cell(&self.name, at),
        }
    }

    /// All that is typed, by which a corrected form is told from the same one sent twice.
    pub fn content(&self) -> String {
        let ids = self.tenure.iter().map(ToString::to_string);
        let typed = [&self.what, &self.ended_on, &self.email, &self.name].into_iter().flatten().cloned();
        ids.chain(typed).collect::<Vec<_>>().join("\u{1f}")
    }

    /// Whether a line that was decided is no longer what its page showed.
    pub fn is_overtaken(&self, rows: &[Row]) -> bool {
        let differs = |(at, tenure): (usize, &TenureId)| {
            let row = rows.iter().find(|row| row.tenure.id == *tenure);
            !cell(&self.what, at).is_empty() && row.is_none_or(|row| until(row) != cell(&self.until, at))
        };
        self.tenure.iter().enumerate().any(differs)
    }

    /// Those of these lines that the form has.
    pub fn lines_of<'a>(&self, rows: &[Row<'a>]) -> Vec<Row<'a>> {
        rows.iter().filter(|row| self.tenure.contains(&row.tenure.id)).copied().collect()
    }

    /// What each line asks for, or what is wrong with lines, under the name of their field; nobody who sends it from the
    /// address `own` follows anybody.
    pub fn parse<'a>(
        &self,
        rows: &[Row<'a>],
        own: &str,
        places: &Places,
        now: Timestamp,
    ) -> Result<Vec<(Row<'a>, Wish)>, Wrong> {
        let (mut wishes, mut wrong) = (Vec::new(), Vec::new());
        let mut invited = BTreeSet::new();
        for row in rows {
            let line = self.line(row.tenure.id);
            if line.what.is_empty() {
                continue;
            }
            match wish(row, line, places, now, &mut invited) {
                Ok(Wish::Follows(_, invitation)) if invitation.email == own => {
                    let mut problems = Problems::default();
                    problems.add("email", "ご自身は招待できません。後任の方のメールアドレスを入力してください。");
                    wrong.push((row.tenure.id, problems));
                }
                Ok(wish) => wishes.push((*row, wish)),
                Err(problems) => wrong.push((row.tenure.id, problems)),
            }
        }
        if wrong.is_empty() { Ok(wishes) } else { Err(wrong) }
    }
}

/// The end that is planned for a line, as its page carries it.
pub fn until(row: &Row) -> String {
    row.tenure.ended_at.map_or_else(String::new, |end| end.0.to_string())
}

fn cell(column: &[String], at: usize) -> &str {
    column.get(at).map_or("", String::as_str)
}

fn wish(
    row: &Row,
    line: Line,
    places: &Places,
    now: Timestamp,
    invited: &mut BTreeSet<String>,
) -> Result<Wish, Problems> {
    let mut problems = Problems::default();
    if line.what == "stays" {
        return Ok(Wish::Stays);
    }
    if !matches!(line.what, "ends" | "follows") {
        problems.add("what", "どれか一つを選んでください。");
        return Err(problems);
    }
    let end = EndForm { ended_on: line.ended_on.to_owned(), ..EndForm::default() }.parse(now);
    let end =
        problems.take("ended_on", end.map_err(|wrong| wrong.at("ended_on").unwrap_or_default().to_owned()).map(Some));
    if line.what == "ends" {
        return problems.or(()).and(end.map(Wish::Ends).ok_or_else(Problems::default));
    }
    let email = problems.take("email", parse_email(line.email));
    let name = problems.take("name", text::optional_line("氏名", line.name, 60));
    if !email.is_empty() && !invited.insert(email.clone()) {
        problems.add("email", "同じメールアドレスが、ほかのポストにも書かれています。招待は一人にひとつです。");
    }
    let Some(end) = end else { return Err(problems) };
    let invitation = NewInvitation::to_follow(email, name, row.tenure, end, places);
    problems.or(Wish::Follows(end, Box::new(invitation)))
}
