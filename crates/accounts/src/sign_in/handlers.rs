//! Signing in and out over HTTP.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::cookie::CookieJar;
use web::page::Asker;
use web::{App, Form, Page, Query, Result, Routes, links};

use super::forms::{NextQuery, SignInForm};
use super::paths::{SignInPath, SignOutPath};
use super::{Attempt, views};
use crate::client::Client;
use crate::sessions;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_everybody().get(show).post(create).and(Routes::for_signed_in().post(destroy))
}

/// `GET /sign-in`
async fn show(_: SignInPath, asker: Asker, page: Page, Query(query): Query<NextQuery>) -> Result {
    if asker.0.is_some() {
        return Ok(Redirect::to(links::safe_next(&query.next)).into_response());
    }
    let problem = query.unsent.map(|_| views::UNSENT).or(query.kept.map(|_| views::KEPT));
    Ok(page.show("サインイン", views::sign_in_page(&SignInForm::fresh(query.next), problem)))
}

/// `POST /sign-in`
async fn create(
    _: SignInPath,
    page: Page,
    State(app): State<App>,
    client: Client,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result {
    let attempt =
        Attempt { email: &form.email, password: &form.password, is_shared: form.shared.is_some(), client: &client };
    let Some(started) = super::sign_in(&app.db, &attempt).await? else {
        super::refused(&app.db).await?;
        return Ok(page.refuse("サインイン", views::sign_in_page(&form, Some(views::WRONG))));
    };
    if let Some(old) = sessions::token(&jar, &app.config) {
        sessions::end(&app.db, &old).await?;
    }
    let jar = sessions::keep(jar, &app.config, started);
    Ok((jar, Redirect::to(links::safe_next(&form.next))).into_response())
}

/// `POST /sign-out`
async fn destroy(_: SignOutPath, State(app): State<App>, jar: CookieJar) -> Result {
    if let Some(token) = sessions::token(&jar, &app.config) {
        sessions::end(&app.db, &token).await?;
    }
    let nothing_stays =
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok((sessions::forget(jar, &app.config), [nothing_stays], Redirect::to(links::HOME)).into_response())
}
