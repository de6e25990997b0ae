//! One more seat for somebody who is here.

use kernel::Timestamp;

use super::draft::Draft;
use super::{Earlier, Step, Whom, held, is_operator, not_ones_own, twice};
use crate::desk::files::PersonFile;
use crate::desk::forms::FURTHEST;
use crate::desk::policy::SeatOffer;
use crate::desk::region::Region;
use crate::desk::sheets::columns::Column;
use crate::desk::sheets::days;
use crate::desk::sheets::entry::Entry;
use crate::desk::sheets::ground::Ground;
use crate::desk::sheets::report::Kind;
use crate::members::{NewOrganisation, NewSeat};
use crate::roster::fold;

/// The seat, within the charge.
pub fn seat(
    entry: &Entry,
    ground: &Ground,
    earlier: &mut Earlier,
    draft: &mut Draft,
    (file, whom): (&PersonFile, &Whom),
) {
    let Some(new) = described(entry, ground, draft) else { return };
    let key = (whom.clone(), fold(&new.organisation.name) + &new.places.join(" "));
    if let Some(row) = earlier.gains.insert(key, entry.row) {
        return twice(draft, row);
    }
    let (desk, organisation) = (&ground.desk, new.organisation.name.clone());
    let regions = Region::of_seat(&new.places, &new.organisation.municipality, desk.places);
    let from = new.started_at;
    match new.check(desk.places) {
        Err(sentence) => draft.wrong(Column::Organisation, sentence),
        Ok(seat) => {
            let offer = SeatOffer { subject: file.subject.clone(), regions, seat };
            if offer.is_up_to(&desk.actor) {
                draft.change(Column::Organisation, "", &organisation, Kind::Gains);
                draft.change(Column::From, "", &days::written(from), Kind::Gains);
                draft.step(Step::Seat(whom.clone(), Box::new(offer.seat)));
            } else {
                draft.wrong(Column::Municipalities, not_ones_own(ground, file, "この担当を加えること"));
            }
        }
    }
}

/// A seat as a row describes it; nothing, with what is missing, when it does not.
pub fn described(entry: &Entry, ground: &Ground, draft: &mut Draft) -> Option<NewSeat> {
    let desk = &ground.desk;
    let within = |code: &str| desk.actor.has_charge(&Region::of_place(code, desk.places));
    let served = entry.places.clone().unwrap_or_default();
    if entry.organisation.is_none() {
        draft.wrong(Column::Organisation, "所属機関を入力してください。");
    }
    if entry.affiliation.is_none() {
        draft.wrong(Column::Affiliation, "所属区分を入力してください。");
    }
    let form = entry.form.or_else(|| is_operator(ground).then_some("direct"));
    if form.is_none() {
        draft.wrong(Column::Form, "配置形態を入力してください。");
    }
    if let Some(code) = served.iter().find(|code| !within(code)) {
        let name = desk.places.full_name(code);
        draft.wrong(
            Column::Municipalities,
            format!("{name}は、あなたの担当の範囲の外です。その市町村の登録は、そちらの担当者にご相談ください。"),
        );
    }
    let office = entry.office.clone().or_else(|| served.first().cloned());
    match &office {
        None => draft.wrong(Column::Municipalities, "担当市町村か、所属機関の市区町村を入力してください。"),
        Some(office) if served.is_empty() && !within(office) => {
            draft.wrong(Column::Office, "担当市町村が空欄のときは、あなたの担当の範囲の市区町村を入力してください。");
        }
        Some(_) => {}
    }
    let started_at = entry.from.unwrap_or(desk.now);
    if started_at.since(desk.now).abs() > 20 * FURTHEST || started_at.since(desk.now) > FURTHEST {
        draft.wrong(Column::From, "着任日を確かめてください。先の日付は、3年以内で入力してください。");
    }
    let ended_at = end(entry, desk.now, draft);
    if ended_at.is_some_and(|end| end <= started_at) {
        draft.wrong(Column::To, "退任日が、着任日より前です。");
    }
    if draft.is_wrong() {
        return None;
    }
    let municipality = office?;
    // What stands on the pages of an employer elsewhere is not this manager's to write.
    let phone = entry.phone.clone().filter(|_| within(&municipality)).unwrap_or_default();
    let organisation = NewOrganisation {
        name: entry.organisation.clone()?,
        affiliation: entry.affiliation?.to_owned(),
        municipality,
        phone,
    };
    Some(NewSeat {
        organisation,
        title: entry.title_after(""),
        form: form?.to_owned(),
        is_hub: false,
        is_full_time: true,
        places: served,
        started_at,
        ended_at,
    })
}

fn end(entry: &Entry, now: Timestamp, draft: &mut Draft) -> Option<Timestamp> {
    let end = held::instant(entry.last_day()?, now);
    end.map_err(|sentence| draft.wrong(Column::To, sentence)).ok()
}
