//! Resets over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::cookie::CookieJar;
use web::{App, Form, Page, Problems, Query, Result, Routes};

use super::asking::Wish;
use super::forms::{CodeForm, ForgottenForm, ResetForm, SentQuery};
use super::opening::{self, New, Opened};
use super::paths::{CodePath, ForgottenPath, ResetPath};
use super::{asking, views};
use crate::client::{Browser, Client};
use crate::devices;
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
    let form = ForgottenForm { once: web::forms::once(), ..ForgottenForm::default() };
    Ok(page.show(views::FORGOTTEN, views::forgotten_page(&form, &Problems::default())))
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
    asking::ask(&app.db, &app.config.url, Wish { email: &email, once: &form.once }, &client).await?;
    Ok(Redirect::to(views::SENT).into_response())
}

/// `GET /password/code`
async fn show_code(_: CodePath, page: Page, Query(query): Query<SentQuery>) -> Result {
    let form = CodeForm { once: web::forms::once(), ..CodeForm::default() };
    Ok(page.show(views::CODE, views::code_page(&form, &Problems::default(), query.sent.is_some())))
}

/// `POST /password/code`
async fn reset_by_code(
    _: CodePath,
    page: Page,
    State(app): State<App>,
    client: Client,
    browser: Browser,
    Form(form): Form<CodeForm>,
) -> Result {
    let refuse = |problems| Ok(page.refuse(views::CODE, views::code_page(&form, &problems, false)));
    let typed = match form.parse() {
        Ok(typed) => typed,
        Err(problems) => return refuse(problems),
    };
    let Some(opened) = opening::by_code(&app.db, &client, &typed.email, &typed.code).await? else {
        if opening::is_done(&app.db, &form.once).await? {
            return Ok(Redirect::to(views::DONE).into_response());
        }
        return refuse(problem("code", views::WRONG_CODE));
    };
    match Password::parse(&form.password, &opened.account.context()) {
        Err(sentence) => refuse(problem("password", &sentence)),
        Ok(password) => complete(&app, &page, &opened, New { password, once: &form.once, browser }).await,
    }
}

/// `GET /password/reset/{token}`: opening the link uses nothing up.
async fn show(ResetPath { token }: ResetPath, page: Page, State(app): State<App>) -> Result {
    Ok(match opening::by_token(&app.db, &token).await? {
        Some(_) => page.show(views::RESET, views::reset_page(&token, &web::forms::once(), &Problems::default())),
        None => page.answer(StatusCode::NOT_FOUND, views::OVER, views::over_page()),
    })
}

/// `POST /password/reset/{token}`
async fn reset_by_link(
    ResetPath { token }: ResetPath,
    page: Page,
    State(app): State<App>,
    browser: Browser,
    Form(form): Form<ResetForm>,
) -> Result {
    let once = &form.once;
    let Some(opened) = opening::by_token(&app.db, &token).await? else { return over(&app, &page, once).await };
    match Password::parse(&form.password, &opened.account.context()) {
        Err(sentence) => {
            Ok(page.refuse(views::RESET, views::reset_page(&token, once, &problem("password", &sentence))))
        }
        Ok(password) => complete(&app, &page, &opened, New { password, once, browser }).await,
    }
}

/// Nobody is signed in by a reset: whoever holds the letter still has to know the password. But the device is known from
/// now on, so that no lock stands in the way of using it.
async fn complete(app: &App, page: &Page, opened: &Opened, new: New<'_>) -> Result {
    let once = new.once;
    match opening::complete(&app.db, &app.config.url, opened, new).await? {
        Some(device) => {
            let jar = devices::keep(CookieJar::new(), &app.config, device);
            Ok((jar, Redirect::to(views::DONE)).into_response())
        }
        None => over(app, page, once).await,
    }
}

/// A form that is sent twice has had its effect; any other is too late.
async fn over(app: &App, page: &Page, once: &str) -> Result {
    if opening::is_done(&app.db, once).await? {
        return Ok(Redirect::to(views::DONE).into_response());
    }
    Ok(page.answer(StatusCode::NOT_FOUND, views::OVER, views::over_page()))
}

fn problem(field: &'static str, sentence: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add(field, sentence);
    problems
}
