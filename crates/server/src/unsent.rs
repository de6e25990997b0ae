//! A form that arrives after its session has ended by time: what was typed is kept for the person whose session it was.

use accounts::drafts::forms::{MOST_BYTES, Typed};
use accounts::drafts::kept::Place;
use accounts::drafts::paths::DraftsPath;
use accounts::{drafts, sessions};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use directory::guarding::{DISPUTES, paths::ReplacementsPath};
use kernel::{Error, Result};
use web::forms::wants_page;

use crate::Site;
use crate::session::{ANOTHER, is_another};

/// Keeps what was typed and tells the address of the draft. Nothing is kept, and the request stays as it is, unless
/// the form is one that is kept and the session is genuine: another origin has been refused before this.
pub async fn keep(site: &Site, token: &str, request: &mut Request) -> Result<Option<String>> {
    let path = request.uri().path().to_owned();
    // The pages of the guard carry the form on its way, and say where it belongs as the button does that keeps it.
    let to_keep = [DraftsPath.to_string(), ReplacementsPath.to_string(), DISPUTES.to_owned()].contains(&path);
    let place = Place::of(&path);
    // What our script asks on a form's way while somebody is still typing is no form that was sent, and would fill the
    // drafts with beginnings.
    let is_sent = place.is_some_and(|place| place.path == path || wants_page(request.headers()));
    if request.method() != Method::POST || !(to_keep || is_sent) || !is_form(request.headers()) {
        return Ok(None);
    }
    let Some(person) = sessions::expired_owner(&site.app.db, &sessions::hash(token)).await? else { return Ok(None) };
    if is_another(person, request) {
        return Err(Error::Conflict(ANOTHER));
    }
    let Some(body) = read(std::mem::take(request.body_mut())).await else { return Ok(None) };
    let typed = if to_keep { Typed::to_keep(&body) } else { Typed::sent_to(&path, &body) };
    match typed {
        Some(typed) => drafts::save(&site.app.db, person, &typed).await.map(Some),
        None => Ok(None),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    let form = b"application/x-www-form-urlencoded";
    kind.and_then(|kind| kind.get(..form.len())).is_some_and(|kind| kind.eq_ignore_ascii_case(form))
}

/// The text of the body; nothing when it is too long or no text.
async fn read(body: Body) -> Option<String> {
    let bytes = to_bytes(body, MOST_BYTES).await.ok()?;
    String::from_utf8(bytes.to_vec()).ok()
}
