//! One's own profile over HTTP.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::links::MY_PROFILE;
use web::{App, Form, Me, Page, Problems, Query, Result, Routes};

use super::forms::ProfileForm;
use super::paths::MyProfilePath;
use super::policy::Edit;
use super::views::{self, Told};
use crate::People;
use crate::guarding::Guarding;
use crate::people::DoneQuery;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(update).into()
}

/// `GET /me/profile`
async fn edit(
    _: MyProfilePath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<DraftQuery>,
    Query(done): Query<DoneQuery>,
    State(app): State<App>,
) -> Result {
    let person = people.person(me.id()).ok_or(Error::NotFound)?;
    let form = drafts::reopen(&app.db, &me, MY_PROFILE, &query.draft).await?;
    let form = form.unwrap_or_else(|| ProfileForm::of(person));
    let told = if done.saved.is_some() { Told::Saved } else { Told::Nothing };
    Ok(page.show(views::TITLE, views::edit_page(person, &form, &Problems::default(), told)))
}

/// `POST /me/profile`
async fn update(
    _: MyProfilePath,
    me: Me,
    people: People,
    page: Page,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<ProfileForm>,
) -> Result {
    let person = people.person(me.id()).ok_or(Error::NotFound)?;
    match form.parse(app.db.clock.now()) {
        Err(problems) => Ok(page.refuse(views::TITLE, views::edit_page(person, &form, &problems, Told::Nothing))),
        Ok(profile) => {
            let permit = me.may::<Edit>(person.clone())?;
            let profile = guarding.clear(profile, None)?;
            match super::save(&app.db, permit, &profile, &form.version, &form.once).await {
                Err(Error::Conflict(_)) => {
                    let main = views::edit_page(person, &form.upon(person), &Problems::default(), Told::Overtaken);
                    Ok(page.conflict(views::TITLE, main))
                }
                saved => {
                    let location = saved?;
                    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
                    Ok(Redirect::to(&location).into_response())
                }
            }
        }
    }
}
