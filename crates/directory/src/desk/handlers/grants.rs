//! Giving somebody a role, and taking one back.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::GrantForm;
use crate::desk::paths::GrantsPath;
use crate::desk::policy::{Entrust, Trust};
use crate::desk::region::Region;
use crate::desk::{self, Sent, views};

/// The doors of grants.
pub fn routes() -> Routes {
    Routes::for_members().get(new).post(change).into()
}

/// `GET /admin/people/{id}/grants`
async fn new(GrantsPath { id }: GrantsPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    if !desk.may_add_to(&file) {
        return Err(Error::Forbidden.into());
    }
    Ok(page.show(views::GRANT_TITLE, views::grant_page(&desk, &file, &GrantForm::fresh(), &Problems::default())))
}

/// `POST /admin/people/{id}/grants`
async fn change(
    GrantsPath { id }: GrantsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<GrantForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let role = match form.parse(desk.places) {
        Err(problems) => return Ok(page.refuse(views::GRANT_TITLE, views::grant_page(&desk, &file, &form, &problems))),
        Ok(role) => role,
    };
    let region = Region::of_role(&role, desk.places);
    let trust = me.may::<Entrust>(Trust { subject: file.subject, role, region })?;
    let is_back = form.on == "0";
    let done = if is_back { Done::ROLE_TAKEN } else { Done::ROLE_GIVEN };
    let location = done.at(&links::registration(id));
    let sent = Sent { once: &form.once, location: &location };
    if is_back {
        desk::revoke(&app.db, &app.places, trust, sent).await?;
    } else {
        desk::grant(&app.db, &app.places, trust, sent).await?;
    }
    Ok(Redirect::to(&location).into_response())
}
