//! The session middleware: turns the browser's token into the viewer of this request.

use std::sync::Arc;

use accounts::sessions;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::CookieJar;
use directory::roster::People;
use kernel::{Result, Viewer};
use web::Failure;
use web::page::Asker;

use crate::Site;

/// Middleware: who asks, and the roster as of now, for everything inside.
pub async fn identify(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let viewer = match sessions::token(&jar, &site.app.config) {
        None => Ok(None),
        Some(token) => viewer(&site, &token, &mut request).await,
    };
    let asker = match viewer {
        Ok(viewer) => Asker(viewer.map(Arc::new)),
        Err(error) => return Failure::from(error).into_response(),
    };
    request.extensions_mut().insert(asker.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(asker);
    response
}

async fn viewer(site: &Site, token: &str, request: &mut Request) -> Result<Option<Viewer>> {
    let app = &site.app;
    let Some(viewer) = directory::access::viewer(&app.db, &app.places, &sessions::hash(token)).await? else {
        return Ok(None);
    };
    let roster = site.roster.current(&app.db, &app.places, viewer.roster_version()).await?;
    request.extensions_mut().insert(People(roster));
    Ok(Some(viewer))
}
