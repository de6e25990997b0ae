//! Answering over HTTP: by the link of a letter, or signed in.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::{Error, PersonId, TenureId, once};
use serde::Deserialize;
use web::{App, Done, Form, Me, Page, Result, Routes, links};

use super::paths::{LinkPath, OwnPath};
use super::policy::{Answer, Holds};
use super::{Link, Round, TITLE, asked, form, passed_on, stay, stay_by_link, tell_changed, views};
use crate::People;
use crate::desk::Sent;
use crate::roster::{Roster, RosterCache, Tenure};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(own).post(answer).and(Routes::for_everybody().get(open).post(confirm))
}

/// What was answered, of which seats.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct AnswerForm {
    /// The seats that stood on the page and were meant.
    tenure: Vec<TenureId>,
    /// `stays` or `changed`; a letter's page only knows the first.
    answer: String,
    /// Makes the form count once.
    once: String,
}

impl AnswerForm {
    /// The seats that were meant, if all of them are still asked of.
    fn tenures(&self, asked: &[&Tenure]) -> Option<&[TenureId]> {
        let is_asked = |id: &TenureId| asked.iter().any(|tenure| tenure.id == *id);
        (!self.tenure.is_empty() && self.tenure.iter().all(is_asked)).then_some(&self.tenure)
    }
}

/// `GET /confirmations/{token}`: changes nothing, for programs open links too.
async fn open(
    path: LinkPath,
    page: Page,
    State(app): State<App>,
    Extension(rosters): Extension<Arc<RosterCache>>,
) -> Result {
    let people = current(&app, &rosters).await?;
    let link = Link::read(&app.db, &path.token, Round::of(app.db.clock.now()).year).await?;
    Ok(match link.map(|link| asked_of(&app, &people, link.person())) {
        Some(asked) if !asked.is_empty() => page.show(TITLE, views::link_page(&path, &asked, &app.places, None)),
        _ => over(&page),
    })
}

/// `POST /confirmations/{token}`
async fn confirm(
    path: LinkPath,
    page: Page,
    State(app): State<App>,
    Extension(rosters): Extension<Arc<RosterCache>>,
    Form(sent): Form<AnswerForm>,
) -> Result {
    let people = current(&app, &rosters).await?;
    let Some(link) = Link::read(&app.db, &path.token, Round::of(app.db.clock.now()).year).await? else {
        return Ok(over(&page));
    };
    if once::effect(&app.db, link.person(), form(), &sent.once).await?.is_some() {
        return Ok(page.show(views::THANKS, views::thanks_page()));
    }
    let asked = asked_of(&app, &people, link.person());
    if asked.is_empty() {
        return Ok(over(&page));
    }
    let Some(tenures) = sent.tenures(&asked) else {
        return Ok(page.refuse(TITLE, views::link_page(&path, &asked, &app.places, Some(views::CHOOSE))));
    };
    let once = once::check(&sent.once)?;
    stay_by_link(&app.db, &link, tenures, Sent { once, location: links::HOME }).await?;
    Ok(page.show(views::THANKS, views::thanks_page()))
}

/// The one page of a link that was never made, is of another year, or has nothing left to ask.
fn over(page: &Page) -> Response {
    page.answer(StatusCode::NOT_FOUND, views::OVER, views::over_page())
}

async fn current(app: &App, rosters: &RosterCache) -> kernel::Result<Arc<Roster>> {
    let version = crate::roster::version(&app.db).await?;
    rosters.current(&app.db, &app.places, version).await
}

fn asked_of<'a>(app: &App, people: &'a Roster, person: PersonId) -> Vec<&'a Tenure> {
    people.person(person).map_or_else(Vec::new, |person| asked(person, app.db.clock.now()))
}

/// `GET /me/confirmation`
async fn own(_: OwnPath, me: Me, people: People, page: Page, State(app): State<App>) -> Result {
    let person = people.person(me.id()).ok_or(Error::NotFound)?;
    Ok(page.show(TITLE, views::own_page(person, app.db.clock.now(), &app.places, None)))
}

/// `POST /me/confirmation`
async fn answer(
    _: OwnPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<AnswerForm>,
) -> Result {
    let once = once::check(&form.once)?;
    let person = people.person(me.id()).ok_or(Error::NotFound)?;
    let mut asked = asked(person, app.db.clock.now());
    let stays = match form.answer.as_str() {
        "stays" => true,
        "changed" => false,
        _ => return Err(Error::BadRequest.into()),
    };
    let location = if stays { Done::SEAT_CONFIRMED } else { Done::CHANGE_TOLD }.at(links::HOME);
    let kind = if stays { self::form() } else { "confirmation-changed" };
    if let Some(earlier) = once::effect(&app.db, me.id(), kind, once).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    asked.extend(passed_on(person).filter(|_| stays));
    let Some(tenures) = form.tenures(&asked) else {
        let main = views::own_page(person, app.db.clock.now(), &app.places, Some(views::CHOOSE));
        return Ok(page.refuse(TITLE, main));
    };
    let permit = me.may::<Holds>(Answer { person: me.id(), tenures: tenures.to_vec() })?;
    let sent = Sent { once, location: &location };
    if stays {
        stay(&app.db, &permit, sent).await?;
    } else {
        tell_changed(&app, &people, &permit, sent).await?;
    }
    Ok(Redirect::to(&location).into_response())
}
