//! Somebody who is not here: invited by those with a charge, registered by the operator.

use kernel::Places;
use kernel::viewer::{Role, Standing};

use super::draft::Draft;
use super::{Earlier, Step, Whom, give, is_operator, seating, twice};
use crate::claims::SeatForm;
use crate::desk::sheets::columns::Column;
use crate::desk::sheets::entry::Entry;
use crate::desk::sheets::ground::Ground;
use crate::desk::sheets::report::Kind;
use crate::invitations::{InvitationForm, may_offer};
use crate::members::NewMember;
use crate::roster::fold;

/// What becomes of a row about somebody whom nobody knows here.
pub fn newcomer(entry: &Entry, ground: &Ground, earlier: &mut Earlier, draft: &mut Draft) {
    if entry.last_day().is_some_and(|day| day.plus(kernel::clock::DAY) <= ground.desk.now) {
        draft.remark("退任日を過ぎていて、登録もないため、何もしません。");
        return;
    }
    let Some(email) = &entry.email else {
        return draft.wrong(
            Column::Email,
            "同じ氏名と所属機関の方が、あなたの担当の範囲に見つかりません。新しい方なら、メールアドレスを入力してください。",
        );
    };
    let served = entry.places.clone().unwrap_or_default();
    let roles = match entry.meant_roles(&served, ground.desk.places) {
        Ok(roles) => roles,
        Err(sentence) => return draft.wrong(Column::Role, sentence),
    };
    if is_operator(ground) {
        register(entry, ground, earlier, draft, (email, roles));
    } else {
        invite(entry, ground, earlier, draft, (email, &roles));
    }
}

/// The form that the same would be typed into by hand decides.
fn invite(
    entry: &Entry,
    ground: &Ground,
    earlier: &mut Earlier,
    draft: &mut Draft,
    (email, roles): (&String, &[Role]),
) {
    if let Some((row, _)) = earlier.joining.get(email) {
        return draft.wrong(
            Column::Email,
            format!("{row}行目と同じメールアドレスです。招待は1人に1つの担当で送ります。ほかの担当は、登録された後で加えてください。"),
        );
    }
    if entry.last_day().is_some() {
        return draft.wrong(Column::To, "招待する方には、退任日を付けられません。登録された後で入力してください。");
    }
    let officer = match roles {
        [] => None,
        [Role::Officer(code)] => Some(code.clone()),
        _ => {
            return draft.wrong(
                Column::Role,
                "招待で付けられるのは「市町村担当者」だけです。ほかの役割は、登録された後で付けてください。",
            );
        }
    };
    let places = ground.desk.places;
    let codes = entry.places.clone().unwrap_or_default();
    let form = InvitationForm {
        email: email.clone(),
        name: entry.name.clone().unwrap_or_default(),
        seat: SeatForm {
            organisation: entry.organisation.clone().unwrap_or_default(),
            affiliation: entry.affiliation.unwrap_or_default().to_owned(),
            municipality: entry.office.clone().or_else(|| codes.first().cloned()).unwrap_or_default(),
            phone: entry.phone.clone().unwrap_or_default(),
            title: entry.title_after(""),
            form: entry.form.unwrap_or_default().to_owned(),
            places: codes.join("、"),
            ..SeatForm::default()
        },
        role: if officer.is_some() { "officer".to_owned() } else { String::new() },
        officer_of: officer.unwrap_or_default(),
        ..InvitationForm::default()
    };
    match form.parse_with(&ground.desk.actor.roles, &ground.towns, places) {
        Err(problems) => {
            for (field, sentence) in problems.list() {
                draft.wrong(column(field), sentence);
            }
        }
        Ok(invitation) if !may_offer(&ground.desk.actor.roles, &invitation) => {
            draft.wrong(Column::Municipalities, "あなたの担当の範囲の外です。");
        }
        Ok(invitation) => {
            earlier.joining.insert(email.clone(), (entry.row, entry.name.clone().unwrap_or_default()));
            earlier.invited += 1;
            draft.change(Column::Email, "", email, Kind::Joins);
            draft.change(Column::Organisation, "", &form.seat.organisation, Kind::Joins);
            draft.change(Column::Municipalities, "", &names(&codes, places), Kind::Joins);
            draft.remark("招待のメールは、このアドレスに届きます。氏名とよみは、ご本人が登録します。");
            if entry.from.is_some() {
                draft.remark("着任日は、招待を受けた日になります。");
            }
            draft.step(Step::Invite(invitation));
        }
    }
}

/// The column of a field of the form of invitations.
fn column(field: &str) -> Column {
    match field {
        "email" => Column::Email,
        "name" => Column::Name,
        "affiliation" => Column::Affiliation,
        "municipality" => Column::Office,
        "phone" => Column::Phone,
        "title" => Column::Title,
        "form" => Column::Form,
        "places" => Column::Municipalities,
        "officer_of" => Column::Role,
        _ => Column::Organisation,
    }
}

/// As `people add` registers somebody: approved, and without a password until one is set.
fn register(
    entry: &Entry,
    ground: &Ground,
    earlier: &mut Earlier,
    draft: &mut Draft,
    (email, roles): (&String, Vec<Role>),
) {
    let (name, whom) = (entry.name.clone().unwrap_or_default(), Whom::Joining(email.clone()));
    let Some(seat) = seating::described(entry, ground, draft) else { return };
    let key = (whom.clone(), fold(&seat.organisation.name) + &seat.places.join(" "));
    if let Some(row) = earlier.gains.insert(key, entry.row) {
        return twice(draft, row);
    }
    let (organisation, codes) = (seat.organisation.name.clone(), seat.places.clone());
    if let Some((row, other)) = earlier.joining.get(email) {
        if fold(other) != fold(&name) {
            return draft.wrong(Column::Email, format!("{row}行目の、氏名の違う方と同じメールアドレスです。"));
        }
        match seat.check(ground.desk.places) {
            Ok(seat) => draft.step(Step::Seat(whom.clone(), Box::new(seat))),
            Err(sentence) => return draft.wrong(Column::Organisation, sentence),
        }
    } else {
        if entry.kana.is_none() {
            draft.wrong(Column::Kana, "よみを入力してください。");
        }
        let member = NewMember {
            name: name.clone(),
            kana: entry.kana.clone().unwrap_or_else(|| "よみ".to_owned()),
            email: email.clone(),
            password_hash: None,
            standing: Standing::Active,
            joined_at: ground.desk.now,
            seat: Some(seat),
            role: None,
            qualifications: entry.qualifications.iter().flatten().map(|slug| (*slug).to_owned()).collect(),
            themes: Vec::new(),
            introduction: String::new(),
            experience_years: None,
        };
        match member.check(ground.desk.places) {
            Ok(member) => draft.step(Step::Join(Box::new(member), email.clone())),
            Err(sentence) => return draft.wrong(Column::Name, sentence),
        }
        earlier.joining.insert(email.clone(), (entry.row, name));
    }
    draft.change(Column::Organisation, "", &organisation, Kind::Joins);
    draft.change(Column::Municipalities, "", &names(&codes, ground.desk.places), Kind::Joins);
    for role in roles {
        give(&whom, role, ground, earlier, draft);
    }
}

fn names(codes: &[String], places: &Places) -> String {
    codes.iter().map(|code| places.full_name(code)).collect::<Vec<_>>().join("、")
}
