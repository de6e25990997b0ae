//! The arrival of a request: its body is read before anything is decided, so that whatever is answered, the browser has
//! finished sending and reads the answer; and what was typed can be given back if it could not be taken.

use std::error::Error as _;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::LengthLimitError;
use kernel::PersonId;

use crate::Failure;

/// No form of ours is larger, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Answers to a form whose text was not wrong.
const GIVEN_BACK: [StatusCode; 7] = [
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::INSUFFICIENT_STORAGE,
    StatusCode::CONFLICT,
    StatusCode::NOT_FOUND,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::FORBIDDEN,
    StatusCode::PAYLOAD_TOO_LARGE,
];

/// For the whole body.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a browser sent with a form that could not be taken: for want of a database or a disk, because something else came
/// first, because it was too often or too long, or because its sender may not write there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where it was sent.
    pub action: String,
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
}

/// Whose page it was on which a form was filled in. In a browser that several people use, somebody else may have signed
/// in by the time it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedBy(pub PersonId);

/// A form as it came, for whoever has to show all of it again without knowing its fields.
#[derive(Clone, Debug, Default)]
pub struct SentForm(Bytes);

impl SentForm {
    /// Names and values, in order.
    pub fn fields(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.0).into_owned().collect()
    }
}

/// Whether a request is a form with files, whose body is not read here: whoever takes files reads it piece by piece, once it
/// is known that the sender may send any.
pub fn has_files(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Middleware: reads the body. Stands inside the pages for failures and outside everything that asks who this is.
pub async fn receive(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() || has_files(&parts.headers) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    if body.size_hint().lower() > LARGEST as u64 {
        return hang_up(Failure::TooLarge);
    }
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(cause)) => {
            let is_too_large = matches!(cause.source(), Some(cause) if cause.is::<LengthLimitError>());
            return hang_up(if is_too_large { Failure::TooLarge } else { Failure::BadRequest });
        }
        Err(_) => return hang_up(Failure::TooSlow),
    };
    hand_on(parts, bytes, next).await
}

/// Hands a request on whose body has been read, and has what was typed given back if it could not be taken.
pub async fn hand_on(parts: request::Parts, bytes: Bytes, next: Next) -> Response {
    let sent = Sent::of(&parts, &bytes);
    let mut request = Request::from_parts(parts, Body::from(bytes));
    if let Some(sent) = &sent {
        request.extensions_mut().insert(SentForm(sent.body.clone()));
    }
    if let Some(person) = sent.as_ref().and_then(Sent::person) {
        request.extensions_mut().insert(TypedBy(person));
    }
    let mut response = next.run(request).await;
    // A handler that answers with a page of its own gives the text back itself, and nobody looks at this one.
    if GIVEN_BACK.contains(&response.status())
        && let Some(typed) = sent.and_then(Sent::typed)
    {
        response.extensions_mut().insert(typed);
    }
    response
}

/// A failure with what was typed as far as it had arrived, to be copied or sent again.
pub fn hang_up_with(failure: Failure, action: &str, fields: Vec<(String, String)>) -> Response {
    let mut response = hang_up(failure);
    if !fields.is_empty() {
        response.extensions_mut().insert(Typed { action: action.to_owned(), fields });
    }
    response
}

/// The rest of the body is not waited for, so nothing else can be asked on this connection.
pub fn hang_up(failure: Failure) -> Response {
    let mut response = failure.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A form as it came.
struct Sent {
    action: String,
    body: Bytes,
}

impl Sent {
    fn of(parts: &request::Parts, body: &Bytes) -> Option<Self> {
        let kind = parts.headers.get(header::CONTENT_TYPE)?.as_bytes();
        let action = parts.uri.path_and_query()?.as_str().to_owned();
        kind.starts_with(b"application/x-www-form-urlencoded").then(|| Self { action, body: body.clone() })
    }

    fn person(&self) -> Option<PersonId> {
        let once = form_urlencoded::parse(&self.body).find(|(name, _)| name == "once")?.1;
        crate::forms::person_of(&once)
    }

    /// Its fields, unless there is a secret among them, which must not be put into a page.
    fn typed(self) -> Option<Typed> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(&self.body).into_owned().collect();
        let is_secret = |name: &str| name.contains("password") || name == "code";
        (!fields.iter().any(|(name, _)| is_secret(name))).then_some(Typed { action: self.action, fields })
    }
}
