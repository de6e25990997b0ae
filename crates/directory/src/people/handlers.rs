//! The directory over HTTP. The page of one person is composed by the server, since it also tells of discussions.

use axum::extract::State;
use kernel::Error;
use web::{App, Me, Page, Query, Result, Routes, sheets};

use super::forms::DirectoryQuery;
use super::paths::{CoordinatorsPath, ExportPath};
use super::{Filter, Traits, find_all, sheet, views};
use crate::People;
use crate::desk::sheets::note_export;
use crate::likeness::{Asked, own_towns};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(index).get(export).into()
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
    let (nobody, asked) = (Traits::default(), asked(&filter, &me, &people, &app));
    let mine = people.person(me.id()).map_or(&nobody, |person| &person.traits);
    let found = super::find(&people, &filter, &asked, mine);
    let (filter, found, asked) = (&filter, &found, &asked);
    let directory = views::DirectoryPage { me: &me, filter, found, asked, mine, places: &app.places };
    Ok(page.show(&views::title(filter, found.page), views::directory_page(&directory)))
}

/// The towns that the filter asks for.
fn asked<'a>(filter: &Filter, me: &Me, people: &'a People, app: &App) -> Asked<'a> {
    let own = people.person(me.id()).map_or_else(Vec::new, |person| own_towns(person, &app.places));
    Asked::of(&filter.similar_to, &own, people.towns(&app.places), &app.places)
}

/// `GET /coordinators/export`: all pages in one file, for those who make rosters.
async fn export(
    _: ExportPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Query(query): Query<DirectoryQuery>,
) -> Result {
    if !me.has_charge() {
        return Err(Error::Forbidden.into());
    }
    let (filter, problem) = query.parse(&app.places)?;
    if problem.is_some() {
        return Err(Error::BadRequest.into());
    }
    let asked = asked(&filter, &me, &people, &app);
    let found = find_all(&people, &filter, &asked, &Traits::default());
    note_export(&app.db, &me, "coordinators", found.total).await?;
    let file = sheet::csv(found.people.into_iter(), &app.places)?;
    Ok(sheets::answer("yokoito-coordinators", file))
}
