//! Requests for replies.

use accounts::drafts::{self, forms::DraftQuery};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use directory::People;
use directory::guarding::Guarding;
use files::enclosures::GONE;
use files::handlers::Arrival;
use kernel::Error;
use web::{App, Form, Page, Problems, Query, Routes, page::Me};

use super::forms::ReplyForm;
use super::paths::{EditReplyPath, RepliesPath};
use super::views::{EditPage, edit_page};
use crate::attachments::Attachments;
use crate::mentions::Names;
use crate::posts::policy::Edit;
use crate::posts::voices::Stage;
use crate::posts::{self, forms::once, queries};
use crate::reads::Marks;
use crate::threads::handlers::finish;
use crate::threads::pages::{self, At};
use crate::threads::policy::Reply;
use crate::threads::queries as threads;
use crate::threads::views::heading;
use crate::threads::views::show::{ThreadPage, thread_page};

pub fn routes() -> Routes {
    Routes::for_members().post(create).get(edit).post(update).into()
}

async fn create(
    RepliesPath { thread }: RepliesPath,
    me: Me,
    people: People,
    (guarding, arrival): (Guarding, Arrival),
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let found = me.may::<Reply>(threads::find(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    let mut files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    let stage = Stage { viewer: &me, people: &people, places: &app.places };
    let problems = match files.check(form.parse_for(stage, &found)) {
        Ok((voice, body)) if !files.rearranges() => {
            let tenure = posts::tenure_for(&me, &app.places, found.room_id);
            let body = guarding.clear(files.clone().enclosed_with(body), Some(found.room_id))?;
            let names = Names::of(&people, found.room_id, &body.0);
            match super::post(&app.db, found, tenure, voice, body, &names, &form.once).await {
                Err(Error::Conflict(why)) if why != GONE => None,
                posted => return Ok(finish(&app, &me, &arrival, (&form.draft, &form.once), &posted?).await),
            }
        }
        checked => Some(files.to_show(checked.err())),
    };
    let discussion = pages::open(&app.db, &me, &marks.seen_by(&me), thread, At::End).await?;
    let view = ThreadPage::new(&me, &people, &app.places, &discussion, form).enclosing(files.clone());
    Ok(again(guarding.page(), &files, view, problems))
}

/// The newest replies with the one that could not be posted, either for its own problems or because it came too late.
fn again(page: &Page, files: &Attachments, view: ThreadPage, problems: Option<Problems>) -> Response {
    let title = heading(view.title());
    match problems {
        Some(problems) => page.again(files.again(), title, thread_page(&view.refused(problems))),
        None => page.conflict(title, thread_page(&view.too_late())),
    }
}

async fn edit(
    path @ EditReplyPath { reply }: EditReplyPath,
    me: Me,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let reply = me.may::<Edit>(queries::find_reply(&app.db, &me, reply).await?)?;
    reply.check_standing()?;
    let form = drafts::reopen(&app.db, &me, &path.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(|| ReplyForm::of(&reply));
    let files = Attachments::opened(&app.db, &me, &form.once, form.files()).await?.upon(&app.db, &me, &reply).await?;
    Ok(page.show(EditPage::TITLE, edit_page(&EditPage::new(&reply, form, files).told(page.bell()))))
}

async fn update(
    EditReplyPath { reply }: EditReplyPath,
    me: Me,
    page: Page,
    (guarding, arrival): (Guarding, Arrival),
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let permit = me.may::<Edit>(queries::find_reply(&app.db, &me, reply).await?)?;
    once(&form.once)?;
    let files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    let mut files = files.upon(&app.db, &me, &permit).await?;
    match files.check(form.parse()) {
        Ok(body) if !files.rearranges() => {
            let body = guarding.clear(files.clone().enclosed_with(body), Some(permit.room_id))?;
            let names = Names::of(guarding.people(), permit.room_id, &body.0);
            match super::edit(&app.db, permit, body, &names, form.basis(), &form.once).await {
                Err(Error::Conflict(why)) => {
                    Ok(overtaken(&queries::find_reply(&app.db, &me, reply).await?, &page, form, files, why))
                }
                edited => Ok(finish(&app, &me, &arrival, (&form.draft, &form.once), &edited?).await),
            }
        }
        checked => {
            let problems = files.to_show(checked.err());
            let view = EditPage::new(&permit, form, files.clone()).refused(problems);
            Ok(page.again(files.again(), EditPage::TITLE, edit_page(&view)))
        }
    }
}

/// The form again, beside what the reply says by now.
fn overtaken(
    stored: &queries::Written,
    page: &Page,
    form: ReplyForm,
    files: Attachments,
    why: &'static str,
) -> Response {
    let view = EditPage::new(stored, form.upon(stored), files).overtaken(why);
    page.conflict(EditPage::TITLE, edit_page(&view))
}
