//! Signing in and out over HTTP.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use kernel::Error;
use web::page::Asker;
use web::{App, Form, Page, Query, Result, Routes, links};

use super::Attempt;
use super::forms::{NextQuery, SignInForm};
use super::paths::{SignInPath, SignOutPath};
use super::views::{self, Remark};
use crate::client::{Browser, Client};
use crate::{devices, sessions};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_everybody().get(show).post(create).and(Routes::for_signed_in().post(destroy))
}

/// `GET /sign-in`
async fn show(_: SignInPath, asker: Asker, page: Page, Query(query): Query<NextQuery>) -> Result {
    if asker.0.is_some() {
        return Ok(Redirect::to(links::safe_next(&query.next)).into_response());
    }
    let remark = Remark::after(&query);
    Ok(page.show(views::TITLE, views::sign_in_page(&SignInForm::fresh(query.next), remark)))
}

/// `POST /sign-in`
async fn create(
    _: SignInPath,
    page: Page,
    State(app): State<App>,
    client: Client,
    browser: Browser,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result {
    let (email, password, is_shared) = (&form.email, &form.password, form.shared.is_some());
    let attempt = Attempt { email, password, is_shared, client: &client, browser };
    let signed_in = match super::sign_in(&app.db, &app.config.url, attempt).await {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return Ok(page.refuse(views::TITLE, views::sign_in_page(&form, Some(Remark::Wrong)))),
        Err(Error::TooMany(seconds)) => return Ok(locked(&page, &form, seconds)),
        Err(error) => return Err(error.into()),
    };
    let session = sessions::keep(jar, &app.config, signed_in.session);
    let device = devices::keep(CookieJar::new(), &app.config, signed_in.device);
    Ok((session, device, Redirect::to(links::safe_next(&form.next))).into_response())
}

/// Tells how long it takes, and what helps at once.
fn locked(page: &Page, form: &SignInForm, seconds: i64) -> Response {
    let main = views::sign_in_page(form, Some(Remark::Locked(seconds)));
    let wait = [(header::RETRY_AFTER, seconds.to_string())];
    (wait, page.answer(StatusCode::TOO_MANY_REQUESTS, views::TITLE, main)).into_response()
}

/// `POST /sign-out`
async fn destroy(_: SignOutPath, State(app): State<App>, jar: CookieJar) -> Result {
    if let Some(token) = sessions::token(&jar, &app.config) {
        super::sign_out(&app.db, &token).await?;
    }
    let nothing_stays =
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok((sessions::forget(jar, &app.config), [nothing_stays], Redirect::to(links::HOME)).into_response())
}
