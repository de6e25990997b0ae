//! Resets over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use web::{App, Form, Page, Problems, Query, Result, Routes};

use super::forms::{CodeForm, ForgottenForm, ResetForm, SentQuery};
use super::opening::{self, Opened};
use super::paths::{CodePath, ForgottenPath, ResetPath};
use super::{asking, views};
use crate::client::Client;
use crate::passwords::Password;
use crate::people::parse_email;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_everybody()
        .get(forgotten)
        .post(ask)
        .get(show_code)
        .post(reset_by_code)
        .get(show)
        .post(reset_by_link)
        .into()
}

/// `GET /password/forgotten`
async fn forgotten(_: ForgottenPath, page: Page) -> Result {
    Ok(page.show(views::FORGOTTEN, views::forgotten_page(&ForgottenForm::default(), &Problems::default())))
}

/// `POST /password/forgotten`
async fn ask(
    _: ForgottenPath,
    page: Page,
    State(app): State<App>,
    client: Client,
    Form(form): Form<ForgottenForm>,
) -> Result {
    let mut problems = Problems::default();
    let email = problems.take("email", parse_email(&form.email));
    if !problems.is_empty() {
        return Ok(page.refuse(views::FORGOTTEN, views::forgotten_page(&form, &problems)));
    }
    asking::ask(&app.db, &app.config.url, &email, &client).await?;
    Ok(Redirect::to(views::SENT).into_response())
}

/// `GET /password/code`
async fn show_code(_: CodePath, page: Page, Query(query): Query<SentQuery>) -> Result {
    let is_sent = query.sent.is_some();
    Ok(page.show(views::CODE, views::code_page(&CodeForm::default(), &Problems::default(), is_sent)))
}

/// `POST /password/code`
async fn reset_by_code(
    _: CodePath,
    page: Page,
    State(app): State<App>,
    client: Client,
    Form(form): Form<CodeForm>,
) -> Result {
    let refuse = |problems| Ok(page.refuse(views::CODE, views::code_page(&form, &problems, false)));
    let typed = match form.parse() {
        Ok(typed) => typed,
        Err(problems) => return refuse(problems),
    };
    let Some(opened) = opening::by_code(&app.db, &client, &typed.email, &typed.code).await? else {
        return refuse(problem("code", views::WRONG_CODE));
    };
    match Password::parse(&form.password, &opened.account.context()) {
        Err(sentence) => refuse(problem("password", &sentence)),
        Ok(password) => complete(&app, &page, &opened, password).await,
    }
}

/// `GET /password/reset/{token}`: opening the link uses nothing up.
async fn show(ResetPath { token }: ResetPath, page: Page, State(app): State<App>) -> Result {
    Ok(match opening::by_token(&app.db, &token).await? {
        Some(_) => page.show(views::RESET, views::reset_page(&token, &Problems::default())),
        None => over(&page),
    })
}

/// `POST /password/reset/{token}`
async fn reset_by_link(
    ResetPath { token }: ResetPath,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ResetForm>,
) -> Result {
    let Some(opened) = opening::by_token(&app.db, &token).await? else { return Ok(over(&page)) };
    match Password::parse(&form.password, &opened.account.context()) {
        Err(sentence) => Ok(page.refuse(views::RESET, views::reset_page(&token, &problem("password", &sentence)))),
        Ok(password) => complete(&app, &page, &opened, password).await,
    }
}

/// Nobody is signed in by a reset: whoever holds the letter still has to know the password.
async fn complete(app: &App, page: &Page, opened: &Opened, password: Password) -> Result {
    if opening::complete(&app.db, &app.config.url, opened, password).await? {
        Ok(Redirect::to(views::DONE).into_response())
    } else {
        Ok(over(page))
    }
}

fn over(page: &Page) -> Response {
    page.answer(StatusCode::NOT_FOUND, views::OVER, views::over_page())
}

fn problem(field: &'static str, sentence: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add(field, sentence);
    problems
}
