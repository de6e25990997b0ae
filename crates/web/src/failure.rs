//! Whatever goes wrong, the visitor gets a page that says what happened and what to do, and never the cause.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Error;
use maud::{Markup, html};
use tracing::{error, info, warn};

use crate::arrival::Typed;
use crate::page::Asker;
use crate::{App, Page, links};

mod again;
mod words;

pub use self::words::after;

/// An answer that is not the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Sign in first.
    SignedOut,
    /// Signed in, but not approved yet.
    Pending,
    /// Approved, but no seat and no grant holds now.
    Outside,
    /// Absent or hidden.
    NotFound,
    /// Seen, but not allowed.
    Forbidden,
    /// A form that came from a page of another site.
    Foreign,
    /// Overtaken; the sentence says by what.
    Conflict(&'static str),
    /// The request could not be read.
    BadRequest,
    /// Larger than any form of ours.
    TooLarge,
    /// Larger than all files that may be sent with one form.
    FilesTooLarge,
    /// It took longer to arrive than anybody waits.
    TooSlow,
    /// The address does not take this method.
    Method,
    /// Too many attempts; seconds to wait.
    TooMany(i64),
    /// A dependency does not answer.
    Busy,
    /// Nothing can be written down.
    Storage,
    /// Our own fault.
    Internal,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::SignedOut => Self::SignedOut,
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::Conflict(what) => Self::Conflict(what),
            Error::BadRequest => Self::BadRequest,
            Error::TooMany(seconds) => Self::TooMany(seconds),
            Error::Busy(cause) => {
                warn!(cause, "a dependency does not answer");
                Self::Busy
            }
            Error::Storage(cause) => {
                error!(cause, "nothing can be written down: free the disk, or see why it fails");
                Self::Storage
            }
            Error::Internal(cause) => {
                error!(cause = format!("{cause:#}"), "request failed");
                Self::Internal
            }
        }
    }
}

impl Failure {
    fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Pending | Self::Outside | Self::Forbidden | Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::FilesTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Storage => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a bare status from a library means in our words.
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            // Our own refusals say so themselves; a bare one comes from the check of the origin.
            StatusCode::FORBIDDEN => Self::Foreign,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            StatusCode::INSUFFICIENT_STORAGE => Self::Storage,
            status if status.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

/// A bare status that [`dress`] turns into a page.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware: gives every failure its page. It stands outside everything that can fail; who asked, it learns from the
/// answer, where the session middleware has left it.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    let Some(failure) = failure_of(&response) else { return response };
    let asker = response.extensions().get::<Asker>().cloned().unwrap_or_default();
    match failure {
        Failure::SignedOut => hanging_up_like(&response, to_sign_in(&method, &uri)),
        _ => page(&app, &asker, failure, &response),
    }
}

/// Our own failures, and errors of libraries that come without a page.
fn failure_of(response: &Response) -> Option<Failure> {
    let status = response.status();
    if let Some(failure) = response.extensions().get::<Failure>() {
        return Some(*failure);
    }
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    (!is_page && (status.is_client_error() || status.is_server_error())).then(|| Failure::of(status))
}

/// After signing in one returns to the page. Whoever sent a form is told that it did not arrive.
fn to_sign_in(method: &Method, uri: &Uri) -> Response {
    let to = match *method {
        Method::POST => links::SIGN_IN_TO_SEND.to_owned(),
        _ => links::sign_in(uri.path_and_query().map_or(links::HOME, |path| path.as_str())),
    };
    Redirect::to(&to).into_response()
}

fn page(app: &App, asker: &Asker, failure: Failure, bare: &Response) -> Response {
    let (heading, words) = words::of(failure);
    let number = format!("{:013x}", kernel::ids::random());
    let status = failure.status().as_u16();
    if failure.status().is_server_error() {
        warn!(request_id = number, status, "answered with an error page");
    } else {
        info!(request_id = number, status, "answered with an error page");
    }
    // What is absent and what is hidden must be the same bytes, so there the number stands in the log only.
    let shown = (failure != Failure::NotFound).then_some(&number);
    let main = html! {
        div.narrow.stack {
            h1 { (heading) }
            p.lead { (words) }
            @if let Some(typed) = bare.extensions().get::<Typed>() { (given_back(failure, typed)) }
            @if let Some(number) = shown { p.meta { "お問い合わせ番号 " code { (number) } } }
            p.actions {
                @if failure == Failure::Pending { a href="/join/status" { "申請の状況を見る" } }
                a href="/" { "ホームへ戻る" } " " a href=(links::CONTACT) { "お問い合わせ" }
            }
        }
    };
    // The path is left out of the frame: the same answer must be the same bytes wherever it is given.
    let mut response = Page::new(app, asker.0.as_deref(), "").answer(failure.status(), heading, main);
    let wait = match failure {
        Failure::TooMany(seconds) => Some(seconds),
        Failure::Busy => Some(5),
        Failure::Storage => Some(30),
        _ => None,
    };
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    if let Some(value) = bare.headers().get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, value.clone());
    }
    hanging_up_like(bare, response)
}

/// What is not read to its end is the last on its connection.
fn hanging_up_like(bare: &Response, mut response: Response) -> Response {
    if let Some(value) = bare.headers().get(header::CONNECTION) {
        response.headers_mut().insert(header::CONNECTION, value.clone());
    }
    response
}

/// What was typed: to be sent again where that helps, to be copied where something else came first.
fn given_back(failure: Failure, typed: &Typed) -> Markup {
    match failure {
        Failure::Conflict(_)
        | Failure::NotFound
        | Failure::Forbidden
        | Failure::Outside
        | Failure::TooLarge
        | Failure::FilesTooLarge => again::texts(typed),
        // What another site has put together is not shown as if somebody had typed it here.
        Failure::Foreign => html! {},
        _ => again::form(typed),
    }
}

/// What a handler that panicked answers; the panic itself is in the log.
pub fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    Failure::Internal.into_response()
}
