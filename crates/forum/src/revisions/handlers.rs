//! Requests for histories.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use serde::Deserialize;
use web::{App, Form, Page, Query, Routes, page::Me};

use super::paths::{ReplyHistoryPath, ReplyRemovalPath, ThreadHistoryPath, ThreadRemovalPath, history_location};
use super::queries::history;
use super::views::{HistoryPage, TITLE, history_page};
use crate::posts::forms::{Confirmation, once};
use crate::posts::policy::EraseVersion;
use crate::posts::queries::{Written, find_opening, find_reply};

pub fn routes() -> Routes {
    Routes::for_members().get(of_opening).get(of_reply).post(remove_of_opening).post(remove_of_reply).into()
}

/// Where the page begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Params {
    before: String,
}

async fn of_opening(
    ThreadHistoryPath { thread }: ThreadHistoryPath,
    me: Me,
    people: People,
    page: Page,
    Query(params): Query<Params>,
    State(app): State<App>,
) -> web::Result {
    let post = find_opening(&app.db, &me, thread).await?;
    show(&me, &people, &page, &app, &params, post).await
}

async fn of_reply(
    ReplyHistoryPath { reply }: ReplyHistoryPath,
    me: Me,
    people: People,
    page: Page,
    Query(params): Query<Params>,
    State(app): State<App>,
) -> web::Result {
    let post = find_reply(&app.db, &me, reply).await?;
    show(&me, &people, &page, &app, &params, post).await
}

async fn show(me: &Me, people: &People, page: &Page, app: &App, params: &Params, post: Written) -> web::Result {
    let history = history(&app.db, me, &post, params.before.parse().ok()).await?;
    let view = HistoryPage { viewer: me, people, places: &app.places, post: &post, history: &history };
    Ok(page.show(TITLE, history_page(&view)))
}

async fn remove_of_opening(
    ThreadRemovalPath { thread, version }: ThreadRemovalPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    remove(&me, &app, find_opening(&app.db, &me, thread).await?, version, &form).await
}

async fn remove_of_reply(
    ReplyRemovalPath { reply, version }: ReplyRemovalPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    remove(&me, &app, find_reply(&app.db, &me, reply).await?, version, &form).await
}

async fn remove(me: &Me, app: &App, post: Written, version: i64, form: &Confirmation) -> web::Result {
    let location = history_location(post.thread_id, post.id);
    let post = me.may::<EraseVersion>(post)?;
    super::remove(&app.db, post, version, once(&form.once)?, &location).await?;
    Ok(Redirect::to(&location).into_response())
}
