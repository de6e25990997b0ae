//! Requests to learn who wrote a text.

use accounts::passwords;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use web::{App, Done, Form, Page, Problems, Routes, page::Me};

use super::forms::{AskForm, ConfirmForm, NO_PASSWORD, WRONG_PASSWORD};
use super::paths::{ConfirmationPath, ReplyUnmaskingPath, ThreadUnmaskingPath, UnmaskingPath, UnmaskingsPath};
use super::policy::{Ask, Asked, Confirm};
use super::{queries, views};
use crate::posts::forms::once;
use crate::posts::queries::{Written, find_opening, find_reply};

pub fn routes() -> Routes {
    let asking = Routes::for_members().get(about_opening).post(ask_opening).get(about_reply).post(ask_reply);
    asking.get(index).get(show).post(confirm).into()
}

async fn about_opening(
    ThreadUnmaskingPath { thread }: ThreadUnmaskingPath,
    me: Me,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    about(&me, &page, find_opening(&app.db, &me, thread).await?)
}

async fn about_reply(
    ReplyUnmaskingPath { reply }: ReplyUnmaskingPath,
    me: Me,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    about(&me, &page, find_reply(&app.db, &me, reply).await?)
}

fn about(me: &Me, page: &Page, post: Written) -> web::Result {
    let asked = me.may::<Ask>(Asked::by(me, post))?;
    Ok(page.show(views::ASK, views::ask_page(&asked.post, &AskForm::fresh(), &Problems::default())))
}

async fn ask_opening(
    ThreadUnmaskingPath { thread }: ThreadUnmaskingPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<AskForm>,
) -> web::Result {
    let post = find_opening(&app.db, &me, thread).await?;
    ask(&app, (&me, &people, &page), post, form).await
}

async fn ask_reply(
    ReplyUnmaskingPath { reply }: ReplyUnmaskingPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<AskForm>,
) -> web::Result {
    let post = find_reply(&app.db, &me, reply).await?;
    ask(&app, (&me, &people, &page), post, form).await
}

async fn ask(app: &App, (me, people, page): (&Me, &People, &Page), post: Written, form: AskForm) -> web::Result {
    let again = Asked::by(me, post.clone()).post;
    let permit = me.may::<Ask>(Asked::by(me, post))?;
    once(&form.once)?;
    let problems = match form.parse() {
        Ok(_) if !passwords::is_present(&app.db, me, &form.password).await? => wrong("password", WRONG_PASSWORD),
        Ok(reason) => match super::ask(app, people, permit, &reason, &form.once).await {
            Ok(location) => return Ok(Redirect::to(&Done::UNMASKING_ASKED.at(&location)).into_response()),
            Err(Error::Conflict(why)) => wrong("reason", why),
            Err(error) => return Err(error.into()),
        },
        Err(problems) => problems,
    };
    Ok(page.refuse(views::ASK, views::ask_page(&again, &form, &problems)))
}

async fn index(
    UnmaskingsPath: UnmaskingsPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    if !queries::has_office(&me) {
        return Err(Error::Forbidden.into());
    }
    let requests = queries::open_to(&app.db, &me).await?;
    Ok(page.show(views::TITLE, views::index_page(&me, &requests, &people, &app.places)))
}

async fn show(
    UnmaskingPath { unmasking }: UnmaskingPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let request = queries::find(&app.db, &me, unmasking).await?;
    let view = views::RequestPage { viewer: &me, request: &request, people: &people, places: &app.places };
    Ok(page.show(views::SHOW, views::show_page(&view, &Problems::default())))
}

/// The answer holds the name, and nothing leads there again.
async fn confirm(
    ConfirmationPath { unmasking }: ConfirmationPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ConfirmForm>,
) -> web::Result {
    let request = queries::find(&app.db, &me, unmasking).await?;
    let permit = me.may::<Confirm>(request.clone())?;
    let problems = if form.password.is_empty() {
        wrong("password", NO_PASSWORD)
    } else if passwords::is_present(&app.db, &me, &form.password).await? {
        match super::confirm(&app, &people, permit).await {
            Ok(author) => return Ok(page.show(views::NAME, views::name_page(author, &request, &people, &app.places))),
            Err(Error::Conflict(why)) => wrong("password", why),
            Err(error) => return Err(error.into()),
        }
    } else {
        wrong("password", WRONG_PASSWORD)
    };
    let view = views::RequestPage { viewer: &me, request: &request, people: &people, places: &app.places };
    Ok(page.refuse(views::SHOW, views::show_page(&view, &problems)))
}

fn wrong(field: &'static str, why: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add(field, why);
    problems
}
