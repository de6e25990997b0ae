//! All doors of the site, and what stands around them.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Router, middleware};
use kernel::Error;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use web::{App, Failure, Routes, arrival, failure, headers, progress};

use crate::{
    Site, activity, health, home, leaving, mail, profiles, saved_searches, search_page, session, setup, synonyms,
    uploads,
};

/// For an answer, once the request is there.
const PATIENCE: Duration = Duration::from_secs(20);

/// Every door; `yokoito routes` prints them and a test knocks on each.
pub fn routes() -> Routes {
    for_whoever_it_is().and(for_a_viewer())
}

/// Doors that do not ask who knocks, and so stay open while the database is away.
fn for_whoever_it_is() -> Routes {
    web::assets::routes().and(health::routes())
}

fn for_a_viewer() -> Routes {
    home::routes()
        .and(setup::routes())
        .and(search_page::routes())
        .and(saved_searches::handlers::routes())
        .and(profiles::handlers::routes())
        .and(leaving::handlers::routes())
        .and(mail::handlers::routes())
        .and(activity::handlers::routes())
        .and(synonyms::handlers::routes())
        .and(progress::routes())
        .and(accounts::routes())
        .and(directory::routes())
        .and(forum::routes())
}

/// The site as a service. From outside to inside: headers, compression, pages for failures, then the checks.
pub fn router(site: Site) -> Router {
    let app = site.app.clone();
    for_a_viewer()
        .into_router()
        .fallback(|| async { Failure::NotFound.into_response() })
        .layer(Extension(site.marks.clone()))
        .layer(Extension(Arc::clone(&site.roster)))
        .layer(Extension(site.missed.clone()))
        .layer(Extension(site.guards.clone()))
        .layer(Extension(site.files.clone()))
        .layer(Extension(site.progress.clone()))
        .layer(middleware::from_fn_with_state(site.clone(), session::identify))
        .merge(for_whoever_it_is().into_router())
        .layer(middleware::from_fn_with_state(app.clone(), unless_lost))
        .layer(middleware::from_fn(to_its_end))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(middleware::from_fn_with_state(site, uploads::receive))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(arrival::receive))
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), failure::dress))
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}

/// Middleware: nobody waits for a database that does not answer.
async fn unless_lost(State(app): State<App>, request: Request, next: Next) -> Response {
    let answer = app.db.unless_lost(async { Ok::<_, Error>(next.run(request).await) });
    answer.await.unwrap_or_else(|error| Failure::from(error).into_response())
}

/// Middleware: a form that has arrived is worked on to its end, even if its sender has pressed the button again or closed
/// the window meanwhile: what has been counted as an attempt is given back, and nothing stays half done.
async fn to_its_end(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(answer) => answer,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}
