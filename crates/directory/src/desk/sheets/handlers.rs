//! Rosters as files over HTTP: sending one, reading what it would do, having it written, taking it back.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect};
use files::Refusal;
use files::reading::book::Book;
use kernel::Error;
use serde::Deserialize;
use web::page::Again;
use web::{App, Done, Form, Me, Page, Query, Result, Routes, Work};

use super::bringing::{self, Outcome};
use super::formats::{self, Format};
use super::paths::{ConfirmationPath, ExportPath, ImportPath, SheetsPath, TemplatePath, UndoingPath};
use super::policy::{BringIn, Look, TakeBack};
use super::store::State as ImportState;
use super::table::Table;
use super::views::{self, Sought};
use super::{days, export, store, undoing};
use crate::desk::files::Desk;
use crate::desk::policy::Actor;
use crate::{People, contacts};

/// A file that has arrived, and what was read of it; put into the request by whoever takes forms with files in.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// What it is called.
    pub name: String,
    /// Its tables.
    pub book: std::result::Result<Arc<Book>, Refusal>,
}

/// The file of a form, if one was chosen.
#[derive(Clone, Debug)]
pub struct Upload(Option<Arrived>);

impl<S: Sync> FromRequestParts<S> for Upload {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Arrived>().cloned()))
    }
}

/// The button that has a file written or taken back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct ButtonForm {
    /// What was shown when it was pressed.
    seen: String,
    /// Makes the form count once.
    once: String,
}

/// The doors of this noun.
pub fn routes() -> Routes {
    let files = Routes::for_members().get(template).get(export);
    Routes::for_members().get(index).post(look).get(show).post(bring_in).post(undo).and(files)
}

/// `GET /admin/roster`
async fn index(_: SheetsPath, me: Me, State(app): State<App>, page: Page) -> Result {
    me.may::<Look>(())?;
    let imports = store::visible_to(&app.db, &me).await?;
    Ok(page.show(views::TITLE, views::index_page(&imports, None)))
}

/// `POST /admin/roster`
async fn look(
    _: SheetsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    (page, work): (Page, Work),
    Upload(arrived): Upload,
    Form(form): Form<ButtonForm>,
) -> Result {
    let desk = me.may::<Look>(())?;
    let read = chosen(arrived.as_ref());
    let again = arrived.as_ref().map_or(Again::Refused, why_again);
    match read {
        Ok((name, table)) => {
            let sent = (name.as_str(), &table);
            let location =
                bringing::look(&app, &people, desk, sent, (Actor::of(&me), &form.once), &work.teller()).await?;
            Ok(Redirect::to(&location).into_response())
        }
        Err(sentence) => {
            let imports = store::visible_to(&app.db, &me).await?;
            Ok(page.again(again, views::TITLE, views::index_page(&imports, Some(&sentence))))
        }
    }
}

/// The roster in the file that was chosen, and what the file is called; the error is a sentence.
fn chosen(arrived: Option<&Arrived>) -> std::result::Result<(String, Table), String> {
    let arrived = arrived.ok_or("名簿のファイルを選んでください。")?;
    Ok((arrived.name.clone(), bringing::table(arrived.book.as_deref().map_err(|why| *why))?))
}

fn why_again(arrived: &Arrived) -> Again {
    if matches!(arrived.book, Err(Refusal::TooLarge)) { Again::TooLarge } else { Again::Refused }
}

/// `GET /admin/roster/{import}`
async fn show(
    ImportPath { import }: ImportPath,
    me: Me,
    State(app): State<App>,
    page: Page,
    Query(sought): Query<Sought>,
) -> Result {
    me.may::<Look>(())?;
    let import = store::find(&app.db, &me, import).await?;
    let deeds = match import.state() {
        ImportState::Undone => store::deeds(&app.db.conn, import.id).await?,
        ImportState::Waiting | ImportState::Done => Vec::new(),
    };
    let report = import.report()?;
    Ok(page.show(views::title(&import), views::import_page(&import, &report, &deeds, &sought)))
}

/// `POST /admin/roster/{import}/confirmation`
async fn bring_in(
    ConfirmationPath { import }: ConfirmationPath,
    me: Me,
    State(app): State<App>,
    (page, work): (Page, Work),
    Form(form): Form<ButtonForm>,
) -> Result {
    let import = store::find(&app.db, &me, import).await?;
    let (id, permit) = (import.id, me.may::<BringIn>(import)?);
    match bringing::bring_in(&app, permit, (&form.seen, &form.once), &work.teller()).await? {
        Outcome::Done => {
            Ok(Redirect::to(&Done::ROSTER_BROUGHT_IN.at(&ImportPath { import: id }.to_string())).into_response())
        }
        Outcome::Moved(moved) => Ok(page.conflict(views::MOVED, views::moved_page(id, &moved))),
    }
}

/// `POST /admin/roster/{import}/undoing`
async fn undo(
    UndoingPath { import }: UndoingPath,
    (me, work): (Me, Work),
    State(app): State<App>,
    Form(form): Form<ButtonForm>,
) -> Result {
    let import = store::find(&app.db, &me, import).await?;
    let (id, permit) = (import.id, me.may::<TakeBack>(import)?);
    undoing::take_back(&app, permit, &form.once, &work.teller()).await?;
    Ok(Redirect::to(&Done::ROSTER_TAKEN_BACK.at(&ImportPath { import: id }.to_string())).into_response())
}

/// `GET /admin/roster/template/{format}`
async fn template(TemplatePath { format }: TemplatePath, me: Me, State(app): State<App>) -> Result {
    me.may::<Look>(())?;
    let format = Format::of(&format).ok_or(Error::NotFound)?;
    send(format, "名簿のひな形", Vec::new(), formats::towns(&Actor::of(&me), &app.places)).await
}

/// `GET /admin/roster/export/{format}`
async fn export(ExportPath { format }: ExportPath, me: Me, people: People, State(app): State<App>) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let format = Format::of(&format).ok_or(Error::NotFound)?;
    let emails = contacts::queries::shown_emails(&app.db, &me, &people).await?;
    let rows = export::rows(&desk, &emails);
    super::note_export(&app.db, &me, "roster", rows.len()).await?;
    let name = format!("名簿_{}", days::written(desk.now));
    send(format, &name, rows, formats::towns(&desk.actor, &app.places)).await
}

/// A file to be kept.
async fn send(format: Format, name: &str, rows: Vec<Vec<String>>, towns: Vec<String>) -> Result {
    let bytes = tokio::task::spawn_blocking(move || format.write(&rows, &towns)).await;
    let bytes = bytes.map_err(|cause| Error::Internal(anyhow::Error::new(cause)))??;
    let disposition = files::names::disposition("attachment", &format!("{name}.{}", format.ending()));
    let headers = [(header::CONTENT_TYPE, format.media_type()), (header::CONTENT_DISPOSITION, &disposition)];
    Ok((headers, bytes).into_response())
}
