//! Requests for following.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use web::{App, Done, Form, Page, Problems, Routes, links, page::Me};

use super::followed::shown;
use super::forms::{FollowForm, SettingsForm};
use super::paths::{FollowPath, SettingsPath};
use super::{Subject, queries, views};

pub fn routes() -> Routes {
    Routes::for_members().get(choose).post(follow).get(edit).post(update).into()
}

/// For who comes by a link in a letter, or by Back.
async fn choose(
    FollowPath { subject }: FollowPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let subject = Subject::parse(&subject).ok_or(Error::NotFound)?;
    let shown = subject.shown(&app.db, &me, &people, &app.places).await?;
    Ok(page.show(views::FOLLOW, views::follow_page(&shown, page.bell())))
}

async fn follow(
    FollowPath { subject }: FollowPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<FollowForm>,
) -> web::Result {
    let subject = Subject::parse(&subject).ok_or(Error::NotFound)?;
    let shown = subject.shown(&app.db, &me, &people, &app.places).await?;
    super::set(&app.db, &me, &subject, form.parse()?).await?;
    Ok(Redirect::to(&done(&shown.href)).into_response())
}

/// The page may have parameters of its own.
fn done(href: &str) -> String {
    match href.split_once('?') {
        Some((path, query)) => format!("{}&{query}", Done::FOLLOW_SAVED.at(path)),
        None => Done::FOLLOW_SAVED.at(href),
    }
}

async fn edit(_: SettingsPath, me: Me, people: People, page: Page, State(app): State<App>) -> web::Result {
    let settings = queries::own(&app.db, &me, page.bell()).await?;
    let followed = shown(&app.db, &me, &people, &app.places, page.bell()).await?;
    let main = views::settings_page(&SettingsForm::of(&settings), &Problems::default(), &followed);
    Ok(page.show(views::SETTINGS, main))
}

async fn update(
    _: SettingsPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<SettingsForm>,
) -> web::Result {
    crate::posts::forms::once(&form.once)?;
    match form.parse() {
        Ok(settings) => {
            super::save(&app.db, &me, &settings).await?;
            Ok(Redirect::to(&Done::NOTICE_SETTINGS_SAVED.at(links::MY_NOTICE_SETTINGS)).into_response())
        }
        Err(problems) => {
            // Only pages that are opened know what is followed.
            let bell = queries::followed(&app.db, &me).await?;
            let followed = shown(&app.db, &me, &people, &app.places, &bell).await?;
            Ok(page.refuse(views::SETTINGS, views::settings_page(&form, &problems, &followed)))
        }
    }
}
