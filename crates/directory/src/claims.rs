//! A seat as somebody describes it before it exists: claimed by an applicant, or offered with an invitation.

mod entity;
pub mod forms;
pub(crate) mod towns;
pub(crate) mod views;

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Error, Places, Result, Timestamp, Tx, ids};
use sea_orm::ConnectionTrait as _;

pub use self::entity::{COLUMNS, SeatClaim};
pub use self::forms::SeatForm;
pub(crate) use self::towns::Towns;
use crate::members::{CheckedSeat, NewOrganisation, NewSeat};
use crate::roster::Tenure;

impl SeatClaim {
    /// A seat that exists, in the words in which one is offered.
    pub fn of(tenure: &Tenure) -> Self {
        Self {
            organisation: tenure.organisation_name.clone(),
            affiliation: tenure.affiliation.to_owned(),
            municipality_code: tenure.organisation_municipality.clone(),
            phone: tenure.organisation_phone.clone(),
            title: tenure.title.clone(),
            form: tenure.form.to_owned(),
            is_full_time: tenure.is_full_time,
            is_hub: tenure.is_hub,
            served: tenure.places.join(" "),
        }
    }

    /// Codes of the municipalities or wards to be served.
    pub fn codes(&self) -> Vec<&str> {
        self.served.split_whitespace().collect()
    }

    /// Codes of the prefectures whose managers answer for the seat: those of what it serves, else that of its office.
    pub fn prefectures<'a>(&self, places: &'a Places) -> BTreeSet<&'a str> {
        let of = |code: &str| places.municipality(code).map(|place| place.prefecture.as_str());
        let served: BTreeSet<&str> = self.codes().into_iter().filter_map(of).collect();
        if served.is_empty() { of(&self.municipality_code).into_iter().collect() } else { served }
    }

    /// The seat, held from this instant on, if it can still be filled: a claim waits for weeks, and a municipality may
    /// have disappeared meanwhile. Whoever asks is told `otherwise`, which says what helps.
    pub fn fill(&self, started_at: Timestamp, places: &Places, otherwise: &'static str) -> Result<CheckedSeat> {
        self.seat(started_at).check(places).map_err(|_| Error::Conflict(otherwise))
    }

    /// The seat, held from this instant on.
    pub fn seat(&self, started_at: Timestamp) -> NewSeat {
        NewSeat {
            organisation: NewOrganisation {
                name: self.organisation.clone(),
                affiliation: self.affiliation.clone(),
                municipality: self.municipality_code.clone(),
                phone: self.phone.clone(),
            },
            title: self.title.clone(),
            form: self.form.clone(),
            is_hub: self.is_hub,
            is_full_time: self.is_full_time,
            places: self.codes().into_iter().map(str::to_owned).collect(),
            started_at,
            ended_at: None,
        }
    }
}

/// Stores a claim; returns its id.
pub async fn insert(tx: &Tx, claim: &SeatClaim) -> Result<i64> {
    let id = ids::random();
    let text = "INSERT INTO seat_claims (id, organisation, affiliation, municipality_code, phone, title, form,
            is_full_time, is_hub, served)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        id.into(),
        claim.organisation.as_str().into(),
        claim.affiliation.as_str().into(),
        claim.municipality_code.as_str().into(),
        claim.phone.as_str().into(),
        claim.title.as_str().into(),
        claim.form.as_str().into(),
        claim.is_full_time.into(),
        claim.is_hub.into(),
        claim.served.as_str().into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(id)
}

/// Changes what a claim serves.
pub async fn serve(tx: &Tx, id: i64, codes: &[&str]) -> Result<()> {
    let text = "UPDATE seat_claims SET served = $2 WHERE id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [id.into(), codes.join(" ").into()])).await?;
    Ok(())
}
