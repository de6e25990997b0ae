//! Approvals over HTTP.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::{ApplicationId, Error};
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes};

use super::APPLICATIONS;
use super::forms::DecisionForm;
use super::paths::{ApplicationPath, ApplicationsPath, DeclinePath, ReleasePath};
use super::policy::Decide;
use super::queries::{self, Charge};
use super::vacancies::vacancies;
use super::views::{self, ShowPage};
use crate::People;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(index).get(show).post(release).post(decline).into()
}

/// `GET /admin/applications`
async fn index(_: ApplicationsPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    if !queries::holds_office(&me) {
        return Err(Error::Forbidden.into());
    }
    let charges = queries::visible_to(&app.db, &me, &people, &app.places).await?;
    Ok(page.show(views::TITLE, views::index_page(&charges, &app.places)))
}

/// `GET /admin/applications/{id}`
async fn show(
    ApplicationPath { id }: ApplicationPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
    page: Page,
) -> Result {
    let charge = queries::find(&app.db, &me, &people, &app.places, id).await?;
    let vacancies = vacancies(&charge, &me, &people, &app.places, app.db.clock.now());
    let form = continued(&app, &me, id, &query.draft).await?;
    let form = form.unwrap_or_else(|| DecisionForm::fresh(&charge, &vacancies));
    let shown = ShowPage::new(&charge, (&form, &vacancies), &me, &people, &app.places);
    Ok(page.show(views::SHOW, views::show_page(&shown, &Problems::default())))
}

/// `POST /admin/applications/{id}/release`
async fn release(
    ReleasePath { id }: ReleasePath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<DecisionForm>,
) -> Result {
    let charge = find(&app, &me, &people, id).await?;
    let vacancies = vacancies(&charge, &me, &people, &app.places, app.db.clock.now());
    match form.release(&charge, &vacancies, &app.places) {
        Err(problems) => {
            let shown = ShowPage::new(&charge, (&form, &vacancies), &me, &people, &app.places);
            Ok(page.refuse(views::SHOW, views::show_page(&shown, &problems)))
        }
        Ok(release) => {
            super::release(&app, me.may::<Decide>(charge)?, &release, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::RELEASED.at(APPLICATIONS)).into_response())
        }
    }
}

/// `POST /admin/applications/{id}/decline`
async fn decline(
    DeclinePath { id }: DeclinePath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<DecisionForm>,
) -> Result {
    let charge = find(&app, &me, &people, id).await?;
    match form.reason() {
        Err(problems) => {
            let vacancies = vacancies(&charge, &me, &people, &app.places, app.db.clock.now());
            let shown = ShowPage::new(&charge, (&form, &vacancies), &me, &people, &app.places);
            Ok(page.refuse(views::SHOW, views::show_page(&shown, &problems)))
        }
        Ok(reason) => {
            super::decline(&app, me.may::<Decide>(charge)?, &reason, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::DECLINED.at(APPLICATIONS)).into_response())
        }
    }
}

/// The forms of the page, one of them with what was typed before.
async fn continued(app: &App, me: &Me, id: ApplicationId, draft: &str) -> Result<Option<DecisionForm>> {
    for path in [ReleasePath { id }.to_string(), DeclinePath { id }.to_string()] {
        if let Some(form) = drafts::reopen(&app.db, me, &path, draft).await? {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// What the viewer may decide on; seen but not in their charge is `Forbidden`.
async fn find(app: &App, me: &Me, people: &People, id: ApplicationId) -> Result<Charge> {
    let charge = queries::find(&app.db, me, people, &app.places, id).await?;
    if charge.mine.is_empty() {
        return Err(Error::Forbidden.into());
    }
    Ok(charge)
}
