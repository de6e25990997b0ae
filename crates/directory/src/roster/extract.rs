//! The roster as an argument of handlers.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use web::Failure;

use super::Roster;

/// The roster that this request is answered from; the session middleware puts it into the request.
#[derive(Clone, Debug)]
pub struct People(pub Arc<Roster>);

impl Deref for People {
    type Target = Roster;
    fn deref(&self) -> &Roster {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for People {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Without a viewer there is no roster: whoever gets here has not signed in.
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignedOut)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for People {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
