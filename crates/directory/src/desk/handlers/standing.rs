//! Shutting somebody out, and letting them in again.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Form, Me, Result, Routes, links};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::StandingForm;
use crate::desk::paths::StandingPath;
use crate::desk::policy::{Rank, Readmission, Restore, Suspend};
use crate::desk::{self, Sent, queries};

/// The door of a person's standing.
pub fn routes() -> Routes {
    Routes::for_members().post(change).into()
}

/// `POST /admin/people/{id}/standing`
async fn change(
    StandingPath { id }: StandingPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<StandingForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let subject = desk.person(id)?.subject;
    let location = links::registration(id);
    let sent = Sent { once: &form.once, location: &location };
    match form.standing.as_str() {
        "suspended" => desk::suspend(&app.db, &app.places, me.may::<Suspend>(subject)?, sent).await?,
        "active" => {
            let suspended_as = queries::suspended_as(&app.db.conn, id).await?.unwrap_or(Rank::Member);
            let readmission = me.may::<Restore>(Readmission { subject, suspended_as })?;
            desk::restore(&app.db, &app.places, readmission, sent).await?;
        }
        _ => return Err(Error::BadRequest.into()),
    }
    Ok(Redirect::to(&location).into_response())
}
