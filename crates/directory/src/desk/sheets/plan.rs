//! From rows to what they would do: pure, so that it can be done again inside the transaction and compared.
//!
//! A row is about one person in one seat. Whom it means is told by 登録番号, else by address, else by name and employer; what
//! could mean two is an error. An address that belongs to nobody in the charge is treated like one that belongs to nobody.

mod draft;
mod held;
mod joining;
mod phones;
mod seating;
mod steps;

use std::collections::{BTreeSet, HashMap};

use kernel::viewer::Role;
use kernel::{OrganisationId, SeatId, TenureId};
use web::Tell;

use self::draft::Draft;
pub use self::steps::{Planned, Step, Whom};
use super::columns::Column;
use super::entry::{Entry, Number};
use super::ground::{Bringer, Ground};
use super::report::{Kind, Report};
use super::table::Table;
use crate::desk::files::PersonFile;
use crate::desk::policy::Trust;
use crate::desk::region::Region;
use crate::members::SeatChange;
use crate::roster::{Tenure, fold};

/// Most people who are invited by one file: every letter carries a code that is hashed slowly.
pub const MOST_INVITATIONS: usize = 300;

/// What a file would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In words.
    pub report: Report,
    /// In deeds; only of good rows.
    pub steps: Vec<Planned>,
}

/// What earlier rows of the file are about.
#[derive(Debug, Default)]
struct Earlier {
    tenures: HashMap<TenureId, u32>,
    gains: HashMap<(Whom, String), u32>,
    joining: HashMap<String, (u32, String)>,
    seats: HashMap<SeatId, (u32, SeatChange)>,
    phones: HashMap<OrganisationId, (u32, String)>,
    grants: BTreeSet<(Whom, Role)>,
    invited: usize,
}

/// Holds all rows against the ground; `tell` hears how far it has come.
pub fn plan(table: &Table, ground: &Ground, tell: Tell<'_>) -> Plan {
    let mut plan = Plan::default();
    let mut earlier = Earlier::default();
    plan.report.unknown.clone_from(&table.unknown);
    for (index, raw) in table.rows.iter().enumerate() {
        let entry = Entry::read(raw, &ground.towns, ground.desk.places);
        let mut draft = Draft::new(&entry);
        row(&entry, ground, &mut earlier, &mut draft);
        let (line, steps) = draft.finish();
        plan.report.lines.push(line);
        plan.steps.extend(steps);
        tell("1行ずつ確かめています", index + 1, table.rows.len());
    }
    if earlier.invited > MOST_INVITATIONS {
        plan.report.problems.push(format!(
            "新しくお招きする方が{}人います。一度に招待できるのは{MOST_INVITATIONS}人までです。ファイルを分けてください。",
            earlier.invited
        ));
    }
    plan
}

fn row<'a>(entry: &Entry, ground: &'a Ground<'a>, earlier: &mut Earlier, draft: &mut Draft) {
    if draft.is_wrong() {
        return;
    }
    if entry.name.is_none() {
        return draft.wrong(Column::Name, "氏名を入力してください。");
    }
    match find(entry, ground, draft) {
        Found::Person(file, tenure) => person(entry, ground, earlier, draft, &file, tenure),
        Found::Nobody => joining::newcomer(entry, ground, earlier, draft),
        Found::Unclear => {}
    }
}

/// Whom a row means.
enum Found<'a> {
    Person(PersonFile<'a>, Option<&'a Tenure>),
    Nobody,
    Unclear,
}

fn find<'a>(entry: &Entry, ground: &'a Ground<'a>, draft: &mut Draft) -> Found<'a> {
    if let Some(number) = entry.number {
        let found = match number {
            Number::Tenure(id) => ground.by_tenure(id).map(|file| {
                let tenure = file.person.tenures.iter().find(|tenure| tenure.id == id);
                (file, tenure)
            }),
            Number::Person(id) => ground.desk.person(id).ok().map(|file| (file, None)),
        };
        if let Some((file, tenure)) = found {
            return Found::Person(file, tenure);
        }
        draft.wrong(
            Column::Number,
            "この登録番号の登録は、あなたの担当の範囲に見つかりません。新しい方の行では、登録番号を空けてください。",
        );
        return Found::Unclear;
    }
    let known = entry.email.as_deref().and_then(|email| ground.by_email(email));
    if let Some(file) = known {
        return seat_of(entry, file, ground, draft);
    }
    let (name, Some(organisation)) = (entry.name.as_deref().unwrap_or_default(), &entry.organisation) else {
        draft.wrong(Column::Organisation, "所属機関を入力してください。");
        return Found::Unclear;
    };
    let mut alike = ground.by_name(name, organisation);
    match (alike.pop(), alike.is_empty(), &entry.email) {
        (None, _, _) => Found::Nobody,
        (Some(file), true, None) => seat_of(entry, file, ground, draft),
        (Some(_), true, Some(_)) => {
            draft.wrong(
                Column::Email,
                "同じ氏名と所属機関の方が登録されていますが、メールアドレスが違います。同じ方なら、メールの欄を空けてください。別の方なら、「招待」のページから招待してください。",
            );
            Found::Unclear
        }
        (Some(_), false, _) => {
            draft.wrong(
                Column::Name,
                "同じ氏名と所属機関の方が2人以上いて、どなたか決められません。登録番号かメールを入力してください。",
            );
            Found::Unclear
        }
    }
}

/// Which of somebody's seats a row means; none for a new one.
fn seat_of<'a>(entry: &Entry, file: PersonFile<'a>, ground: &Ground, draft: &mut Draft) -> Found<'a> {
    let now = ground.desk.now;
    let is_here =
        |tenure: &&Tenure| entry.organisation.as_ref().is_none_or(|name| fold(name) == fold(&tenure.organisation_name));
    let held: Vec<&Tenure> = file.person.tenures.iter().filter(|tenure| !tenure.is_over(now)).filter(is_here).collect();
    let of_kind = |tenure: &&&Tenure| entry.affiliation.is_none_or(|kind| kind == tenure.affiliation);
    let serves = |tenure: &&&Tenure| entry.places.as_ref().is_none_or(|places| *places == tenure.places);
    let closer: Vec<&Tenure> = held.iter().filter(of_kind).filter(serves).copied().collect();
    match (&held[..], &closer[..]) {
        ([], _) => {
            // The row may tell of an end that has come.
            let over = file
                .person
                .tenures
                .iter()
                .filter(is_here)
                .find(|tenure| held::ended_on(tenure, now) == entry.last_day());
            let over = over.filter(|_| entry.last_day().is_some());
            Found::Person(file, over)
        }
        ([only], _) | (_, [only]) => Found::Person(file, Some(only)),
        _ => {
            draft.wrong(
                Column::Organisation,
                "この方の担当が2つ以上あり、どれか決められません。書き出したファイルの登録番号を付けてください。",
            );
            Found::Unclear
        }
    }
}

fn person<'a>(
    entry: &Entry,
    ground: &'a Ground<'a>,
    earlier: &mut Earlier,
    draft: &mut Draft,
    file: &PersonFile<'a>,
    tenure: Option<&'a Tenure>,
) {
    let whom = Whom::Person(file.person.id);
    held::identity(entry, ground, draft, file);
    match tenure {
        Some(tenure) => held::tenure(entry, ground, earlier, draft, (file, tenure)),
        None if entry.is_about_a_seat() => seating::seat(entry, ground, earlier, draft, (file, &whom)),
        None => {}
    }
    let served = tenure.map(|tenure| tenure.places.clone()).or_else(|| entry.places.clone()).unwrap_or_default();
    let roles = entry.meant_roles(entry.places.as_ref().unwrap_or(&served), ground.desk.places);
    match roles {
        Err(sentence) => draft.wrong(Column::Role, sentence),
        Ok(roles) => {
            let new = roles.into_iter().filter(|role| !file.person.roles.contains(role)).collect::<Vec<_>>();
            for role in new {
                let region = Region::of_role(&role, ground.desk.places);
                let trust = Trust { subject: file.subject.clone(), role: role.clone(), region };
                if trust.is_up_to(&ground.desk.actor) {
                    give(&whom, role, ground, earlier, draft);
                } else {
                    draft.wrong(Column::Role, not_ones_own(ground, file, "この役割を付けること"));
                }
            }
        }
    }
}

/// Gives a role, once in a file.
fn give(whom: &Whom, role: Role, ground: &Ground, earlier: &mut Earlier, draft: &mut Draft) {
    if earlier.grants.insert((whom.clone(), role.clone())) {
        let title = crate::access::role_title(&role, ground.desk.places);
        draft.change(Column::Role, "", &title, Kind::Changes);
        draft.step(Step::Grant(whom.clone(), role));
    }
}

/// Why something is not the bringer's to do.
fn not_ones_own(ground: &Ground, file: &PersonFile, what: &str) -> String {
    if file.person.id == ground.desk.actor.id {
        "ご自分の登録は変えられません。ほかの担当者に頼んでください。".to_owned()
    } else {
        format!("{what}は、あなたの担当の範囲ではできません。そちらの担当者にご相談ください。")
    }
}

/// The same registration twice in a file.
fn twice(draft: &mut Draft, row: u32) {
    draft.wrong(Column::Name, format!("{row}行目と同じ方の、同じ担当です。どちらか1行にしてください。"));
}

/// Whether the bringer is the operator.
fn is_operator(ground: &Ground) -> bool {
    ground.bringer == Bringer::Operator
}
