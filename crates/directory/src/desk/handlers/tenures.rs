//! The end of a tenure.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Form, Me, Page, Problems, Result, Routes, links};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::EndForm;
use crate::desk::paths::TenureEndPath;
use crate::desk::policy::EndTenure;
use crate::desk::{self, Sent, views};

/// The doors of tenures.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(end).into()
}

/// `GET /admin/tenures/{tenure}/end`
async fn edit(
    TenureEndPath { tenure }: TenureEndPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.tenure(tenure)?;
    if file.tenure.is_over(desk.now) {
        return Err(Error::NotFound.into());
    }
    me.may::<EndTenure>(desk.leave(&file, desk.now, false).ok_or(Error::NotFound)?)?;
    let form = EndForm::fresh(desk.offers_to_stay(&file));
    Ok(page.show(views::END_TITLE, views::end_page(&desk, &file, &form, &Problems::default())))
}

/// `POST /admin/tenures/{tenure}/end`
async fn end(
    TenureEndPath { tenure }: TenureEndPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<EndForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.tenure(tenure)?;
    match form.parse(desk.now) {
        Err(problems) => Ok(page.refuse(views::END_TITLE, views::end_page(&desk, &file, &form, &problems))),
        Ok(at) => {
            let stays = form.stays == "1" && desk.offers_to_stay(&file);
            let leave = me.may::<EndTenure>(desk.leave(&file, at, stays).ok_or(Error::NotFound)?)?;
            let location = links::registration(leave.subject.id);
            let sent = Sent { once: &form.once, location: &location };
            desk::end_tenure(&app.db, &app.places, leave, sent).await?;
            Ok(Redirect::to(&location).into_response())
        }
    }
}
