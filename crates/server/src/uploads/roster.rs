//! A roster as it arrives: read in a process of its own and handed on as rows. The file itself is not kept.

use std::sync::Arc;

use accounts::sessions;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, header, request};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use directory::desk::sheets::handlers::Arrived;
use directory::desk::sheets::table::LARGEST;
use files::{Refusal, Sent};
use kernel::Result;
use web::arrival::{hand_on, hang_up, hang_up_with};
use web::{Failure, forms};

use crate::Site;

/// Bytes of a form with a roster: the file, and what stands around it.
const WHOLE: u64 = LARGEST + 64 * 1024;

/// Takes the file in, if its sender has a charge.
pub async fn receive(site: &Site, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match site.app.db.unless_lost(has_charge(site, &parts)).await {
        Ok(Some(true)) => {}
        Ok(Some(false)) => return hang_up(Failure::Forbidden),
        Ok(None) => return hang_up(Failure::SignedOut),
        Err(error) => return hang_up(error.into()),
    }
    let value = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if value(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()).is_some_and(|length: u64| length > WHOLE) {
        return too_large(parts, next).await;
    }
    let Some(boundary) = files::incoming::boundary(value(header::CONTENT_TYPE).unwrap_or_default()) else {
        return hang_up(Failure::BadRequest);
    };
    let mut sent = Sent::default();
    if let Err(trouble) = sent.take(&site.files, body.into_data_stream(), boundary).await {
        return hang_up_with(super::failure(trouble), parts.uri.path(), sent.fields);
    }
    match read(site, &mut sent).await {
        Ok(arrived) => go_on(parts, &sent.fields, arrived, next).await,
        Err(error) => hang_up(error.into()),
    }
}

/// Whether the sender has a charge; nothing when nobody is signed in.
async fn has_charge(site: &Site, parts: &request::Parts) -> Result<Option<bool>> {
    let (app, jar) = (&site.app, CookieJar::from_headers(&parts.headers));
    let Some(token) = sessions::token(&jar, &app.config) else { return Ok(None) };
    let found = directory::access::viewer(&app.db, &app.places, &sessions::hash(&token), "NULL").await?;
    Ok(found.map(|(viewer, _)| viewer.has_charge()))
}

async fn read(site: &Site, sent: &mut Sent) -> Result<Option<Arrived>> {
    if sent.files.is_empty() {
        return Ok(None);
    }
    let incoming = sent.files.swap_remove(0);
    let book = match incoming.content {
        Err(why) => Err(why),
        Ok(file) if file.metadata().is_ok_and(|facts| facts.len() > LARGEST) => Err(Refusal::TooLarge),
        Ok(file) => site.files.reader.table(&file).await?.map(Arc::new),
    };
    Ok(Some(Arrived { name: incoming.name, book }))
}

/// The rest is not read, so the answer is the last on its connection.
async fn too_large(parts: request::Parts, next: Next) -> Response {
    let arrived = Arrived { name: String::new(), book: Err(Refusal::TooLarge) };
    let mut response = go_on(parts, &[], Some(arrived), next).await;
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The form as it would be without a file, and what was read of the file beside it.
async fn go_on(
    mut parts: request::Parts,
    fields: &[(String, String)],
    arrived: Option<Arrived>,
    next: Next,
) -> Response {
    if let Some(arrived) = arrived {
        parts.extensions.insert(arrived);
    }
    let Some(form) = forms::to_body(fields) else { return hang_up(Failure::BadRequest) };
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    parts.headers.insert(header::CONTENT_TYPE, kind);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.len()));
    hand_on(parts, Bytes::from(form), next).await
}
