//! One's own password over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use kernel::Error;
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use super::forms::PasswordForm;
use super::paths::MyPasswordPath;
use super::{change, views};
use crate::{people, sessions};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_signed_in().get(edit).post(update).into()
}

/// `GET /me/password`
async fn edit(_: MyPasswordPath, me: Me, page: Page) -> Result {
    Ok(page.show(views::TITLE, views::edit_page(me.is_active(), &Problems::default())))
}

/// `POST /me/password`
async fn update(
    _: MyPasswordPath,
    me: Me,
    page: Page,
    State(app): State<App>,
    jar: CookieJar,
    Form(form): Form<PasswordForm>,
) -> Result {
    let account = people::by_id(&app.db, me.id()).await?.ok_or(Error::NotFound)?;
    let password = match form.parse(&account.context()) {
        Ok(password) => password,
        Err(problems) => return Ok(refuse(&page, &me, &problems)),
    };
    if !change::is_present(&app.db, &account, &form.current).await? {
        let mut problems = Problems::default();
        problems.add("current", "いまのパスワードが違います。もう一度お確かめください。");
        return Ok(refuse(&page, &me, &problems));
    }
    let started = change::change(&app.db, &app.config.url, &me, &account, password).await?;
    let done = Done::PASSWORD_CHANGED.at(links::MY_SESSIONS);
    Ok((sessions::keep(jar, &app.config, started), Redirect::to(&done)).into_response())
}

fn refuse(page: &Page, me: &Me, problems: &Problems) -> Response {
    page.refuse(views::TITLE, views::edit_page(me.is_active(), problems))
}
