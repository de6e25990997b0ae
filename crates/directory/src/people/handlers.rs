//! The directory over HTTP. The page of one person is composed by the server, since it also tells of discussions.

use axum::extract::State;
use web::{App, Me, Page, Query, Result, Routes};

use super::forms::DirectoryQuery;
use super::paths::CoordinatorsPath;
use super::{Traits, views};
use crate::People;
use crate::likeness::{Asked, own_towns};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(index).into()
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
    let (filter, problem) = query.parse(&app.places)?;
    if let Some(problem) = problem {
        return Ok(page.refuse(views::TITLE, views::refused_page(&filter, &problem)));
    }
    let nobody = Traits::default();
    let mine = people.person(me.id()).map_or(&nobody, |person| &person.traits);
    let own = people.person(me.id()).map_or_else(Vec::new, |person| own_towns(person, &app.places));
    let asked = Asked::of(&filter.similar_to, &own, people.towns(&app.places), &app.places);
    let found = super::find(&people, &filter, &asked, mine);
    let (filter, found, asked) = (&filter, &found, &asked);
    let directory = views::DirectoryPage { me: me.id(), filter, found, asked, mine, places: &app.places };
    Ok(page.show(&views::title(filter, found.page), views::directory_page(&directory)))
}
