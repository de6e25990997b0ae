//! Extractors: who asks, and the page that goes around the answer.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use kernel::Viewer;
use maud::{Markup, html};

use crate::chrome::Reader;
use crate::{App, Bell, Chrome, Done, Failure, Problems, assets, layout};

/// What the session middleware puts into every request.
#[derive(Clone, Debug, Default)]
pub struct Asker(pub Option<Arc<Viewer>>);

/// The signed-in person who asks.
#[derive(Clone, Debug)]
pub struct Me(Arc<Viewer>);

impl Deref for Me {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Me {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        asker(parts).map(Me).ok_or(Failure::SignedOut)
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self(asker(parts)))
    }
}

/// Why a form is shown once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// A part of it has been arranged as its sender wished.
    Arranged,
    /// Something is wrong with it.
    Refused,
    /// Something that came with it is too large.
    TooLarge,
}

/// The frame of a page for this visitor.
#[derive(Clone, Debug)]
pub struct Page {
    chrome: Chrome,
    done: Option<Done>,
    bell: Bell,
}

impl FromRequestParts<App> for Page {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let viewer = asker(parts);
        let done = parts.uri.query().and_then(Done::told);
        let mut page = Self::new(app, viewer.as_deref(), parts.uri.path());
        let bell = parts.extensions.get::<Bell>().cloned().unwrap_or_default();
        if let Some(person) = &mut page.chrome.person {
            person.unread = bell.unread;
        }
        Ok(Self { done, bell, ..page })
    }
}

impl Page {
    /// The frame for a viewer, or for a visitor who is not signed in.
    pub fn new(app: &App, viewer: Option<&Viewer>, path: &str) -> Self {
        let person = viewer.map(|viewer| Reader {
            name: viewer.name().to_owned(),
            active: viewer.is_active() && !viewer.is_outside(),
            writes: !viewer.writable().is_empty(),
            manages: viewer.has_charge(),
            unread: 0,
        });
        let chrome = Chrome { person, sample: app.config.sample, path: path.to_owned(), words: String::new() };
        Self { chrome, done: None, bell: Bell::default() }
    }

    /// What its reader is told of and follows; nothing on a page that answers a form.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// The same frame with these words in the search box.
    #[must_use]
    pub fn searching(mut self, words: &str) -> Self {
        words.clone_into(&mut self.chrome.words);
        self
    }

    /// The page, perhaps saying what the form has done that led to it.
    pub fn show(&self, title: &str, main: Markup) -> Response {
        let main = match self.done {
            Some(done) => html! { (done.notice()) (main) },
            None => main,
        };
        self.answer(StatusCode::OK, title, main)
    }

    /// The page of a form that could not be accepted: it keeps what was typed and tells what is wrong.
    pub fn refuse(&self, title: &str, main: Markup) -> Response {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, title, main)
    }

    /// The page of a form, for the first time or with what is wrong with it.
    pub fn form(&self, problems: &Problems, title: &str, main: Markup) -> Response {
        if problems.is_empty() { self.show(title, main) } else { self.refuse(title, main) }
    }

    /// The page of a form that is shown once more, with what was typed.
    pub fn again(&self, why: Again, title: &str, main: Markup) -> Response {
        match why {
            Again::Arranged => self.show(title, main),
            Again::Refused => self.refuse(title, main),
            Again::TooLarge => self.answer(StatusCode::PAYLOAD_TOO_LARGE, title, main),
        }
    }

    /// The page of a form that was overtaken: it keeps what was typed and tells by what.
    pub fn conflict(&self, title: &str, main: Markup) -> Response {
        self.answer(StatusCode::CONFLICT, title, main)
    }

    /// The page with another status.
    pub fn answer(&self, status: StatusCode, title: &str, main: Markup) -> Response {
        (status, layout::document(&self.chrome, assets::urls(), title, main)).into_response()
    }
}

fn asker(parts: &Parts) -> Option<Arc<Viewer>> {
    parts.extensions.get::<Asker>().and_then(|asker| asker.0.clone())
}
