//! Notes over HTTP. For whoever may not read a note it is absent, as is its seat for those to whom nothing of it is told.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::guarding::Guarding;
use directory::seats::Seat;
use directory::seats::policy::{Charge, ReadNote, WriteNote};
use directory::{People, Roster};
use kernel::{Error, SeatId};
use web::{App, Form, Me, Page, Problems, Query, Routes};

use super::forms::{NoteForm, OpenQuery};
use super::outline::outline;
use super::paths::{EditNotePath, NotePath};
use super::views::{self, EditPage, NotePage};
use super::{queries, save};
use crate::posts::forms::once;

pub fn routes() -> Routes {
    Routes::for_members().get(show).get(edit).post(update).into()
}

async fn show(NotePath { id }: NotePath, me: Me, people: People, State(app): State<App>, page: Page) -> web::Result {
    let seat = seat(&app, &people, id)?;
    let charge = Charge::of(&seat, &app.places);
    me.may::<ReadNote>(charge.clone()).map_err(|_| Error::NotFound)?;
    let note = queries::of(&app.db, id).await?;
    let body = note.as_ref().map(|note| note.body.as_str()).unwrap_or_default();
    let titles = queries::named_in(&app.db, &me, body).await?;
    let html = web::markdown::to_html(&queries::with_titles(body, &titles));
    let writes = me.may::<WriteNote>(charge).is_ok();
    let main = NotePage { seat: &seat, note: note.as_ref(), html, writes, people: &people, places: &app.places };
    Ok(page.show(views::TITLE, views::note_page(&main)))
}

async fn edit(
    EditNotePath { id }: EditNotePath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<OpenQuery>,
) -> web::Result {
    let seat = seat(&app, &people, id)?;
    me.may::<WriteNote>(Charge::of(&seat, &app.places)).map_err(|_| Error::NotFound)?;
    let note = queries::of(&app.db, id).await?;
    let form = drafts::reopen(&app.db, &me, &NotePath { id }.to_string(), &query.draft).await?;
    let mut form = form.unwrap_or_else(|| NoteForm::of(note.as_ref()));
    if query.outline == "1" {
        form = form.followed_by(&outline(&app.db, &me, (&people, &app.places), &seat).await?);
    }
    let titles = queries::named_in(&app.db, &me, &form.body).await?;
    let main = EditPage::new(&seat, &form, &titles).told(page.bell());
    Ok(page.show(views::EDIT, views::edit_page(&main, &Problems::default())))
}

async fn update(
    NotePath { id }: NotePath,
    me: Me,
    people: People,
    guarding: Guarding,
    State(app): State<App>,
    page: Page,
    Form(form): Form<NoteForm>,
) -> web::Result {
    let seat = seat(&app, &people, id)?;
    let permit = me.may::<WriteNote>(Charge::of(&seat, &app.places)).map_err(|_| Error::NotFound)?;
    let words = match form.parse() {
        Ok(words) => guarding.clear(words, None)?,
        Err(problems) => {
            let titles = queries::named_in(&app.db, &me, &form.body).await?;
            return Ok(page.refuse(views::EDIT, views::edit_page(&EditPage::new(&seat, &form, &titles), &problems)));
        }
    };
    match save(&app.db, permit, &words, form.version(), once(&form.once)?).await {
        Err(Error::Conflict(why)) => overtaken(&app, &me, &page, &seat, form, why).await,
        saved => {
            let location = saved?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

/// The form again, beside what the note says by now.
async fn overtaken(app: &App, me: &Me, page: &Page, seat: &Seat<'_>, form: NoteForm, why: &'static str) -> web::Result {
    let stored = queries::of(&app.db, seat.id).await?;
    let titles = queries::named_in(&app.db, me, &form.body).await?;
    let form = form.upon(stored.as_ref());
    let main = EditPage::new(seat, &form, &titles).overtaken(why, stored.as_ref());
    Ok(page.conflict(views::EDIT, views::edit_page(&main, &Problems::default())))
}

fn seat<'a>(app: &App, people: &'a Roster, id: SeatId) -> kernel::Result<Seat<'a>> {
    people.seat(id, app.db.clock.now()).ok_or(Error::NotFound)
}
