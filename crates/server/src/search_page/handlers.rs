//! `GET /search`

use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, header::RETRY_AFTER};
use axum::response::IntoResponse as _;
use axum_extra::routing::TypedPath;
use directory::People;
use serde::Deserialize;
use web::{App, Form, Me, Page, Query, Result, Routes};

use super::params::{PAGE, Params};
use super::views::{self, Shown};
use super::{find, suggestions};
use crate::synonyms::missed::Missed;

/// People shown beside discussions.
const FEW_PEOPLE: usize = 3;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).get(help).post(suggest).into()
}

/// `/search`
#[derive(TypedPath, Deserialize)]
#[typed_path("/search")]
struct SearchPath;

/// `/search/help`
#[derive(TypedPath, Deserialize)]
#[typed_path("/search/help")]
pub struct HelpPath;

/// `/search/suggestions`
#[derive(TypedPath, Deserialize)]
#[typed_path("/search/suggestions")]
struct SuggestionsPath;

/// What has been typed so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
}

/// The options of a list, for our script.
async fn suggest(
    _: SuggestionsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(typed): Form<Typed>,
) -> Result {
    let found = suggestions::find(&app, &me, &people, &typed.q).await?;
    Ok(views::options(&found).into_response())
}

async fn help(_: HelpPath, page: Page) -> Result {
    Ok(page.show("さがし方", views::help_page()))
}

async fn show(
    _: SearchPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Extension(missed): Extension<Missed>,
    page: Page,
    Query(params): Query<Params>,
) -> Result {
    let (page, now) = (page.searching(&params.q), app.db.clock.now());
    let limit = if params.is_people() { PAGE } else { FEW_PEOPLE };
    let (discussions, conditions) = params.discussions(&me, &people, &app.places, now);
    let about_people =
        params.asks_for_people(&discussions.words).then(|| params.people(&me, &discussions.words, now, limit));
    let Ok((found_people, found)) = find::ask(&app, about_people.as_ref(), &discussions).await else {
        let preparing = page.answer(StatusCode::SERVICE_UNAVAILABLE, "検索", views::preparing_page());
        return Ok(([(RETRY_AFTER, "60")], preparing).into_response());
    };
    let found_people = find::people(&people, &found_people);
    if params.is_plain(&discussions) && found.whole_total + found.partial_total + found_people.1 == 0 {
        missed.note(&me, &people, &discussions.words);
    }
    let asked = (discussions.words.as_str(), conditions.as_str());
    let instead = find::instead(&app, &me, &people, &params, asked, &found).await?;
    let advisers = find::advisers(&app, &me, &people, &params, &discussions, &instead.or_found(&found)).await?;
    let threads = find::threads(&app, &me, found).await?;
    let shown = Shown {
        params: &params,
        words: &discussions.words,
        conditions: &conditions,
        viewer: &me,
        threads: &threads,
        people: &found_people,
        advisers: &advisers,
        wider: &instead.wider,
        roster: &people,
        places: &app.places,
    };
    Ok(page.show(&views::title(&params), views::search_page(&shown)))
}
