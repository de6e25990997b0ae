//! Requests to put a discussion into another one.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Form, Page, Problems, Routes, page::Me};

use super::forms::MergeForm;
use super::paths::MergePath;
use super::views;
use crate::posts::forms::once;
use crate::threads::policy::Arrange;
use crate::threads::queries::find;

pub fn routes() -> Routes {
    Routes::for_members().get(form).post(merge).into()
}

async fn form(MergePath { thread }: MergePath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    let thread = me.may::<Arrange>(find(&app.db, &me, thread).await?)?;
    Ok(page.show(views::TITLE, views::merge_page(&thread, &MergeForm::fresh(), &Problems::default())))
}

async fn merge(
    MergePath { thread }: MergePath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<MergeForm>,
) -> web::Result {
    let source = find(&app.db, &me, thread).await?;
    let again = source.clone();
    let permit = me.may::<Arrange>(source)?;
    once(&form.once)?;
    let problems = match form.parse() {
        Ok((into, reason)) => match find(&app.db, &me, into).await.and_then(|target| me.may::<Arrange>(target)) {
            Ok(target) => match super::merge(&app, permit, target, &reason, &form.once).await {
                Ok(location) => return Ok(Redirect::to(&Done::MERGED.at(&location)).into_response()),
                Err(Error::Conflict(why)) => at_target(why),
                Err(error) => return Err(error.into()),
            },
            Err(Error::NotFound | Error::Forbidden | Error::Conflict(_)) => at_target(views::NOT_THERE),
            Err(error) => return Err(error.into()),
        },
        Err(problems) => problems,
    };
    Ok(page.refuse(views::TITLE, views::merge_page(&again, &form, &problems)))
}

fn at_target(why: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add("into", why);
    problems
}
