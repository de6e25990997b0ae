//! Requests to part a discussion.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use directory::guarding::Guarding;
use kernel::{Error, ThreadId};
use web::{App, Done, Form, Page, Problems, Query, Routes, page::Me};

use super::forms::SplitForm;
use super::paths::SplitPath;
use super::{queries, views};
use crate::posts::forms::once;
use crate::threads::policy::Arrange;
use crate::threads::queries::find;

pub fn routes() -> Routes {
    Routes::for_members().get(form).post(split).into()
}

async fn form(
    SplitPath { thread }: SplitPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let form = drafts::reopen(&app.db, &me, &SplitPath { thread }.to_string(), &query.draft).await?;
    answer_with(&app, (&me, &people, &page), thread, &form.unwrap_or_else(SplitForm::fresh), &Problems::default()).await
}

/// The form, for the first time or with what is wrong.
async fn answer_with(
    app: &App,
    (me, people, page): (&Me, &People, &Page),
    thread: ThreadId,
    form: &SplitForm,
    problems: &Problems,
) -> web::Result {
    let thread = me.may::<Arrange>(find(&app.db, me, thread).await?)?;
    let choices = queries::choices(&app.db, me, thread.id).await?;
    let view = views::SplitPage { thread: &thread, choices: &choices, form, people, places: &app.places };
    Ok(page.form(problems, views::TITLE, views::split_page(&view, problems)))
}

async fn split(
    SplitPath { thread }: SplitPath,
    me: Me,
    people: People,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<SplitForm>,
) -> web::Result {
    let permit = me.may::<Arrange>(find(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    let problems = match form.parse() {
        Ok((title, replies, reason)) => {
            let title = guarding.clear(title, Some(permit.room_id))?;
            match super::split(&app, permit, title, &replies, &reason, &form.once).await {
                Ok(location) => {
                    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
                    return Ok(Redirect::to(&Done::SPLIT.at(&location)).into_response());
                }
                Err(Error::Conflict(why)) => {
                    let mut problems = Problems::default();
                    problems.add("reply", why);
                    problems
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(problems) => problems,
    };
    answer_with(&app, (&me, &people, guarding.page()), thread, &form, &problems).await
}
