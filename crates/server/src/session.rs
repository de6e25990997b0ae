//! The session middleware: turns the browser's token into the viewer of this request.

use std::sync::Arc;

use accounts::sessions;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use directory::people::Reader;
use directory::roster::People;
use forum::notices;
use kernel::db::aside;
use kernel::{PersonId, Result, Viewer, audit};
use web::arrival::TypedBy;
use web::page::Asker;
use web::{Failure, forms, links};

use crate::{Site, unsent};

/// Said when a form was filled in by one person and sent while another was signed in.
pub const ANOTHER: &str = "この画面を開いた方と、いまサインインしている方が違うため、受け付けませんでした。\
    入力された内容は、投稿も保存もされていません。ご本人がサインインし直してから、もう一度入力してください。";

/// Middleware: who asks, and the roster as of now, for everything inside.
pub async fn identify(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let who = match sessions::token(&jar, &site.app.config) {
        None => Ok(Who::Nobody),
        Some(token) => visitor(&site, &token, &mut request).await,
    };
    let asker = match who {
        Ok(Who::Nobody) => Asker(None),
        Ok(Who::Viewer(viewer)) => Asker(Some(viewer)),
        Ok(Who::Another(viewer)) => return another(viewer),
        Ok(Who::Late(draft)) => return Redirect::to(&links::sign_in_to_go_on(&draft)).into_response(),
        Err(error) => return Failure::from(error).into_response(),
    };
    request.extensions_mut().insert(asker.clone());
    let path = request.uri().path().to_owned();
    let mut response = match &asker.0 {
        Some(viewer) => forms::asked_by(viewer.id(), next.run(request)).await,
        None => next.run(request).await,
    };
    if let (Some(viewer), Some(Failure::Forbidden)) = (&asker.0, response.extensions().get()) {
        note_refusal(&site, viewer, path).await;
    }
    response.extensions_mut().insert(asker);
    response
}

/// Whether the answer may be a page whose header counts what is new.
fn shows_pages_to(viewer: &Viewer, request: &Request) -> bool {
    request.method() == Method::GET && viewer.is_active() && !viewer.is_outside()
}

/// Who asks.
enum Who {
    /// Nobody who is signed in.
    Nobody,
    /// A signed-in person.
    Viewer(Arc<Viewer>),
    /// A signed-in person in whose name a form of somebody else was sent from the same browser.
    Another(Arc<Viewer>),
    /// Somebody whose session had ended when the form arrived; what was typed is kept at this address.
    Late(String),
}

async fn visitor(site: &Site, token: &str, request: &mut Request) -> Result<Who> {
    if let Some(viewer) = viewer(site, token, request).await? {
        let (is_another, viewer) = (is_another(viewer.id(), request), Arc::new(viewer));
        return Ok(if is_another { Who::Another(viewer) } else { Who::Viewer(viewer) });
    }
    Ok(unsent::keep(site, token, request).await?.map_or(Who::Nobody, Who::Late))
}

/// Whether a form was filled in by somebody else than whose session it came with.
pub fn is_another(person: PersonId, request: &Request) -> bool {
    request.extensions().get::<TypedBy>().is_some_and(|by| by.0 != person)
}

/// Nothing is posted in the name of whoever signed in meanwhile, or kept for them; the page gives back what was typed.
fn another(viewer: Arc<Viewer>) -> Response {
    let mut response = Failure::Conflict(ANOTHER).into_response();
    response.extensions_mut().insert(Asker(Some(viewer)));
    response
}

/// Who tried what they may not do is written down; failing at that must not change the answer.
async fn note_refusal(site: &Site, viewer: &Viewer, path: String) {
    let (db, person) = (site.app.db.clone(), viewer.id());
    let noted = async move {
        let tx = db.begin().await?;
        audit::note(&tx, Some(person), "refused", &path, "").await?;
        tx.commit().await
    };
    aside("a refusal", noted).await;
}

async fn viewer(site: &Site, token: &str, request: &mut Request) -> Result<Option<Viewer>> {
    let app = &site.app;
    let hash = sessions::hash(token);
    let Some((viewer, bell)) = directory::access::viewer(&app.db, &app.places, &hash, &notices::bell_column()).await?
    else {
        return Ok(None);
    };
    let roster = site.roster.current(&app.db, &app.places, viewer.roster_version()).await?;
    if shows_pages_to(&viewer, request) {
        let reader = Reader { viewer: &viewer, people: &roster, places: &app.places };
        let seen = site.marks.seen_by(&viewer);
        request.extensions_mut().insert(notices::bell(&app.db, reader, &seen, &bell.unwrap_or_default()).await?);
    }
    request.extensions_mut().insert(People(roster));
    Ok(Some(viewer))
}
