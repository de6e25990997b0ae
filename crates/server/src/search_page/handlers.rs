//! `GET /search`

use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::routing::TypedPath;
use directory::People;
use serde::Deserialize;
use web::{App, Me, Page, Query, Result, Routes};

use super::find;
use super::params::{PAGE, Params};
use super::views::{self, Shown};

/// People shown beside discussions.
const FEW_PEOPLE: usize = 3;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

/// `/search`
#[derive(TypedPath, Deserialize)]
#[typed_path("/search")]
struct SearchPath;

async fn show(
    _: SearchPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(params): Query<Params>,
) -> Result {
    let page = page.searching(&params.q);
    if !app.search.ready() {
        return Ok(page.answer(StatusCode::SERVICE_UNAVAILABLE, "検索", views::preparing_page()));
    }
    let now = app.db.clock.now();
    let limit = if params.is_people() { PAGE } else { FEW_PEOPLE };
    let found_people = if params.words().trim().is_empty() && !params.is_people() {
        (Vec::new(), 0)
    } else {
        find::people(&app, &people, &params.people(&me, now, limit)).await?
    };
    let threads = find::threads(&app, &me, &params.discussions(&me, &app.places, now)).await?;
    let shown = Shown {
        params: &params,
        viewer: &me,
        threads: &threads,
        people: &found_people,
        roster: &people,
        places: &app.places,
    };
    Ok(page.show(&views::title(&params), views::search_page(&shown)))
}
