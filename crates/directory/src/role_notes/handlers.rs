//! The note of a municipality over HTTP. Whoever does not share it gets the answer of what does not exist.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::{Error, Permit, Viewer};
use web::{App, Form, Me, Page, Problems, Query, Result, Routes};

use super::forms::{NoteForm, RemovalForm, version};
use super::paths::{RoleNotePath, RoleNoteRemovalPath};
use super::policy::{Share, Town};
use super::queries::Note;
use super::views::{self, NotePage};
use crate::People;
use crate::guarding::Guarding;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(edit).post(update).get(confirm).post(remove).into()
}

/// `GET /municipalities/{code5}/note`
async fn edit(
    RoleNotePath { code5 }: RoleNotePath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
) -> Result {
    let (town, note) = open(&app, &me, &code5).await?;
    let path = RoleNotePath { code5: town.code.clone() }.to_string();
    let form = drafts::reopen(&app.db, &me, &path, &query.draft).await?.unwrap_or_else(|| NoteForm::of(&note));
    let view = NotePage { town: &town, note: &note, roster: &people, places: &app.places };
    Ok(page.show(views::TITLE, views::edit_page(&view, &form, &Problems::default(), false)))
}

/// `POST /municipalities/{code5}/note`
async fn update(
    RoleNotePath { code5 }: RoleNotePath,
    me: Me,
    people: People,
    page: Page,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<NoteForm>,
) -> Result {
    let (town, note) = open(&app, &me, &code5).await?;
    let view = NotePage { town: &town, note: &note, roster: &people, places: &app.places };
    let said = match form.parse() {
        Ok(said) => guarding.clear(said, None)?,
        Err(problems) => return Ok(page.refuse(views::TITLE, views::edit_page(&view, &form, &problems, false))),
    };
    match super::save(&app.db, &town, &said, version(&form.version), &form.once).await {
        Err(Error::Conflict(_)) => overtaken(&app, &me, &people, &page, &town, form).await,
        saved => {
            let location = saved?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

/// The form again, beside what the note says by now.
async fn overtaken(app: &App, me: &Me, people: &People, page: &Page, town: &Town, form: NoteForm) -> Result {
    let (_, note) = open(app, me, &town.code).await?;
    let view = NotePage { town, note: &note, roster: people, places: &app.places };
    Ok(page.conflict(views::TITLE, views::edit_page(&view, &form.upon(&note), &Problems::default(), true)))
}

/// `GET /municipalities/{code5}/note/removal`
async fn confirm(
    RoleNoteRemovalPath { code5 }: RoleNoteRemovalPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> Result {
    let (town, note) = open(&app, &me, &code5).await?;
    let view = NotePage { town: &town, note: &note, roster: &people, places: &app.places };
    Ok(page.show(views::REMOVAL, views::removal_page(&view, false)))
}

/// `POST /municipalities/{code5}/note/removal`
async fn remove(
    RoleNoteRemovalPath { code5 }: RoleNoteRemovalPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<RemovalForm>,
) -> Result {
    let (town, _) = open(&app, &me, &code5).await?;
    match super::erase(&app.db, &town, version(&form.version), &form.once).await {
        Err(Error::Conflict(_)) => {
            let (town, note) = open(&app, &me, &code5).await?;
            let view = NotePage { town: &town, note: &note, roster: &people, places: &app.places };
            Ok(page.conflict(views::REMOVAL, views::removal_page(&view, true)))
        }
        erased => Ok(Redirect::to(&erased?).into_response()),
    }
}

/// The municipality and its note, if the viewer shares it; else there is no such thing.
async fn open(app: &App, viewer: &Viewer, code: &str) -> kernel::Result<(Permit<Share>, Note)> {
    let place = app.places.municipality(code).ok_or(Error::NotFound)?;
    let town = viewer.may::<Share>(Town::of(place, &app.places)).map_err(|_| Error::NotFound)?;
    let note = super::find(&app.db, &town).await?;
    Ok((town, note))
}
