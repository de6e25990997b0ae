//! A code on paper.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use web::{App, Form, Me, Page, Result, Routes, links};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::ButtonForm;
use crate::desk::paths::CodePath;
use crate::desk::policy::IssueCode;
use crate::desk::{self, Sent, views};

/// The door of codes.
pub fn routes() -> Routes {
    Routes::for_members().post(issue).into()
}

/// `POST /admin/people/{id}/code`: the one page on which the code ever stands.
async fn issue(
    CodePath { id }: CodePath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<ButtonForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let permit = me.may::<IssueCode>(file.subject)?;
    let location = links::registration(id);
    let sent = Sent { once: &form.once, location: &location };
    Ok(match desk::issue_code(&app.db, &app.places, &app.config, permit, sent).await? {
        Some(issued) => page.show(views::CODE_TITLE, views::code_page(file.person, &issued, &app.config)),
        None => Redirect::to(&location).into_response(),
    })
}
