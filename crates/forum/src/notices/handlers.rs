//! Requests for notices.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use directory::confirmations;
use directory::people::Reader;
use kernel::Timestamp;
use web::{App, Done, Form, Page, Query, Routes, links, page::Me};

use super::forms::{ListQuery, SeenForm};
use super::paths::{NoticesPath, PeopleSeenPath, SeenPath};
use super::queries::{Before, list};
use super::views::{NoticesPage, TITLE, notices_page};
use crate::people_finds;
use crate::posts::forms::{Confirmation, once};
use crate::reads::Marks;
use crate::unmaskings::told;

pub fn routes() -> Routes {
    Routes::for_members().get(index).post(see).post(see_people).into()
}

async fn index(
    _: NoticesPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<ListQuery>,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
) -> web::Result {
    let before = Before::parse(&query.before);
    let reader = Reader { viewer: &me, people: &people, places: &app.places };
    let (lines, next) = list(&app.db, reader, &marks.seen_by(&me), before).await?;
    let is_first = before.is_none();
    let unmasked = if is_first { told::list(&app.db, &me).await? } else { Vec::new() };
    let asked =
        people.person(me.id()).is_some_and(|person| !confirmations::asked(person, app.db.clock.now()).is_empty());
    let (people, places) = (&people, &app.places);
    let view =
        NoticesPage { asked: asked && is_first, unmasked: &unmasked, lines: &lines, next, is_first, people, places };
    Ok(page.show(TITLE, notices_page(&view)))
}

async fn see(_: SeenPath, me: Me, State(app): State<App>, Form(form): Form<Confirmation>) -> web::Result {
    let location = Done::NOTICES_SEEN.at(links::MY_NOTICES);
    super::see_all(&app.db, &me, once(&form.once)?, &location).await?;
    Ok(Redirect::to(&location).into_response())
}

async fn see_people(path: PeopleSeenPath, me: Me, State(app): State<App>, Form(form): Form<SeenForm>) -> web::Result {
    let location = Done::NOTICE_SEEN.at(links::MY_NOTICES);
    let sent = (once(&form.once)?, location.as_str());
    people_finds::see(&app.db, &me, path.search, Timestamp(form.until), sent).await?;
    Ok(Redirect::to(&location).into_response())
}
