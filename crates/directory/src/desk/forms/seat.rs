//! The forms of a seat: a new one, and one that exists.

use std::collections::BTreeSet;

use kernel::{Places, Timestamp, terms, text};
use serde::Deserialize;
use web::Problems;

use super::{FURTHEST, day};
use crate::claims::towns::Towns;
use crate::desk::policy::Actor;
use crate::desk::region::Region;
use crate::members::{CheckedSeat, LONGEST_PHONE, NewOrganisation, NewSeat, SeatChange, SeatDetails};
use crate::roster::Tenure;

/// What is asked of every seat, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeatForm {
    /// 役職
    pub title: String,
    /// Slug of 配置形態.
    pub form: String,
    /// `1` for 拠点.
    pub is_hub: String,
    /// `1` for 常勤.
    pub is_full_time: String,
    /// Names or codes of municipalities.
    pub places: String,
    /// Phone of the employer's office; nothing where the form did not ask for it.
    pub phone: Option<String>,
    /// Makes the form count once.
    pub once: String,
}

/// A new seat, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewSeatForm {
    /// Name of the employer.
    pub organisation: String,
    /// Slug of its kind.
    pub affiliation: String,
    /// Where it stands.
    pub municipality: String,
    /// 着任日
    pub started_on: String,
    /// What is asked of every seat.
    #[serde(flatten)]
    pub seat: SeatForm,
}

/// A new seat, and where it lies.
#[derive(Debug)]
pub struct Offered {
    /// The seat.
    pub seat: CheckedSeat,
    /// Where it lies.
    pub regions: Vec<Region>,
}

impl NewSeatForm {
    /// The form before anything is typed.
    pub fn fresh(now: Timestamp) -> Self {
        let seat = SeatForm { is_full_time: "1".to_owned(), once: web::forms::once(), ..SeatForm::default() };
        Self { started_on: now.iso()[..10].to_owned(), seat, ..Self::default() }
    }

    /// A seat within the actor's charge, or what is wrong.
    pub fn parse(&self, actor: &Actor, places: &Places, now: Timestamp) -> Result<Offered, Problems> {
        let mut problems = Problems::default();
        let within = |code: &str| actor.has_charge(&Region::of_place(code, places));
        let details = self.seat.details(&mut problems);
        let served = problems.take("places", self.seat.served(actor, places));
        let employer =
            problems.take("municipality", Towns::new(places).one("所属機関のある市区町村", &self.municipality));
        if problems.is_empty() && served.is_empty() && !within(&employer) {
            problems.add("places", "担当する市町村を入力してください。");
        }
        let phone = self.seat.office(&mut problems).unwrap_or_default();
        let organisation = NewOrganisation {
            name: problems.take("organisation", text::require_line("所属機関", &self.organisation, 100)),
            affiliation: problems.take("affiliation", slug(terms::AFFILIATIONS, "所属区分", &self.affiliation)),
            // What stands on the pages of an employer elsewhere is not this manager's to write.
            phone: if within(&employer) { phone } else { String::new() },
            municipality: employer,
        };
        let started_at = problems.take("started_on", start(&self.started_on, now));
        let regions = Region::of_seat(&served, &organisation.municipality, places);
        let seat = NewSeat {
            organisation,
            title: details.title,
            form: details.form.to_owned(),
            is_hub: details.is_hub,
            is_full_time: details.is_full_time,
            places: served,
            started_at,
            ended_at: None,
        };
        let seat = problems.or(seat)?;
        let seat = seat.check(places).map_err(|sentence| {
            let mut problems = Problems::default();
            problems.add("organisation", sentence);
            problems
        })?;
        Ok(Offered { seat, regions })
    }
}

impl SeatForm {
    /// The form with what is known; `own` are the codes that the actor may change.
    pub fn of(tenure: &Tenure, own: &[String], places: &Places) -> Self {
        let flag = |is_so: bool| if is_so { "1".to_owned() } else { String::new() };
        Self {
            title: tenure.title.clone(),
            form: tenure.form.to_owned(),
            is_hub: flag(tenure.is_hub),
            is_full_time: flag(tenure.is_full_time),
            places: own.iter().map(|code| places.full_name(code)).collect::<Vec<_>>().join("、"),
            phone: Some(tenure.organisation_phone.clone()),
            once: web::forms::once(),
        }
    }

    /// What is to change of a seat. Municipalities outside of the charge stay as they are, and so does everything else
    /// of a seat that is not wholly within it, and the phone of an employer elsewhere, whatever the form says.
    pub fn parse(&self, tenure: &Tenure, actor: &Actor, places: &Places) -> Result<SeatChange, Problems> {
        let mut problems = Problems::default();
        let within = |code: &&String| actor.has_charge(&Region::of_place(code, places));
        let is_whole = tenure.regions(places).iter().all(|region| actor.has_charge(region));
        let details = is_whole.then(|| self.details(&mut problems));
        let wanted: BTreeSet<String> = problems.take("places", self.served(actor, places)).into_iter().collect();
        let own: BTreeSet<String> = tenure.places.iter().filter(within).cloned().collect();
        if problems.is_empty() && wanted.is_empty() && !own.is_empty() && own.len() == tenure.places.len() {
            problems.add(
                "places",
                "担当する市町村を、一つは残してください。担当を終えるときは、退任の日を登録してください。",
            );
        }
        let phone = if actor.tends_office(tenure, places) { self.office(&mut problems) } else { None };
        problems.or(SeatChange {
            details: details.filter(|details| !details.is_of(tenure)),
            phone: phone.filter(|phone| *phone != tenure.organisation_phone),
            added: wanted.difference(&own).cloned().collect(),
            removed: own.difference(&wanted).cloned().collect(),
        })
    }

    fn details(&self, problems: &mut Problems) -> SeatDetails {
        SeatDetails {
            title: problems.take("title", text::optional_line("役職", &self.title, 60)),
            form: problems.take("form", known(terms::FORMS, "配置形態", &self.form)),
            is_hub: self.is_hub == "1",
            is_full_time: self.is_full_time == "1",
        }
    }

    fn office(&self, problems: &mut Problems) -> Option<String> {
        let typed = text::nfkc(self.phone.as_ref()?);
        Some(problems.take("phone", text::optional_line("事務所の電話番号", &typed, LONGEST_PHONE)))
    }

    /// Codes of the municipalities that were typed, all of them within the charge.
    fn served(&self, actor: &Actor, places: &Places) -> Result<Vec<String>, String> {
        let within = |code: &str| actor.has_charge(&Region::of_place(code, places));
        let codes = Towns::new(places).several(&self.places)?;
        match codes.iter().find(|code| !within(code)) {
            None => Ok(codes),
            Some(code) => Err(format!(
                "{}は、あなたの担当の範囲の外です。その市町村の登録は、そちらの担当者にご相談ください。",
                places.full_name(code)
            )),
        }
    }
}

impl SeatDetails {
    fn is_of(&self, tenure: &Tenure) -> bool {
        self.title == tenure.title
            && self.form == tenure.form
            && self.is_hub == tenure.is_hub
            && self.is_full_time == tenure.is_full_time
    }
}

fn start(typed: &str, now: Timestamp) -> Result<Timestamp, String> {
    let start = day("着任日", typed)?;
    if start.since(now).abs() > 20 * FURTHEST || start.since(now) > FURTHEST {
        return Err("着任日を確かめてください。先の日付は、3年以内で入力してください。".to_owned());
    }
    Ok(start)
}

fn slug(list: terms::Terms, label: &str, typed: &str) -> Result<String, String> {
    known(list, label, typed).map(str::to_owned)
}

fn known(list: terms::Terms, label: &str, typed: &str) -> Result<&'static str, String> {
    let term = list.iter().find(|term| term.slug == typed);
    term.map(|term| term.slug).ok_or_else(|| format!("{label}を選んでください。"))
}
