//! Requests to move a discussion.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use kernel::once::effect;
use web::{App, Done, Form, Page, Problems, Routes, links, page::Me};

use super::forms::{AnswerForm, MoveForm};
use super::paths::{AnswerPath, CancellationPath, CompletionPath, MovePath, MyMovesPath};
use super::policy::{Move, Place};
use super::queries::Wish;
use super::{queries, views};
use crate::posts::forms::{Confirmation, once};
use crate::threads::paths::ThreadPath;
use crate::threads::policy::Arrange;
use crate::threads::queries::{Thread, find};

pub fn routes() -> Routes {
    Routes::for_members().get(form).post(wish).post(carry_out).post(call_off).get(mine).post(answer).into()
}

async fn form(
    MovePath { thread }: MovePath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let thread = find(&app.db, &me, thread).await?;
    me.may::<Arrange>(thread.clone())?;
    answer_with(&app, (&me, &people, &page), &thread, &MoveForm::fresh(), &Problems::default()).await
}

/// The form, for the first time or with what is wrong.
async fn answer_with(
    app: &App,
    (me, people, page): (&Me, &People, &Page),
    thread: &Thread,
    form: &MoveForm,
    problems: &Problems,
) -> web::Result {
    let wish = queries::of_thread(&app.db, me, thread.id).await?;
    let view = views::MovePage { viewer: me, thread, wish: wish.as_ref(), form, people, places: &app.places };
    Ok(page.form(problems, views::TITLE, views::move_page(&view, problems)))
}

async fn wish(
    MovePath { thread }: MovePath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<MoveForm>,
) -> web::Result {
    let thread = find(&app.db, &me, thread).await?;
    me.may::<Arrange>(thread.clone())?;
    once(&form.once)?;
    let problems = match form.parse(&me, &people, &app.places, thread.room_id) {
        Ok((to, reason)) => {
            let place = me.may::<Move>(Place { thread: thread.clone(), to })?;
            match super::wish(&app, &people, place, &reason, &form.once).await {
                Ok(done) => return Ok(Redirect::to(&done.at(&after(done, &thread))).into_response()),
                Err(Error::Conflict(why)) => at_room(why),
                Err(error) => return Err(error.into()),
            }
        }
        Err(problems) => problems,
    };
    answer_with(&app, (&me, &people, &page), &thread, &form, &problems).await
}

fn after(done: Done, thread: &Thread) -> String {
    if done == Done::MOVED {
        ThreadPath { thread: thread.id }.to_string()
    } else {
        MovePath { thread: thread.id }.to_string()
    }
}

async fn carry_out(
    CompletionPath { thread }: CompletionPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    let thread = find(&app.db, &me, thread).await?;
    let location = match open_wish(&app, &me, &thread, &form.once).await? {
        Ended::Already(location) => location,
        Ended::Open(wish) => {
            let place = me.may::<Move>(Place { thread, to: wish.to_room_id })?;
            super::carry_out(&app, place, &wish, once(&form.once)?).await?
        }
    };
    Ok(Redirect::to(&Done::MOVED.at(&location)).into_response())
}

async fn call_off(
    CancellationPath { thread }: CancellationPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    let thread = find(&app.db, &me, thread).await?;
    let location = match open_wish(&app, &me, &thread, &form.once).await? {
        Ended::Already(location) => location,
        Ended::Open(wish) => super::call_off(&app, me.may::<Arrange>(thread)?, &wish, once(&form.once)?).await?,
    };
    Ok(Redirect::to(&Done::MOVE_CALLED_OFF.at(&location)).into_response())
}

/// Whether the form has ended the wish already.
enum Ended {
    Already(String),
    Open(Wish),
}

async fn open_wish(app: &App, me: &Me, thread: &Thread, once: &str) -> kernel::Result<Ended> {
    me.may::<Arrange>(thread.clone())?;
    if let Some(location) = effect(&app.db, me.id(), &super::ending(thread.id), once).await? {
        return Ok(Ended::Already(location));
    }
    let wish = queries::of_thread(&app.db, me, thread.id).await?;
    wish.map(Ended::Open).ok_or(Error::Conflict(super::OVER))
}

async fn mine(MyMovesPath: MyMovesPath, me: Me, people: People, page: Page, State(app): State<App>) -> web::Result {
    let wishes = queries::asked(&app.db, &me).await?;
    Ok(page.show(views::MINE, views::own_page(&me, &wishes, &people, &app.places)))
}

async fn answer(
    AnswerPath { wish }: AnswerPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<AnswerForm>,
) -> web::Result {
    super::answer(&app, &me, wish, form.agrees == "1").await?;
    Ok(Redirect::to(&Done::MOVE_ANSWERED.at(links::MY_MOVES)).into_response())
}

fn at_room(why: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add("room", why);
    problems
}
