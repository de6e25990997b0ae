//! Shutting somebody out, and letting them in again.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::{Error, Permit};
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes, links};

use crate::People;
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::StandingForm;
use crate::desk::paths::StandingPath;
use crate::desk::policy::{Rank, Readmission, Restore, Suspend, Suspension};
use crate::desk::{self, Sent, queries, views};

/// The doors of a person's standing.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(change).into()
}

/// `GET /admin/people/{id}/standing`
async fn edit(
    StandingPath { id }: StandingPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<DraftQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let form = drafts::reopen(&app.db, &me, &StandingPath { id }.to_string(), &query.draft).await?;
    // What stands in a draft says nothing of how the person stands by now.
    let standing = if file.person.is_active { "suspended" } else { "active" }.to_owned();
    let form = StandingForm { standing, ..form.unwrap_or_else(StandingForm::fresh) };
    match form.standing.as_str() {
        "suspended" => drop(suspension(&me, &file, String::new())?),
        _ => drop(readmission(&app, &me, &file, String::new()).await?),
    }
    Ok(page.show(views::standing_title(&form), views::standing_page(&file, &form, &Problems::default())))
}

/// `POST /admin/people/{id}/standing`
async fn change(
    StandingPath { id }: StandingPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<StandingForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let reason = match form.parse() {
        Err(problems) => {
            return Ok(page.refuse(views::standing_title(&form), views::standing_page(&file, &form, &problems)));
        }
        Ok(reason) => reason,
    };
    let done = if form.standing == "active" { Done::RESTORED } else { Done::SUSPENDED };
    let location = done.at(&links::registration(id));
    let sent = Sent { once: &form.once, location: &location };
    match form.standing.as_str() {
        "suspended" => desk::suspend(&app, suspension(&me, &file, reason)?, sent).await?,
        "active" => desk::restore(&app, readmission(&app, &me, &file, reason).await?, sent).await?,
        _ => return Err(Error::BadRequest.into()),
    }
    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
    Ok(Redirect::to(&location).into_response())
}

fn suspension(me: &Me, file: &PersonFile<'_>, reason: String) -> Result<Permit<Suspend>> {
    Ok(me.may::<Suspend>(Suspension { subject: file.subject.clone(), reason })?)
}

async fn readmission(app: &App, me: &Me, file: &PersonFile<'_>, reason: String) -> Result<Permit<Restore>> {
    let suspended_as = queries::suspended_as(&app.db.conn, file.person.id).await?.unwrap_or(Rank::Member);
    Ok(me.may::<Restore>(Readmission { subject: file.subject.clone(), suspended_as, reason })?)
}
