//! Requests to erase.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use files::handlers::Arrival;
use web::{App, Done, Form, Page, Problems, Routes, page::Me};

use super::forms::{RedactionForm, Wish};
use super::paths::RedactionPath;
use super::{queries, views};
use crate::cases::paths::CasePath;
use crate::cases::policy::Decide;
use crate::cases::queries::{Case, find};
use crate::posts::forms::once;

pub fn routes() -> Routes {
    Routes::for_members().get(form).post(redact).into()
}

async fn form(
    RedactionPath { post }: RedactionPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let case = find(&app.db, &me, post).await?;
    answer_with(&app, (&people, &page), &case, &RedactionForm::fresh(), &Problems::default()).await
}

/// The form, for the first time or with what is wrong.
async fn answer_with(
    app: &App,
    (people, page): (&People, &Page),
    case: &Case,
    form: &RedactionForm,
    problems: &Problems,
) -> web::Result {
    let files = queries::attached(&app.db, case).await?;
    let view = views::RedactionPage { case, files: &files, form, people, places: &app.places };
    Ok(page.form(problems, views::TITLE, views::redaction_page(&view, problems)))
}

/// The first time all places are shown, the second time they are erased.
async fn redact(
    RedactionPath { post }: RedactionPath,
    me: Me,
    people: People,
    arrival: Arrival,
    page: Page,
    State(app): State<App>,
    Form(form): Form<RedactionForm>,
) -> web::Result {
    let case = find(&app.db, &me, post).await?;
    once(&form.once)?;
    let wish = match form.parse() {
        Ok(wish) => wish,
        Err(problems) => return answer_with(&app, (&people, &page), &case, &form, &problems).await,
    };
    if form.confirmed == "1" {
        super::redact(&app, &arrival.files, &me, me.may::<Decide>(case)?, &wish, &form.once).await?;
        return Ok(Redirect::to(&Done::REDACTED.at(&CasePath { post }.to_string())).into_response());
    }
    let places = places(&app, &me, &case, &wish).await?;
    if places.is_empty() {
        return answer_with(&app, (&people, &page), &case, &form, &views::nowhere()).await;
    }
    Ok(page.show(views::CONFIRM, views::confirm_page(&case, &form, &places, &people, &app.places)))
}

async fn places(app: &App, me: &Me, case: &Case, wish: &Wish) -> kernel::Result<views::Places> {
    let mut places = views::Places::default();
    if let Some(passage) = &wish.passage {
        places.spots = queries::spots(&app.db, case, passage).await?;
    }
    for file in queries::attached(&app.db, case).await?.into_iter().filter(|file| wish.files.contains(&file.id)) {
        places.shared.extend(queries::shared(&app.db, me, file.id, case.thread_id).await?);
        places.files.push(file);
    }
    Ok(places)
}
