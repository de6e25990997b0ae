//! Requests for closures.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Form, Routes, page::Me};

use super::forms::ClosureForm;
use super::paths::ClosurePath;
use super::policy::Close;
use crate::posts::forms::once;
use crate::threads::queries;

pub fn routes() -> Routes {
    Routes::for_members().post(set).into()
}

async fn set(
    ClosurePath { thread }: ClosurePath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<ClosureForm>,
) -> web::Result {
    let permit = me.may::<Close>(queries::find(&app.db, &me, thread).await?)?;
    let location = super::set(&app.db, permit, form.parse()?, once(&form.once)?).await?;
    Ok(Redirect::to(&location).into_response())
}
