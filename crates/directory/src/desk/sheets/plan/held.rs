//! A row about a seat that somebody holds, or has held.

use std::collections::BTreeSet;

use kernel::clock::DAY;
use kernel::viewer::Role;
use kernel::{Places, Timestamp, terms};

use super::draft::Draft;
use super::{Earlier, Step, is_operator, not_ones_own, phones, twice};
use crate::desk::files::PersonFile;
use crate::desk::forms::FURTHEST;
use crate::desk::region::Region;
use crate::desk::sheets::columns::Column;
use crate::desk::sheets::days;
use crate::desk::sheets::entry::{Entry, Until};
use crate::desk::sheets::ground::Ground;
use crate::desk::sheets::report::Kind;
use crate::members::{Correction, SeatChange, SeatDetails};
use crate::roster::{Tenure, fold};

/// The first instant of the last day of a tenure that is over.
pub fn ended_on(tenure: &Tenure, now: Timestamp) -> Option<Timestamp> {
    last_day(tenure).filter(|_| tenure.is_over(now))
}

/// The first instant of the last day of a tenure whose end is known.
fn last_day(tenure: &Tenure) -> Option<Timestamp> {
    tenure.ended_at.map(|end| end.plus(-1).start_of_its_day())
}

/// What somebody is called, and how they are written to: the operator corrects it, others must not mean somebody else.
pub fn identity(entry: &Entry, ground: &Ground, draft: &mut Draft, file: &PersonFile) {
    let person = file.person;
    let name = entry.name.as_deref().filter(|name| fold(name) != fold(&person.name));
    let email = entry.email.as_deref().filter(|email| ground.emails.get(*email) != Some(&person.id));
    if !is_operator(ground) {
        if name.is_some() {
            // An address that somebody tries must not tell whose it is.
            let registered = if entry.number.is_none() {
                "このメールアドレスで登録されている氏名".to_owned()
            } else {
                format!("登録されている氏名（{}）", person.name)
            };
            draft.wrong(
                Column::Name,
                format!(
                    "{registered}と違います。行がずれていないかを確かめてください。氏名の変更は、サイトの運営者にご連絡ください。"
                ),
            );
        }
        if email.is_some() {
            draft.wrong(
                Column::Email,
                "登録されているメールアドレスと違います。この欄を空けてください。変更は、サイトの運営者にご連絡ください。",
            );
        }
        return;
    }
    let kana = entry.kana.as_deref().filter(|kana| fold(kana) != fold(&person.kana));
    if email.is_some_and(|email| ground.emails.contains_key(email)) {
        return draft.wrong(Column::Email, "このメールアドレスは、ほかの方が使っています。");
    }
    for (column, old, new) in
        [(Column::Name, &*person.name, name), (Column::Kana, &*person.kana, kana), (Column::Email, "", email)]
    {
        if let Some(new) = new {
            draft.change(column, old, new, Kind::Changes);
        }
    }
    if name.is_some() || kana.is_some() || email.is_some() {
        match Correction::parse(name, kana, email) {
            Ok(correction) => draft.step(Step::Correct(person.id, correction)),
            Err(sentence) => draft.wrong(Column::Name, sentence),
        }
    }
}

/// Holds a row against a tenure.
pub fn tenure<'a>(
    entry: &Entry,
    ground: &'a Ground<'a>,
    earlier: &mut Earlier,
    draft: &mut Draft,
    (file, tenure): (&PersonFile<'a>, &'a Tenure),
) {
    // Whoever has only tried an address is told nothing more of the registration under it.
    if entry.number.is_none() && draft.is_wrong() {
        return;
    }
    if let Some(row) = earlier.tenures.insert(tenure.id, entry.row) {
        return twice(draft, row);
    }
    fixed(entry, ground.desk.places, draft, tenure);
    let change = change(entry, ground, draft, tenure);
    if tenure.is_over(ground.desk.now) {
        let is_same =
            entry.last_day() == last_day(tenure) && SeatChange { phone: None, ..change } == SeatChange::default();
        if !is_same {
            draft.wrong(Column::To, "この担当は、すでに退任の日を過ぎています。変えられません。");
        }
        return;
    }
    if change != SeatChange::default() {
        revise(entry, ground, earlier, draft, (file, tenure, change));
    }
    end(entry, ground, draft, file, tenure);
}

/// What a row cannot change.
fn fixed(entry: &Entry, places: &Places, draft: &mut Draft, tenure: &Tenure) {
    const HOW: &str =
        "所属が変わった方は、いまの担当の行に退任日を入れ、新しい担当の行を、登録番号を空けて足してください。";
    if entry.organisation.as_ref().is_some_and(|name| fold(name) != fold(&tenure.organisation_name)) {
        draft.wrong(Column::Organisation, format!("いまの登録（{}）と違います。{HOW}", tenure.organisation_name));
    }
    if entry.affiliation.is_some_and(|kind| kind != tenure.affiliation) {
        let name = terms::name(terms::AFFILIATIONS, tenure.affiliation).unwrap_or_default();
        draft.wrong(Column::Affiliation, format!("いまの登録（{name}）と違います。{HOW}"));
    }
    if entry.office.as_ref().is_some_and(|code| *code != tenure.organisation_municipality) {
        let name = places.full_name(&tenure.organisation_municipality);
        draft.wrong(Column::Office, format!("いまの登録（{name}）と違います。{HOW}"));
    }
    if let Some(from) = entry.from.filter(|from| *from != tenure.started_at.start_of_its_day()) {
        draft.remark(format!(
            "着任日（{}）は変えず、いまの登録（{}）のままにします。",
            days::written(from),
            days::written(tenure.started_at)
        ));
    }
}

/// What changes of the seat: of its places those that are in the charge, the others stay as they are.
fn change(entry: &Entry, ground: &Ground, draft: &mut Draft, tenure: &Tenure) -> SeatChange {
    let desk = &ground.desk;
    let within = |code: &&String| desk.actor.has_charge(&Region::of_place(code, desk.places));
    let now = SeatDetails::now(tenure);
    let title = entry.title_after(&now.title);
    let wanted = SeatDetails { title, form: entry.form.unwrap_or(now.form), ..now.clone() };
    let phone = phones::wanted(entry, ground, draft, tenure);
    let mut change = SeatChange { details: (wanted != now).then_some(wanted), phone, ..SeatChange::default() };
    let Some(places) = &entry.places else { return change };
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (tenure.places.iter().collect(), places.iter().collect());
    if let Some(code) = new.difference(&old).find(|code| !within(code)) {
        let name = desk.places.full_name(code);
        draft.wrong(
            Column::Municipalities,
            format!("{name}は、あなたの担当の範囲の外です。その市町村の登録は、そちらの担当者にご相談ください。"),
        );
    }
    change.added = new.difference(&old).map(|code| (*code).clone()).collect();
    change.removed = old.difference(&new).filter(|code| within(code)).map(|code| (*code).clone()).collect();
    change
}

fn revise<'a>(
    entry: &Entry,
    ground: &'a Ground<'a>,
    earlier: &mut Earlier,
    draft: &mut Draft,
    (file, tenure, change): (&PersonFile<'a>, &'a Tenure, SeatChange),
) {
    let (desk, seat) = (&ground.desk, ground.seat(tenure));
    let revision = desk.revision(&seat, change.clone());
    // A seat of which nothing is in the charge does not exist at the desk, not even to be given more.
    let is_known = tenure.regions(desk.places).iter().any(|region| desk.actor.has_charge(region));
    if !is_known || !revision.is_up_to(&desk.actor) {
        let column = if change.details.is_some() { Column::Title } else { Column::Municipalities };
        return draft.wrong(column, not_ones_own(ground, file, "この担当の内容を変えること"));
    }
    if change.removed.len() == tenure.places.len() && change.added.is_empty() && !tenure.places.is_empty() {
        return draft.wrong(Column::Municipalities, "担当する市町村を、一つは残してください。");
    }
    match earlier.seats.get(&tenure.seat) {
        Some((_, other)) if *other == change => return,
        Some((row, _)) => {
            return draft.wrong(Column::Title, format!("同じ職を持つ{row}行目の内容と食い違っています。"));
        }
        None => {}
    }
    earlier.seats.insert(tenure.seat, (entry.row, change.clone()));
    let change = match phones::once_for_all(entry, earlier, draft, tenure, change) {
        Some(change) if change != SeatChange::default() => change,
        _ => return,
    };
    if let Some(details) = &change.details {
        if details.title != tenure.title {
            let new = if details.title.is_empty() { "なし" } else { &details.title };
            draft.change(Column::Title, &tenure.title, new, Kind::Changes);
        }
        if details.form != tenure.form {
            let name = |slug| terms::name(terms::FORMS, slug).unwrap_or_default();
            draft.change(Column::Form, name(tenure.form), name(details.form), Kind::Changes);
        }
    }
    if let Some(phone) = &change.phone {
        draft.change(Column::Phone, &tenure.organisation_phone, phone, Kind::Changes);
    }
    if !change.added.is_empty() || !change.removed.is_empty() {
        let names = |codes: &mut dyn Iterator<Item = &String>| {
            codes.map(|code| desk.places.full_name(code)).collect::<Vec<_>>().join("、")
        };
        let stays = tenure.places.iter().filter(|code| !change.removed.contains(code));
        let new: BTreeSet<&String> = stays.chain(&change.added).collect();
        let (old, new) = (names(&mut tenure.places.iter()), names(&mut new.into_iter()));
        draft.change(Column::Municipalities, &old, &new, Kind::Changes);
    }
    let before = SeatDetails::now(tenure);
    let holders = seat.holders.iter().map(|holder| holder.person.id).collect();
    let phone = tenure.organisation_phone.clone();
    draft.step(Step::Change { seat: tenure.seat, holders, before, phone, change });
}

/// The end of a tenure, another one, or none any more.
fn end(entry: &Entry, ground: &Ground, draft: &mut Draft, file: &PersonFile, tenure: &Tenure) {
    let until = last_day(tenure).map_or(Until::Open, Until::Day);
    let Some(to) = entry.to.filter(|to| *to != until) else { return };
    let desk = &ground.desk;
    let regions = tenure.regions(desk.places);
    if !file.subject.is_in_hands_of(&desk.actor, &regions) {
        return draft.wrong(Column::To, not_ones_own(ground, file, "退任を登録すること"));
    }
    let old = last_day(tenure).map(days::written).unwrap_or_default();
    match (to, tenure.ended_at) {
        (Until::Day(day), before) => match instant(day, desk.now) {
            Err(sentence) => draft.wrong(Column::To, sentence),
            Ok(at) => {
                draft.change(Column::To, &old, &days::written(day), Kind::Ends);
                if at == desk.now {
                    draft.remark("取り込むと同時に退任となり、この担当の部屋と役割は、すぐに使えなくなります。");
                }
                draft.step(Step::End { tenure: tenure.id, before, at });
            }
        },
        (Until::Open, Some(before)) => {
            draft.change(Column::To, &old, "なし", Kind::Changes);
            let is_in_touch = tenure.current && file.person.roles.contains(&Role::Alumni);
            if is_in_touch {
                draft.remark("退任の予定とあわせて付けた「以前に担当していた方」の役割も、取り消します。");
            }
            let in_touch = is_in_touch.then_some(file.person.id);
            draft.step(Step::Stay { tenure: tenure.id, before, in_touch });
        }
        (Until::Open, None) => {}
    }
}

/// When a tenure ends whose last day is this: today means at once.
pub fn instant(day: Timestamp, now: Timestamp) -> Result<Timestamp, String> {
    let end = day.plus(DAY);
    if end <= now {
        Err("退任日は、今日か、これからの日を入力してください。".to_owned())
    } else if day.since(now) > FURTHEST {
        Err("退任日は、3年以内の日を入力してください。".to_owned())
    } else {
        Ok(if day <= now { now } else { end })
    }
}
