//! Whether the process is alive and whether it can answer; for the operator's watchdog.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum_extra::routing::TypedPath;
use serde::Deserialize;
use web::{App, Result, Routes};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_everybody().get(alive).get(ready).into()
}

/// `/healthz`
#[derive(TypedPath, Deserialize)]
#[typed_path("/healthz")]
struct AlivePath;

/// `/readyz`
#[derive(TypedPath, Deserialize)]
#[typed_path("/readyz")]
struct ReadyPath;

/// The process answers.
async fn alive(_: AlivePath) -> &'static str {
    "alive\n"
}

/// The database and the index answer too.
async fn ready(_: ReadyPath, State(app): State<App>) -> Result {
    app.db.ping().await?;
    if app.search.ready() {
        Ok("ready\n".into_response())
    } else {
        Ok((StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")], "the index is being built\n").into_response())
    }
}
