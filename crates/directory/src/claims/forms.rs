//! The fields by which people describe a seat.

use kernel::{Places, terms, text};
use serde::Deserialize;
use web::Problems;

use super::SeatClaim;
use super::towns::{self, Towns};
use crate::members::LONGEST_PHONE;

/// Most municipalities that one seat serves; 北海道 has no more.
const MOST_PLACES: usize = 200;

/// The fields as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct SeatForm {
    /// Name of the organisation.
    pub organisation: String,
    /// Slug of 所属区分.
    pub affiliation: String,
    /// The organisation's municipality, as code or name.
    pub municipality: String,
    /// Phone of the office.
    pub phone: String,
    /// 役職
    pub title: String,
    /// Slug of 配置形態.
    pub form: String,
    /// `1` for 常勤, `0` for 非常勤.
    pub full_time: String,
    /// 「拠点を兼ねる」, present when ticked.
    pub hub: Option<String>,
    /// Municipalities served, as codes or names, one a line or with 「、」 between.
    pub places: String,
}

impl Default for SeatForm {
    fn default() -> Self {
        Self {
            organisation: String::new(),
            affiliation: String::new(),
            municipality: String::new(),
            phone: String::new(),
            title: String::new(),
            form: String::new(),
            full_time: "1".to_owned(),
            hub: None,
            places: String::new(),
        }
    }
}

impl SeatForm {
    /// The fields with what is known, places by their names.
    pub fn of(claim: &SeatClaim, places: &Places) -> Self {
        let names: Vec<String> = claim.codes().into_iter().map(|code| towns::written(code, places)).collect();
        Self {
            organisation: claim.organisation.clone(),
            affiliation: claim.affiliation.clone(),
            municipality: towns::written(&claim.municipality_code, places),
            phone: claim.phone.clone(),
            title: claim.title.clone(),
            form: claim.form.clone(),
            full_time: u8::from(claim.is_full_time).to_string(),
            hub: claim.is_hub.then(|| "1".to_owned()),
            places: names.join("\n"),
        }
    }

    /// The claim; what is wrong stands beside the fields in `problems`.
    pub fn parse(&self, places: &Places, problems: &mut Problems) -> SeatClaim {
        self.parse_with(&Towns::new(places), problems)
    }

    /// The same for one of many, with the ways to write a municipality at hand.
    pub(crate) fn parse_with(&self, towns: &Towns, problems: &mut Problems) -> SeatClaim {
        SeatClaim {
            organisation: problems.take("organisation", text::require_line("所属機関の名称", &self.organisation, 100)),
            affiliation: problems.take("affiliation", chosen(terms::AFFILIATIONS, "所属区分", &self.affiliation)),
            municipality_code: problems.take("municipality", towns.one("所属機関のある市区町村", &self.municipality)),
            phone: problems.take("phone", parse_phone(&self.phone)),
            title: problems.take("title", text::require_line("役職", &self.title, 60)),
            form: problems.take("form", chosen(terms::FORMS, "配置形態", &self.form)),
            is_full_time: self.full_time != "0",
            is_hub: self.hub.is_some(),
            served: problems.take("places", towns.several(&self.places).and_then(few)).join(" "),
        }
    }
}

fn few(codes: Vec<String>) -> Result<Vec<String>, String> {
    if codes.len() <= MOST_PLACES {
        Ok(codes)
    } else {
        Err(format!(
            "担当する市町村は{MOST_PLACES}までです。都道府県や圏域の全体を受け持つ方は、空欄のままにしてください。"
        ))
    }
}

fn chosen(list: terms::Terms, label: &str, slug: &str) -> Result<String, String> {
    terms::name(list, slug).map(|_| slug.to_owned()).ok_or_else(|| format!("{label}を選んでください。"))
}

/// A number that an approver may try to call: digits with hyphens, written in half width.
fn parse_phone(input: &str) -> Result<String, String> {
    let typed = text::require_line("事務所の電話番号", &text::nfkc(input), LONGEST_PHONE)?;
    let phone: String = typed.chars().map(|c| if "‐‑‒–—―−ー".contains(c) { '-' } else { c }).collect();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let plain = phone.chars().all(|c| c.is_ascii_digit() || "-+() 内線:.".contains(c));
    if plain && (9..=20).contains(&digits) {
        Ok(phone)
    } else {
        Err("事務所の電話番号を、市外局番から入力してください（例: 048-000-0000）。".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::places;

    #[test]
    fn a_phone_number_is_read_in_any_width() {
        for (typed, phone) in [
            ("０４８－０００－００００", "048-000-0000"),
            ("048ー000ー0000", "048-000-0000"),
            ("0480000000", "0480000000"),
        ] {
            assert_eq!(parse_phone(typed), Ok(phone.to_owned()), "{typed}");
        }
        for wrong in ["", "110", "電話なし", "048-000-0000 または 048-000-0001 か 048-000-0002"] {
            assert!(parse_phone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_claimed_comes_back_into_the_form_as_it_can_be_read_again() {
        let places = places();
        let form = SeatForm {
            organisation: "見本医師会".to_owned(),
            affiliation: "medical-association".to_owned(),
            municipality: "11202".to_owned(),
            phone: "048-000-0000".to_owned(),
            title: "コーディネーター".to_owned(),
            form: "commissioned".to_owned(),
            places: "熊谷市、広島県府中市\n川崎市中原区".to_owned(),
            ..SeatForm::default()
        };
        let mut problems = Problems::default();
        let claim = form.parse(&places, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(claim.codes(), ["11202", "14133", "34208"]);
        assert_eq!(claim.prefectures(&places).into_iter().collect::<Vec<_>>(), ["11", "14", "34"]);
        assert_eq!(SeatForm::of(&claim, &places).parse(&places, &mut problems), claim);
        let office = SeatClaim { served: String::new(), ..claim };
        assert_eq!(office.prefectures(&places).into_iter().collect::<Vec<_>>(), ["11"]);
    }
}
