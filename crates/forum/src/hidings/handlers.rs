//! Requests to hide a text and to show it.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use serde::Deserialize;
use web::{App, Form, Page, Routes, page::Me};

use super::paths::HidingPath;
use crate::acts::forms::ReasonForm;
use crate::cases::paths::CasePath;
use crate::cases::policy::Decide;
use crate::cases::{queries, views};
use crate::posts::forms::once;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HidingForm {
    hidden: String,
    #[serde(flatten)]
    reason: ReasonForm,
}

pub fn routes() -> Routes {
    Routes::for_members().post(set).into()
}

async fn set(
    HidingPath { post }: HidingPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<HidingForm>,
) -> web::Result {
    let case = queries::find(&app.db, &me, post).await?;
    let hidden = match form.hidden.as_str() {
        "1" => true,
        "0" => false,
        _ => return Err(Error::BadRequest.into()),
    };
    once(&form.reason.once)?;
    match form.reason.parse() {
        Ok(reason) => {
            let done = super::set(&app, me.may::<Decide>(case)?, hidden, &reason, &form.reason.once).await?;
            drafts::finish(&app.db, &me, &form.reason.draft, &form.reason.once).await;
            Ok(Redirect::to(&done.at(&CasePath { post }.to_string())).into_response())
        }
        Err(problems) => {
            let file = queries::file(&app.db, &me, case).await?;
            let view =
                views::CasePage { viewer: &me, file: &file, form: &form.reason, people: &people, places: &app.places };
            Ok(page.refuse(views::TITLE, views::case_page(&view, &problems)))
        }
    }
}
