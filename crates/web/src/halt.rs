//! Why a handler goes no further.

use axum::response::{IntoResponse, Response};
use kernel::Error;

use crate::Failure;

/// What is answered instead of that which a handler was about to do.
#[derive(Debug)]
pub enum Halt {
    /// It cannot be done.
    Failed(Failure),
    /// A page comes first, such as that of the guard.
    Page(Box<Response>),
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Box<Response>> for Halt {
    fn from(page: Box<Response>) -> Self {
        Self::Page(page)
    }
}

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        match self {
            Self::Failed(failure) => failure.into_response(),
            Self::Page(page) => *page,
        }
    }
}
