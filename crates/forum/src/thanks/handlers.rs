//! Requests for 参考になった.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use kernel::{Error, Permit};
use web::{App, Form, Routes, page::Me};

use super::OWN;
use super::forms::ThanksForm;
use super::paths::{ReplyThanksPath, ThreadThanksPath};
use crate::posts::policy::Thank;
use crate::posts::queries::{self, Written};
use crate::threads::paths::{ThreadPath, reply_location};

pub fn routes() -> Routes {
    Routes::for_members().post(thank_opening).post(thank_reply).into()
}

fn permit(me: &Me, post: Written) -> Result<Permit<Thank>, Error> {
    if post.author.is_hidden() && post.author.id() == me.id() {
        return Err(Error::Conflict(OWN));
    }
    me.may::<Thank>(post)
}

async fn thank_opening(
    ThreadThanksPath { thread }: ThreadThanksPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<ThanksForm>,
) -> web::Result {
    let post = queries::find_opening(&app.db, &me, thread).await?;
    super::set(&app.db, permit(&me, post)?, form.parse()?).await?;
    Ok(Redirect::to(&ThreadPath { thread }.to_string()).into_response())
}

async fn thank_reply(
    ReplyThanksPath { reply }: ReplyThanksPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<ThanksForm>,
) -> web::Result {
    let post = queries::find_reply(&app.db, &me, reply).await?;
    let location = reply_location(post.thread_id, reply);
    super::set(&app.db, permit(&me, post)?, form.parse()?).await?;
    Ok(Redirect::to(&location).into_response())
}
