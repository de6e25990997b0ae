//! The end of a tenure.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::Error;
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::{ButtonForm, EndForm};
use crate::desk::paths::{TenureEndPath, TenureEndRemovalPath};
use crate::desk::policy::{CallOffEnd, EndTenure};
use crate::desk::{self, Sent, views};

/// The doors of tenures.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(end).post(call_off).into()
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
    let form = EndForm::fresh();
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
            let location = Done::END_PLANNED.at(&links::registration(leave.subject.id));
            let sent = Sent { once: &form.once, location: &location };
            desk::end_tenure(&app.db, &app.places, leave, sent).await?;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

/// `POST /admin/tenures/{tenure}/end/removal`
async fn call_off(
    TenureEndRemovalPath { tenure }: TenureEndRemovalPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<ButtonForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.tenure(tenure)?;
    let leave = me.may::<CallOffEnd>(desk.leave(&file, desk.now, false).ok_or(Error::NotFound)?)?;
    let location = Done::END_CALLED_OFF.at(&links::registration(leave.subject.id));
    let sent = Sent { once: &form.once, location: &location };
    desk::call_off_end(&app.db, &app.places, leave, sent).await?;
    Ok(Redirect::to(&location).into_response())
}
