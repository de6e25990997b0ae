//! Requests for closures.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Form, Page, Problems, Routes, page::Me};

use super::forms::ClosureForm;
use super::paths::ClosurePath;
use super::policy::Close;
use super::views::{TITLE, closure_page};
use crate::posts::forms::once;
use crate::threads::queries;

pub fn routes() -> Routes {
    Routes::for_members().get(ask).post(set).into()
}

/// Whoever tends the room and has not asked says why.
async fn ask(ClosurePath { thread }: ClosurePath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    let thread = me.may::<Close>(queries::find(&app.db, &me, thread).await?)?;
    let form = ClosureForm::of(thread.closed_at.is_none());
    Ok(page.show(TITLE, closure_page(&thread, &form, &Problems::default())))
}

async fn set(
    ClosurePath { thread }: ClosurePath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ClosureForm>,
) -> web::Result {
    let permit = me.may::<Close>(queries::find(&app.db, &me, thread).await?)?;
    let (closed, once) = (form.parse()?, once(&form.once)?);
    let location = if permit.author.id() == me.id() {
        super::set(&app, permit, closed, None, once).await?
    } else {
        match form.reason().parse() {
            Ok(reason) => super::set(&app, permit, closed, Some(&reason), once).await?,
            Err(problems) => return Ok(page.refuse(TITLE, closure_page(&permit, &form, &problems))),
        }
    };
    Ok(Redirect::to(&location).into_response())
}
