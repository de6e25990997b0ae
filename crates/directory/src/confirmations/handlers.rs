//! Answering over HTTP: by the link of a letter, or signed in.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::{Error, PersonId, once};
use web::{App, Form, Me, Page, Result, Routes, links};

use super::forms::{AnswerForm, Said};
use super::paths::{LinkPath, OwnPath};
use super::policy::{Answer, Holds};
use super::{Link, Round, TITLE, asked, stay, stay_by_link, tell_changed, views};
use crate::People;
use crate::desk::Sent;
use crate::roster::{Roster, RosterCache, Tenure};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(own).post(answer).and(Routes::for_everybody().get(open).post(confirm))
}

/// `GET /confirmations/{token}`: changes nothing, for programs open links too.
async fn open(
    path: LinkPath,
    page: Page,
    State(app): State<App>,
    Extension(rosters): Extension<Arc<RosterCache>>,
) -> Result {
    let (people, link) = read(&app, &rosters, &path).await?;
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
    Form(form): Form<AnswerForm>,
) -> Result {
    let (people, Some(link)) = read(&app, &rosters, &path).await? else { return Ok(over(&page)) };
    if once::effect(&app.db, link.person(), Said::Stays.form(), &form.once).await?.is_some() {
        return Ok(page.show(views::THANKS, views::thanks_page()));
    }
    let asked = asked_of(&app, &people, link.person());
    let Some(tenures) = form.tenures(&asked) else {
        let again = || page.refuse(TITLE, views::link_page(&path, &asked, &app.places, Some(views::CHOOSE)));
        return Ok(if asked.is_empty() { over(&page) } else { again() });
    };
    let sent = Sent { once: once::check(&form.once)?, location: links::HOME };
    stay_by_link(&app.db, &link, &tenures, sent).await?;
    Ok(page.show(views::THANKS, views::thanks_page()))
}

/// The one page of a link that was never made, is of another year, or has nothing left to ask.
fn over(page: &Page) -> Response {
    page.answer(StatusCode::NOT_FOUND, views::OVER, views::over_page())
}

/// Everybody as of now, and the link of an address; whoever opens one need not have signed in.
async fn read(app: &App, rosters: &RosterCache, path: &LinkPath) -> kernel::Result<(Arc<Roster>, Option<Link>)> {
    let version = crate::roster::version(&app.db).await?;
    let people = rosters.current(&app.db, &app.places, version).await?;
    Ok((people, Link::read(&app.db, &path.token, Round::of(app.db.clock.now()).year).await?))
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
    let (once, said) = (once::check(&form.once)?, form.said()?);
    if let Some(earlier) = once::effect(&app.db, me.id(), said.form(), once).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    let (person, now) = (people.person(me.id()).ok_or(Error::NotFound)?, app.db.clock.now());
    let Some(tenures) = form.tenures(&said.possible(person, now)) else {
        return Ok(page.refuse(TITLE, views::own_page(person, now, &app.places, Some(views::CHOOSE))));
    };
    let (permit, location) = (me.may::<Holds>(Answer { person: me.id(), tenures })?, said.done().at(links::HOME));
    let sent = Sent { once, location: &location };
    match said {
        Said::Stays => stay(&app.db, &permit, sent).await?,
        Said::Changed => tell_changed(&app, &people, &permit, sent).await?,
    }
    Ok(Redirect::to(&location).into_response())
}
