//! Giving somebody a role, perhaps up to a day, and taking one back.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Form, Me, Page, Problems, Query, Result, Routes, links};

use crate::People;
use crate::access::parse_role;
use crate::desk::files::Desk;
use crate::desk::forms::{GrantForm, GrantQuery, PageQuery};
use crate::desk::paths::{GrantsPath, RolesPath};
use crate::desk::policy::{Entrust, Trust};
use crate::desk::region::Region;
use crate::desk::{self, Sent, views};

/// The doors of grants.
pub fn routes() -> Routes {
    Routes::for_members().get(index).get(new).post(change).into()
}

/// `GET /admin/roles`: those that end on a day that is set.
async fn index(
    _: RolesPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<PageQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    Ok(page.show(views::ROLES_TITLE, views::roles_page(&desk, query.page.parse().unwrap_or(1))))
}

/// `GET /admin/people/{id}/grants`
async fn new(
    GrantsPath { id }: GrantsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<GrantQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    if !desk.may_add_to(&file) {
        return Err(Error::Forbidden.into());
    }
    let held = parse_role(&query.role, desk.places).ok().flatten().filter(|role| file.person.roles.contains(role));
    let form = match held {
        Some(role) => GrantForm::of(query.role, file.person.until.get(&role).copied()),
        None => GrantForm::fresh(),
    };
    Ok(page.show(
        views::grant_title(&file, &form, desk.places),
        views::grant_page(&desk, &file, &form, &Problems::default()),
    ))
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
    let (role, deed) = match form.deed(desk.places, desk.now) {
        Ok(parsed) => parsed,
        Err(problems) => {
            let main = views::grant_page(&desk, &file, &form, &problems);
            return Ok(page.refuse(views::grant_title(&file, &form, desk.places), main));
        }
    };
    let region = Region::of_role(&role, desk.places);
    let trust = me.may::<Entrust>(Trust { subject: file.subject, role, region })?;
    let location = deed.done().at(&links::registration(id));
    desk::entrust(&app.db, &app.places, trust, deed, Sent { once: &form.once, location: &location }).await?;
    Ok(Redirect::to(&location).into_response())
}
