//! The guard over HTTP: what every form with a text passes, the reading along, and the buttons of the page.

use accounts::drafts::forms::SENT_TO;
use axum::Extension;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use guard::Level;
use kernel::{Error, RoomId};
use web::arrival::SentForm;
use web::{App, Failure, Me, Page, Problems, Routes};

use super::cleared::{Cleared, Guarded};
use super::deciders;
use super::desk::Guards;
use super::paths::{ReadingsPath, ReplacementsPath};
use super::places::{Place, Spec};
use super::readings::{Reading, typed, untouched, value};
use super::replacements::{Which, replaced};
use super::views::{self, GuardPage};
use crate::{People, Roster};

/// The doors of the guard.
pub fn routes() -> Routes {
    Routes::for_members().post(read_along).post(replace).into()
}

/// `POST /guard/readings`: what was found so far, as a piece of the page.
async fn read_along(_: ReadingsPath, me: Me, guarding: Guarding, State(app): State<App>) -> web::Result {
    guarding.guards.pace(me.id(), app.db.clock.now())?;
    let reading = guarding.reading(untouched(guarding.place()?, &guarding.fields));
    Ok(views::notes(&reading).into_response())
}

/// `POST /guard/replacements`: the page again, with what the button asked for replaced.
async fn replace(_: ReplacementsPath, me: Me, mut guarding: Guarding, State(app): State<App>) -> web::Result {
    guarding.guards.pace(me.id(), app.db.clock.now())?;
    let which = Which::parse(value(&guarding.fields, views::REPLACE)).ok_or(Error::BadRequest)?;
    let reading = guarding.reading(typed(guarding.place()?, &guarding.fields));
    let texts = replaced(&reading, which);
    let specs = guarding.place.specs.iter().copied();
    let reading = guarding.reading(specs.zip(texts).collect());
    let is_decided = value(&guarding.fields, views::DECIDED) == "1";
    // The page is a new one: what was chosen on the one before does not hold for the changed text.
    guarding.fields.retain(|(name, _)| name != views::ACK);
    Ok(guarding.show(StatusCode::OK, &reading, is_decided, &Problems::default()))
}

/// The guard of one request: who types, what was sent and where to.
#[derive(Clone)]
pub struct Guarding {
    app: App,
    me: Me,
    people: People,
    page: Page,
    guards: Guards,
    place: Place,
    fields: Vec<(String, String)>,
}

impl FromRequestParts<App> for Guarding {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let me = Me::from_request_parts(parts, app).await?;
        let people = <People as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let page = Page::from_request_parts(parts, app).await?;
        let guards = Extension::<Guards>::from_request_parts(parts, app).await.map_err(|_| Failure::Internal)?.0;
        let fields = parts.extensions.get::<SentForm>().map(SentForm::fields).unwrap_or_default();
        let path = if parts.uri.path().starts_with("/guard/") { value(&fields, SENT_TO) } else { parts.uri.path() };
        let place = Place::of(path).unwrap_or_else(|| Place { path: path.to_owned(), button: "送る", specs: &[] });
        Ok(Self { app: app.clone(), me, people, page, guards, place, fields })
    }
}

impl Guarding {
    /// Lets pass what nothing was found in, or what its author has acknowledged; else there is the page to be answered.
    /// In a room, a block can be sent to those who tend it.
    pub fn clear<T: Guarded>(&self, said: T, room: Option<RoomId>) -> Result<Cleared<T>, Box<Response>> {
        let reading = self.read(&said);
        if !reading.stops() {
            return Ok(Cleared::clean(said));
        }
        let acknowledged = self.guards.reason(self.me.id(), &reading, value(&self.fields, views::ACK));
        match acknowledged.filter(|_| reading.level() == Some(Level::Warn)) {
            Some(reason) => Ok(Cleared::acknowledged(said, &reading, reason)),
            None => Err(Box::new(self.refuse(&reading, room, &Problems::default()))),
        }
    }

    /// What is found in something that the sender has typed.
    pub fn read(&self, said: &impl Guarded) -> Reading {
        let texts = said.texts().into_iter();
        self.reading(texts.map(|(name, text)| (self.place.spec(name), text.to_owned())).collect())
    }

    /// The page that shows what was found, with everything typed.
    pub fn refuse(&self, reading: &Reading, room: Option<RoomId>, problems: &Problems) -> Response {
        let mut decides =
            room.into_iter().flat_map(|room| deciders::deciders(&self.people, &self.app.places, room, self.me.id()));
        self.show(StatusCode::UNPROCESSABLE_ENTITY, reading, decides.next().is_some(), problems)
    }

    /// The same for a form that cannot be read otherwise: with its texts as they were typed.
    pub fn refuse_as_typed(&self, problems: &Problems) -> Response {
        let reading = self.reading(typed(&self.place, &self.fields));
        self.show(StatusCode::UNPROCESSABLE_ENTITY, &reading, true, problems)
    }

    /// The form that was sent, if it is one whose texts others read.
    pub fn place(&self) -> Result<&Place, Failure> {
        if self.place.specs.is_empty() { Err(Failure::BadRequest) } else { Ok(&self.place) }
    }

    /// Everybody.
    pub fn people(&self) -> &Roster {
        &self.people
    }

    /// All that was sent.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The frame of the page, for handlers that answer with another one.
    pub fn page(&self) -> &Page {
        &self.page
    }

    fn reading(&self, texts: Vec<(Spec, String)>) -> Reading {
        Guards::read(&self.people, &self.app.places, self.me.places(), texts)
    }

    fn show(&self, status: StatusCode, reading: &Reading, is_decided: bool, problems: &Problems) -> Response {
        let acknowledgements = match reading.level() {
            Some(Level::Warn) => self.guards.acknowledgements(self.me.id(), reading),
            _ => Vec::new(),
        };
        let view =
            GuardPage { place: &self.place, reading, fields: &self.fields, acknowledgements, is_decided, problems };
        self.page.answer(status, views::TITLE, views::guard_page(&view))
    }
}
