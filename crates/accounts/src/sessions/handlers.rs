//! One's own sessions over HTTP.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Form, Me, Page, Result, Routes};

use super::forms::EndForm;
use super::paths::{EndOthersPath, EndSessionPath, MySessionsPath};
use super::views::{self, Shown};
use super::{ending, queries};

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_signed_in().get(show).post(end_one).post(end_others).into()
}

/// `GET /me/sessions`
async fn show(_: MySessionsPath, me: Me, State(app): State<App>, page: Page) -> Result {
    let sessions = queries::living(&app.db, &me).await?;
    let previous = queries::previous_sign_in(&app.db, &me).await?;
    let shown = Shown { sessions: &sessions, present: me.session(), previous, is_active: me.is_active() };
    Ok(page.show(views::TITLE, views::list_page(&shown, &web::forms::once())))
}

/// `POST /me/sessions/{session}/end`
async fn end_one(path: EndSessionPath, me: Me, State(app): State<App>, Form(form): Form<EndForm>) -> Result {
    Ok(Redirect::to(&ending::one(&app.db, &me, path.session, &form.once).await?).into_response())
}

/// `POST /me/sessions/others/end`
async fn end_others(_: EndOthersPath, me: Me, State(app): State<App>, Form(form): Form<EndForm>) -> Result {
    Ok(Redirect::to(&ending::others(&app.db, &me, &form.once).await?).into_response())
}
