//! Requests for solutions.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Form, Routes, page::Me};

use super::forms::SolutionForm;
use super::paths::SolutionPath;
use super::policy::Solve;
use crate::threads::paths::{ThreadPath, reply_location};
use crate::threads::queries;

pub fn routes() -> Routes {
    Routes::for_members().post(set).into()
}

async fn set(
    SolutionPath { thread }: SolutionPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<SolutionForm>,
) -> web::Result {
    let found = queries::find(&app.db, &me, thread).await?;
    let permit = me.may::<Solve>(found)?;
    let reply = form.parse()?;
    super::set(&app.db, permit, reply).await?;
    let location = reply.map_or(ThreadPath { thread }.to_string(), |reply| reply_location(thread, reply));
    Ok(Redirect::to(&location).into_response())
}
