//! All doors of the site, and what stands around them.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::{Extension, Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use web::{Failure, Routes, failure, headers};

use crate::{Site, health, home, search_page, session, setup};

/// No form of ours is larger, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;

/// Every door; `yokoito routes` prints them and a test knocks on each.
pub fn routes() -> Routes {
    web::assets::routes()
        .and(health::routes())
        .and(home::routes())
        .and(setup::routes())
        .and(search_page::routes())
        .and(accounts::routes())
        .and(directory::routes())
        .and(forum::routes())
}

/// The site as a service. From outside to inside: headers, compression, pages for failures, then the checks.
pub fn router(site: Site) -> Router {
    let app = site.app.clone();
    routes()
        .into_router()
        .fallback(|| async { Failure::NotFound.into_response() })
        .layer(Extension(site.marks.clone()))
        .layer(middleware::from_fn_with_state(site, session::identify))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), failure::dress))
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}
