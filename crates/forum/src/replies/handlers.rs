//! Requests for replies.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use web::{App, Form, Page, Routes, page::Me};

use super::forms::ReplyForm;
use super::paths::{EditReplyPath, RepliesPath};
use super::views;
use crate::posts::policy::Edit;
use crate::posts::{self, forms::once, queries};
use crate::threads::policy::Reply;
use crate::threads::queries as threads;
use crate::threads::views::show::{ThreadPage, thread_page};

pub fn routes() -> Routes {
    Routes::for_members().post(create).get(edit).post(update).into()
}

async fn create(
    RepliesPath { thread }: RepliesPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let found = me.may::<Reply>(threads::find(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    match form.parse() {
        Ok(body) => {
            let tenure = posts::tenure_for(&me, &app.places, found.room_id);
            let location = super::post(&app.db, found, tenure, body, &form.once).await?;
            Ok(Redirect::to(&location).into_response())
        }
        Err(problems) => {
            let discussion = threads::open(&app.db, &me, thread).await?;
            let view = ThreadPage::new(&me, &people, &app.places, &discussion, form).refused(problems);
            Ok(page.refuse(&discussion.thread.title, thread_page(&view)))
        }
    }
}

async fn edit(EditReplyPath { reply }: EditReplyPath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    let reply = me.may::<Edit>(queries::find_reply(&app.db, &me, reply).await?)?;
    let form = ReplyForm { body: reply.body.clone(), ..ReplyForm::fresh() };
    Ok(page.show(views::EDIT_TITLE, views::edit_page(&reply, &form, None)))
}

async fn update(
    EditReplyPath { reply }: EditReplyPath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ReplyForm>,
) -> web::Result {
    let reply = me.may::<Edit>(queries::find_reply(&app.db, &me, reply).await?)?;
    once(&form.once)?;
    match form.parse() {
        Ok(body) => {
            let location = super::edit(&app.db, reply, body, &form.once).await?;
            Ok(Redirect::to(&location).into_response())
        }
        Err(problems) => {
            let main = views::edit_page(&reply, &form, Some(&problems));
            Ok(page.refuse(views::EDIT_TITLE, main))
        }
    }
}
