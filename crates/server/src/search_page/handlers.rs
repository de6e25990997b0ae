//! `GET /search`

use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, header::RETRY_AFTER};
use axum::response::IntoResponse as _;
use axum_extra::routing::TypedPath;
use directory::People;
use serde::Deserialize;
use web::{App, Form, Me, Page, Query, Result, Routes};

use super::answer::answer;
use super::params::Params;
use super::suggestions;
use super::views::{self, Shown};
use crate::synonyms::missed::Missed;

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
    let page = page.searching(&params.q);
    let Some(answer) = answer(&app, &me, &people, &params).await? else {
        let preparing = page.answer(StatusCode::SERVICE_UNAVAILABLE, "検索", views::preparing_page());
        return Ok(([(RETRY_AFTER, "60")], preparing).into_response());
    };
    if answer.is_missed {
        missed.note(&me, &people, &answer.words);
    }
    let shown = Shown { params: &params, viewer: &me, answer: &answer, roster: &people, places: &app.places };
    Ok(page.show(&views::title(&params), views::search_page(&shown)))
}
