//! Leaving over HTTP.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::cookie::CookieJar;
use directory::People;
use directory::members::sole_offices;
use files::handlers::Arrival;
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use super::forms::LeavingForm;
use super::paths::{DataPath, LeavingPath};
use super::{Left, bundle, leave, views};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).post(go).get(data).into()
}

async fn show(_: LeavingPath, me: Me, State(app): State<App>, page: Page) -> Result {
    let offices = sole_offices(&app.db.conn, me.id(), app.db.clock.now(), &app.places).await?;
    Ok(page.show(views::TITLE, views::leaving_page(&offices, &Problems::default(), &app.places)))
}

async fn go(
    _: LeavingPath,
    me: Me,
    people: People,
    State(app): State<App>,
    (arrival, jar): (Arrival, CookieJar),
    page: Page,
    Form(form): Form<LeavingForm>,
) -> Result {
    let mut problems = form.check()?;
    if !problems.is_empty() {
        return Ok(page.refuse(views::TITLE, views::leaving_page(&[], &problems, &app.places)));
    }
    match leave(&app, &arrival.files, &people, &me, &form.password).await? {
        Left::Gone => {
            let jar = accounts::sessions::forget(jar, &app.config);
            Ok((jar, Redirect::to(&Done::LEFT.at(links::HOME))).into_response())
        }
        Left::WrongPassword => {
            problems.add("password", "パスワードが違います。もう一度お確かめください。");
            Ok(page.refuse(views::TITLE, views::leaving_page(&[], &problems, &app.places)))
        }
        Left::Needed(offices) => Ok(page.conflict(views::TITLE, views::leaving_page(&offices, &problems, &app.places))),
    }
}

async fn data(_: DataPath, me: Me, people: People, State(app): State<App>) -> Result {
    let bytes = bundle::of(&app, &me, &people).await?;
    let name = "attachment; filename=\"yokoito-data.zip\"";
    let headers = [(header::CONTENT_TYPE, "application/zip"), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
