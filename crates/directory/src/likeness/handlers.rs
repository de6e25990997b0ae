//! Towns like one over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Page, Result, Routes};

use super::paths::SimilarPath;
use super::views;
use crate::People;
use crate::places::Served;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

/// `GET /municipalities/{code5}/similar`; of a ward too little is known, so its city is compared.
async fn show(SimilarPath { code5 }: SimilarPath, people: People, page: Page, State(app): State<App>) -> Result {
    let place = app.places.municipality(&code5).ok_or(Error::NotFound)?;
    if let Some(city) = &place.city {
        return Ok(Redirect::to(&SimilarPath { code5: city.clone() }.to_string()).into_response());
    }
    let towns = people.towns(&app.places);
    let town = towns.town(&code5).ok_or(Error::NotFound)?;
    let (near, served) = (towns.nearest(&[&code5]), Served::new(&people));
    let main = views::SimilarPage { place, town, near: &near, towns, served: &served, places: &app.places };
    Ok(page.show(&views::title(&main), views::similar_page(&main)))
}
