//! What browsers send: read leniently where it is harmless, refused in words where it is not.

use std::future::Future;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use kernel::PersonId;
use serde::de::DeserializeOwned;

use crate::Failure;

/// A form. Unknown fields are ignored; what cannot be read at all is a 400, what is too large a 413.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match axum_extra::extract::Form::<T>::from_request(request, state).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(rejection) => Err(match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
                _ => Failure::BadRequest,
            }),
        }
    }
}

/// The parameters of a page; what cannot be read is a 400.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum_extra::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum_extra::extract::Query(query)) => Ok(Self(query)),
            Err(_) => Err(Failure::BadRequest),
        }
    }
}

/// Whether a browser is leaving its page for the answer, which names HTML among what it accepts; our scripts, which stay,
/// do not.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The fields of an encoded form, in order.
pub fn fields(body: &str) -> Option<Vec<(String, String)>> {
    serde_html_form::from_str(body).ok()
}

/// These fields as browsers encode them.
pub fn to_body(fields: &[(String, String)]) -> Option<String> {
    serde_html_form::to_string(fields).ok()
}

/// A form from its fields, as [`Form`] reads it from a request.
pub fn from_fields<T: DeserializeOwned>(fields: &[(String, String)]) -> Option<T> {
    serde_html_form::from_str(&to_body(fields)?).ok()
}

/// What is wrong with a form: sentences beside fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(&'static str, String)>);

impl Problems {
    /// Takes the value out of a result, or notes the sentence beside the field and goes on with the default.
    pub fn take<T: Default>(&mut self, field: &'static str, result: Result<T, String>) -> T {
        result.unwrap_or_else(|sentence| {
            self.add(field, sentence);
            T::default()
        })
    }

    /// Notes a sentence beside a field.
    pub fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.0.push((field, sentence.into()));
    }

    /// The sentence beside a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All fields with their sentences, in the order of the form.
    pub fn list(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// The value if nothing is wrong, else the problems.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

tokio::task_local! {
    /// Whoever asks for the page that is being made.
    static ASKER: PersonId;
}

/// Between the two halves of a `once` that says whose form it is; no other kind of token has it.
const OF: char = '~';

/// Answers a request of this person: all forms on its page are theirs.
pub async fn asked_by<T>(person: PersonId, answer: impl Future<Output = T>) -> T {
    ASKER.scope(person, answer).await
}

/// A fresh value for the hidden field `once`, by which a form that is sent twice is known, and whose form it was.
pub fn once() -> String {
    let value = format!("{:x}", kernel::ids::random());
    ASKER.try_with(|person| format!("{value}{OF}{person}")).unwrap_or(value)
}

/// On whose page a form with this `once` stood; nothing for a form that does not say so.
pub fn person_of(once: &str) -> Option<PersonId> {
    once.rsplit_once(OF)?.1.parse().ok().map(PersonId)
}
