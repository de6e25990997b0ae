//! Requests for replies.

use accounts::drafts::{self, forms::DraftQuery};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::People;
use directory::guarding::Guarding;
use kernel::Error;
use web::{App, Form, Page, Problems, Query, Routes, page::Me};

use super::forms::ReplyForm;
use super::paths::{EditReplyPath, RepliesPath};
use super::views::{EditPage, edit_page};
use crate::posts::policy::Edit;
use crate::posts::voices::Stage;
use crate::posts::{self, forms::once, queries};
use crate::reads::Marks;
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
    guarding: Guarding,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let found = me.may::<Reply>(threads::find(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    let stage = Stage { viewer: &me, people: &people, places: &app.places };
    let problems = match form.parse_for(stage, &found) {
        Ok((voice, body)) => {
            let tenure = posts::tenure_for(&me, &app.places, found.room_id);
            let body = match guarding.clear(body, Some(found.room_id)) {
                Ok(body) => body,
                Err(page) => return Ok(*page),
            };
            match super::post(&app.db, found, tenure, voice, body, &form.once).await {
                Err(Error::Conflict(_)) => None,
                posted => {
                    let location = posted?;
                    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
                    return Ok(Redirect::to(&location).into_response());
                }
            }
        }
        Err(problems) => Some(problems),
    };
    let discussion = pages::open(&app.db, &me, &marks.seen_by(&me), thread, At::End).await?;
    Ok(again(guarding.page(), ThreadPage::new(&me, &people, &app.places, &discussion, form), problems))
}

/// The newest replies with the one that could not be posted, either for its own problems or because it came too late.
fn again(page: &Page, view: ThreadPage, problems: Option<Problems>) -> Response {
    let title = heading(view.title());
    match problems {
        Some(problems) => page.refuse(title, thread_page(&view.refused(problems))),
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
    Ok(page.show(EditPage::TITLE, edit_page(&EditPage::new(&reply, form))))
}

async fn update(
    EditReplyPath { reply }: EditReplyPath,
    me: Me,
    page: Page,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let permit = me.may::<Edit>(queries::find_reply(&app.db, &me, reply).await?)?;
    once(&form.once)?;
    match form.parse() {
        Ok(body) => {
            let body = match guarding.clear(body, Some(permit.room_id)) {
                Ok(body) => body,
                Err(page) => return Ok(*page),
            };
            match super::edit(&app.db, permit, body, form.basis(), &form.once).await {
                Err(Error::Conflict(why)) => {
                    let stored = queries::find_reply(&app.db, &me, reply).await?;
                    let view = EditPage::new(&stored, form.upon(&stored)).overtaken(why);
                    Ok(page.conflict(EditPage::TITLE, edit_page(&view)))
                }
                edited => {
                    let location = edited?;
                    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
                    Ok(Redirect::to(&location).into_response())
                }
            }
        }
        Err(problems) => Ok(page.refuse(EditPage::TITLE, edit_page(&EditPage::new(&permit, form).refused(problems)))),
    }
}
