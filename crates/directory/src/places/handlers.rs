//! Places over HTTP.

use axum::extract::State;
use kernel::Error;
use web::{App, Me, Page, Result, Routes};

use super::paths::{MunicipalityPath, PrefecturePath};
use super::{Served, views};
use crate::People;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(municipality).get(prefecture).into()
}

/// `GET /municipalities/{code5}`
async fn municipality(
    MunicipalityPath { code5 }: MunicipalityPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> Result {
    let place = app.places.municipality(&code5).ok_or(Error::NotFound)?;
    let served = Served::new(&people);
    let seats = people.seats_serving(&code5, app.db.clock.now());
    let main = views::MunicipalityPage {
        viewer: &me,
        bell: page.bell(),
        place,
        served: &served,
        seats: &seats,
        places: &app.places,
    };
    Ok(page.show(&app.places.full_name(&code5), views::municipality_page(&main)))
}

/// `GET /prefectures/{code2}`
async fn prefecture(
    PrefecturePath { code2 }: PrefecturePath,
    people: People,
    page: Page,
    State(app): State<App>,
) -> Result {
    let prefecture = app.places.prefecture(&code2).ok_or(Error::NotFound)?;
    let served = Served::new(&people);
    let main = views::PrefecturePage { prefecture, roster: &people, served: &served, places: &app.places };
    Ok(page.show(&format!("{}の市町村と担当者", prefecture.name), views::prefecture_page(&main)))
}
