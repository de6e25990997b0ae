//! Forms with files: taken in for whoever is signed in, and handed on as the form that they would be without.
//!
//! Inside of this nobody knows of bodies in parts: the texts go on as any form does, to be refused, kept as a draft or
//! given back; the files lie on the disk as the sender's own, under the `once` of the form, until the form has its effect.

mod roster;

use accounts::drafts::paths::DraftsPath;
use accounts::sessions;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header, request};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use files::{Refused, Sent, Trouble};
use forum::attachments::takes_files;
use kernel::db::sql;
use kernel::{PersonId, Result};
use sea_orm::ConnectionTrait as _;
use web::arrival::{hand_on, hang_up, hang_up_with, has_files};
use web::{Failure, forms, links};

use crate::Site;

/// The field by which a form is known.
const ONCE: &str = "once";

/// Middleware: stands inside the check of the origin, since nothing is taken from elsewhere, and outside the limit of time
/// for an answer, since files take as long as they take.
pub async fn receive(State(site): State<Site>, request: Request, next: Next) -> Response {
    if !has_files(request.headers()) {
        return next.run(request).await;
    }
    if request.uri().path() == links::ROSTER_FILES {
        return roster::receive(&site, request, next).await;
    }
    let (mut parts, body) = request.into_parts();
    let sender = match check(&site, &parts).await {
        Ok(sender) => sender,
        Err(failure) => return hang_up(failure),
    };
    let mut sent = Sent::default();
    if let Err(trouble) = sent.take(&site.files, body.into_data_stream(), sender.boundary).await {
        return hang_up_with(failure(trouble), parts.uri.path(), sent.fields);
    }
    match keep(&site, sender.person, sender.may_send, &mut sent).await {
        Ok(refused) => parts.extensions.insert(refused),
        Err(error) => return hang_up_with(error.into(), parts.uri.path(), sent.fields),
    };
    let Some(form) = forms::to_body(&sent.fields) else { return hang_up(Failure::BadRequest) };
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    parts.headers.insert(header::CONTENT_TYPE, kind);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.len()));
    hand_on(parts, Bytes::from(form), next).await
}

/// Who sends, and how the parts are told apart.
struct Sender {
    person: PersonId,
    may_send: bool,
    boundary: String,
}

/// Nothing is read before it is known that it can be taken.
async fn check(site: &Site, parts: &request::Parts) -> Result<Sender, Failure> {
    let path = parts.uri.path();
    if !(takes_files(path) || path == DraftsPath.to_string()) {
        return Err(Failure::BadRequest);
    }
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > files::limits::WHOLE) {
        return Err(Failure::FilesTooLarge);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = files::incoming::boundary(kind).ok_or(Failure::BadRequest)?;
    let (person, may_send) = site.app.db.unless_lost(sender(site, parts)).await?.ok_or(Failure::SignedOut)?;
    Ok(Sender { person, may_send, boundary })
}

/// Whose files they are: the signed-in person's, or those of somebody whose session has ended by time, whose form becomes a
/// draft. Who waits or only observes has nowhere to post them.
async fn sender(site: &Site, parts: &request::Parts) -> Result<Option<(PersonId, bool)>> {
    let (app, jar) = (&site.app, CookieJar::from_headers(&parts.headers));
    let Some(token) = sessions::token(&jar, &app.config) else { return Ok(None) };
    let hash = sessions::hash(&token);
    if let Some((viewer, _)) = directory::access::viewer(&app.db, &app.places, &hash, "NULL").await? {
        return Ok(Some((viewer.id(), !viewer.writable().is_empty())));
    }
    let Some(person) = sessions::expired_owner(&app.db, &hash).await? else { return Ok(None) };
    let active = "SELECT id FROM people WHERE id = $1 AND standing = 'active'";
    let row = app.db.conn.query_one_raw(sql(&app.db.conn, active, [person.0.into()])).await?;
    Ok(Some((person, row.is_some())))
}

/// Looks into the files and keeps those that can be taken. A form that stood on somebody else's page leaves none.
async fn keep(site: &Site, person: PersonId, may_send: bool, sent: &mut Sent) -> Result<Vec<Refused>> {
    let files = std::mem::take(&mut sent.files);
    if files.is_empty() || !may_send {
        return Ok(Vec::new());
    }
    let known = sent.fields.iter().find(|(name, value)| name == ONCE && !value.is_empty());
    let once = match known {
        Some((_, once)) => once.clone(),
        None => forms::once(),
    };
    if forms::person_of(&once).is_some_and(|other| other != person) || kernel::once::check(&once).is_err() {
        return Ok(Vec::new());
    }
    if known.is_none() {
        sent.fields.retain(|(name, _)| name != ONCE);
        sent.fields.push((ONCE.to_owned(), once.clone()));
    }
    files::receive(&site.app.db, &site.files, person, &once, files).await
}

fn failure(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::TooLarge => Failure::FilesTooLarge,
        Trouble::Broken => Failure::BadRequest,
        Trouble::TooSlow => Failure::TooSlow,
        Trouble::Disk(error) => error.into(),
    }
}
