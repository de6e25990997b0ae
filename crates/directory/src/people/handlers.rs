//! The directory over HTTP.

use axum::extract::State;
use kernel::Error;
use web::{App, Me, Page, Query, Result, Routes};

use super::forms::DirectoryQuery;
use super::paths::{CoordinatorPath, CoordinatorsPath};
use super::{Traits, views};
use crate::People;
use crate::access::shared_rooms;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(index).get(show).into()
}

/// `GET /coordinators`
async fn index(
    _: CoordinatorsPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<DirectoryQuery>,
) -> Result {
    let (filter, problem) = query.parse()?;
    if let Some(problem) = problem {
        return Ok(page.refuse(views::TITLE, views::refused_page(&filter, &problem)));
    }
    let nobody = Traits::default();
    let mine = people.person(me.id()).map_or(&nobody, |person| &person.traits);
    let found = super::find(&people, &filter, mine);
    let directory = views::DirectoryPage { me: me.id(), filter: &filter, found: &found, mine, places: &app.places };
    Ok(page.show(&views::title(&filter, found.page), views::directory_page(&directory)))
}

/// `GET /coordinators/{id}`
async fn show(
    CoordinatorPath { id }: CoordinatorPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> Result {
    let person = people.listed_person(id).ok_or(Error::NotFound)?;
    let profile = views::ProfilePage {
        person,
        is_me: person.id == me.id(),
        may_ask: !shared_rooms(&me, person, &people, &app.places).is_empty(),
        places: &app.places,
    };
    Ok(page.show(&format!("{}さんのプロフィール", person.name), views::profile_page(&profile)))
}
