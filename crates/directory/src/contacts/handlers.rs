//! One's own contact over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use super::forms::ContactForm;
use super::paths::MyContactPath;
use super::policy::ChangeOwn;
use super::{queries, views};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(update).into()
}

/// `GET /me/contact`
async fn edit(_: MyContactPath, me: Me, State(app): State<App>, page: Page) -> Result {
    let (email, form) = queries::own(&app.db, &me).await?;
    let form = views::edit_page(&email, &form, &Problems::default());
    Ok(page.show(views::TITLE, form))
}

/// `POST /me/contact`
async fn update(_: MyContactPath, me: Me, State(app): State<App>, page: Page, Form(form): Form<ContactForm>) -> Result {
    match form.parse() {
        Err(problems) => {
            let (email, _) = queries::own(&app.db, &me).await?;
            Ok(page.refuse(views::TITLE, views::edit_page(&email, &form, &problems)))
        }
        Ok(settings) => {
            super::save(&app.db, me.may::<ChangeOwn>(me.id())?, &settings, &form.once).await?;
            Ok(Redirect::to(&Done::CONTACT_SAVED.at(links::MY_CONTACT)).into_response())
        }
    }
}
