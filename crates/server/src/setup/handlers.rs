//! Setting the site up over HTTP.

use accounts::passwords::Password;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::routing::TypedPath;
use directory::members;
use kernel::Error;
use serde::Deserialize;
use web::{App, Form, Page, Problems, Result, Routes};

use super::forms::{Founder, SetupForm};
use super::{is_valid, take, views};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_everybody().get(show).post(create).into()
}

/// `/setup/{token}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/setup/{token}")]
struct SetupPath {
    token: String,
}

const TITLE: &str = "最初の管理者を登録する";

/// `GET /setup/{token}`: opening the address uses nothing up.
async fn show(SetupPath { token }: SetupPath, State(app): State<App>, page: Page) -> Result {
    if !is_valid(&app.db, &token).await? {
        return Err(Error::NotFound.into());
    }
    Ok(page.show(TITLE, views::setup_page(&token, &SetupForm::default(), &Problems::default())))
}

/// `POST /setup/{token}`
async fn create(
    SetupPath { token }: SetupPath,
    State(app): State<App>,
    page: Page,
    Form(form): Form<SetupForm>,
) -> Result {
    if !is_valid(&app.db, &token).await? {
        return Err(Error::NotFound.into());
    }
    match form.parse(&app.places) {
        Ok(founder) => found(&app, &token, founder).await,
        Err(problems) => Ok(page.refuse(TITLE, views::setup_page(&token, &form, &problems))),
    }
}

async fn found(app: &App, token: &str, mut founder: Founder) -> Result {
    let hash = match founder.password.take().map(Password::hash) {
        Some(hashing) => hashing.await?,
        None => return Err(Error::BadRequest.into()),
    };
    let member = founder.member(hash, app.db.clock.now(), &app.places).map_err(|_| Error::BadRequest)?;
    let tx = app.db.begin().await?;
    if !take(&tx, token).await? {
        return Err(Error::NotFound.into());
    }
    members::add(&tx, None, &member, &app.places).await?;
    tx.commit().await?;
    Ok(Redirect::to("/sign-in").into_response())
}
