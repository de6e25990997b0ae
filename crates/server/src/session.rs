//! The session middleware: turns the browser's token into the viewer of this request.

use std::sync::Arc;

use accounts::sessions;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use directory::roster::People;
use kernel::{Result, Viewer, audit};
use tracing::warn;
use web::page::Asker;
use web::{Failure, links};

use crate::{Site, unsent};

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
        Ok(Who::Late(draft)) => return Redirect::to(&links::sign_in_to_go_on(&draft)).into_response(),
        Err(error) => return Failure::from(error).into_response(),
    };
    request.extensions_mut().insert(asker.clone());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if let (Some(viewer), Some(Failure::Forbidden)) = (&asker.0, response.extensions().get()) {
        note_refusal(&site, viewer, &path).await;
    }
    response.extensions_mut().insert(asker);
    response
}

/// Who asks.
enum Who {
    /// Nobody who is signed in.
    Nobody,
    /// A signed-in person.
    Viewer(Arc<Viewer>),
    /// Somebody whose session had ended when the form arrived; what was typed is kept at this address.
    Late(String),
}

async fn visitor(site: &Site, token: &str, request: &mut Request) -> Result<Who> {
    if let Some(viewer) = viewer(site, token, request).await? {
        return Ok(Who::Viewer(Arc::new(viewer)));
    }
    Ok(unsent::keep(site, token, request).await?.map_or(Who::Nobody, Who::Late))
}

/// Who tried what they may not do is written down; failing at that must not change the answer.
async fn note_refusal(site: &Site, viewer: &Viewer, path: &str) {
    let noted = async {
        let tx = site.app.db.begin().await?;
        audit::note(&tx, Some(viewer.id()), "refused", path, "").await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        warn!(cause = %error, "could not write down a refusal");
    }
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
