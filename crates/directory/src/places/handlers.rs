//! Places over HTTP.

use axum::extract::State;
use kernel::Error;
use web::{App, Me, Page, Query, Result, Routes};

use super::forms::PrefectureQuery;
use super::paths::{MunicipalityPath, PrefecturePath, PrefecturesPath};
use super::{Served, views};
use crate::People;
use crate::role_notes::{self, Share, Town};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(municipality).get(prefecture).get(prefectures).into()
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
    // Whoever does not share the note costs no statement more than they would without one.
    let note = match me.may::<Share>(Town::of(place, &app.places)) {
        Ok(town) => Some(role_notes::find(&app.db, &town).await?),
        Err(_) => None,
    };
    let served = Served::new(&people);
    let seats = people.seats_serving(&code5, app.db.clock.now());
    let (note, bell) = (note.as_ref(), page.bell());
    let main = views::MunicipalityPage {
        viewer: &me,
        bell,
        place,
        note,
        roster: &people,
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
    Query(query): Query<PrefectureQuery>,
) -> Result {
    let prefecture = app.places.prefecture(&code2).ok_or(Error::NotFound)?;
    let (served, only) = (Served::new(&people), query.parse());
    let main = views::PrefecturePage { prefecture, only, roster: &people, served: &served, places: &app.places };
    Ok(page.show(&views::prefecture_title(&main), views::prefecture_page(&main)))
}

/// `GET /prefectures`
async fn prefectures(_: PrefecturesPath, people: People, page: Page, State(app): State<App>) -> Result {
    Ok(page.show(views::COUNTRY, views::country_page(people.coverage(&app.places), &app.places)))
}
