//! What the page of a person shows to one viewer.

use accounts::drafts::{self, forms::DraftQuery};
use kernel::{Error, PersonId, Result, Viewer};
use web::App;

use super::views::{ProfilePage, Reachable};
use crate::access::shared_rooms;
use crate::contact_requests::paths::AskPath;
use crate::contact_requests::{self, AskForm};
use crate::contacts::{self, shown_contact};
use crate::desk::Desk;
use crate::peers;
use crate::roster::{Person, Roster};

/// The page of a person whom the directory shows; nobody else is there.
pub async fn profile<'a>(
    app: &'a App,
    viewer: &Viewer,
    people: &'a Roster,
    id: PersonId,
    query: &DraftQuery,
) -> Result<ProfilePage<'a>> {
    let person = people.listed_person(id).ok_or(Error::NotFound)?;
    Ok(ProfilePage {
        person,
        is_me: person.id == viewer.id(),
        is_in_charge: Desk::open(viewer, people, &app.places, app.db.clock.now())
            .is_ok_and(|desk| desk.person(id).is_ok()),
        reachable: reachable(app, viewer, people, person, query).await?,
        may_ask: !shared_rooms(viewer, person, people, &app.places).is_empty(),
        peers: peers::of_person(person, viewer.id(), people, &app.places, app.db.clock.now()),
        places: &app.places,
    })
}

/// How the viewer can reach the person, or what there is between them.
async fn reachable(
    app: &App,
    viewer: &Viewer,
    people: &Roster,
    person: &Person,
    query: &DraftQuery,
) -> Result<Reachable> {
    let Some(known) = people.listed_person(viewer.id()).filter(|known| known.id != person.id) else {
        return Ok(Reachable::Nothing);
    };
    let reach = contacts::queries::reach(&app.db, viewer, person.id).await?;
    let shown = reach.and_then(|reach| shown_contact(known, person, &reach));
    if let Some(contact) = shown {
        return Ok(Reachable::Shown(contact));
    }
    if viewer.writable().is_empty() {
        return Ok(Reachable::Nothing);
    }
    let between = contact_requests::between(&app.db, viewer, person.id).await?;
    let form = drafts::reopen(&app.db, viewer, &AskPath { id: person.id }.to_string(), &query.draft).await?;
    Ok(Reachable::Asking(between, form.unwrap_or_else(AskForm::fresh)))
}
