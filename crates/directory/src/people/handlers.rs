//! The directory over HTTP.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use kernel::Error;
use web::{App, Me, Page, Query, Result, Routes};

use super::forms::{DirectoryQuery, DoneQuery};
use super::paths::{CoordinatorPath, CoordinatorsPath};
use super::views::Reachable;
use super::{Traits, views};
use crate::People;
use crate::access::shared_rooms;
use crate::contact_requests::paths::AskPath;
use crate::contact_requests::{self, AskForm};
use crate::contacts::{self, shown_contact};
use crate::desk::Desk;
use crate::likeness::{Asked, own_towns};
use crate::roster::Person;

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
    let own = people.person(me.id()).map_or_else(Vec::new, |person| own_towns(person, &app.places));
    let asked = Asked::of(&filter.similar_to, &own, people.towns(&app.places), &app.places);
    let found = super::find(&people, &filter, &asked, mine);
    let (filter, found, asked) = (&filter, &found, &asked);
    let directory = views::DirectoryPage { me: me.id(), filter, found, asked, mine, places: &app.places };
    Ok(page.show(&views::title(filter, found.page), views::directory_page(&directory)))
}

/// `GET /coordinators/{id}`
async fn show(
    CoordinatorPath { id }: CoordinatorPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
    Query(done): Query<DoneQuery>,
) -> Result {
    let person = people.listed_person(id).ok_or(Error::NotFound)?;
    let profile = views::ProfilePage {
        person,
        is_me: person.id == me.id(),
        is_in_charge: Desk::open(&me, &people, &app.places, app.db.clock.now())
            .is_ok_and(|desk| desk.person(id).is_ok()),
        reachable: reachable(&app, &me, &people, person, &query).await?,
        may_ask: !shared_rooms(&me, person, &people, &app.places).is_empty(),
        places: &app.places,
    };
    Ok(page.show(&format!("{}さんのプロフィール", person.name), views::profile_page(&profile, done.saved.is_some())))
}

/// How the viewer can reach the person, or what there is between them.
async fn reachable(app: &App, me: &Me, people: &People, person: &Person, query: &DraftQuery) -> Result<Reachable> {
    let Some(viewer) = people.listed_person(me.id()).filter(|viewer| viewer.id != person.id) else {
        return Ok(Reachable::Nothing);
    };
    let reach = contacts::queries::reach(&app.db, me, person.id).await?;
    let shown = reach.and_then(|reach| shown_contact(viewer, person, &reach));
    if let Some(contact) = shown {
        return Ok(Reachable::Shown(contact));
    }
    if me.writable().is_empty() {
        return Ok(Reachable::Nothing);
    }
    let between = contact_requests::between(&app.db, me, person.id).await?;
    let form = drafts::reopen(&app.db, me, &AskPath { id: person.id }.to_string(), &query.draft).await?;
    Ok(Reachable::Asking(between, form.unwrap_or_else(AskForm::fresh)))
}
