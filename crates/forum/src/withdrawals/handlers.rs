//! Requests for withdrawals.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use files::Files;
use files::handlers::Arrival;
use web::{App, Form, Page, Routes, page::Me};

use super::paths::{ReplyWithdrawalPath, ThreadWithdrawalPath};
use super::views::{TITLE, confirm_page};
use crate::posts::forms::{Confirmation, once};
use crate::posts::policy::Withdraw;
use crate::posts::queries::{Written, find_opening, find_reply};

pub fn routes() -> Routes {
    Routes::for_members().get(ask_opening).post(withdraw_opening).get(ask_reply).post(withdraw_reply).into()
}

async fn ask_opening(
    ThreadWithdrawalPath { thread }: ThreadWithdrawalPath,
    me: Me,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    ask(&me, &page, find_opening(&app.db, &me, thread).await?)
}

async fn ask_reply(
    ReplyWithdrawalPath { reply }: ReplyWithdrawalPath,
    me: Me,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    ask(&me, &page, find_reply(&app.db, &me, reply).await?)
}

fn ask(me: &Me, page: &Page, post: Written) -> web::Result {
    let post = me.may::<Withdraw>(post)?;
    if post.withdrawn_at.is_some() {
        return Ok(Redirect::to(&post.location()).into_response());
    }
    Ok(page.show(TITLE, confirm_page(&post)))
}

async fn withdraw_opening(
    ThreadWithdrawalPath { thread }: ThreadWithdrawalPath,
    me: Me,
    arrival: Arrival,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    withdraw(&me, &app, &arrival.files, find_opening(&app.db, &me, thread).await?, &form).await
}

async fn withdraw_reply(
    ReplyWithdrawalPath { reply }: ReplyWithdrawalPath,
    me: Me,
    arrival: Arrival,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> web::Result {
    withdraw(&me, &app, &arrival.files, find_reply(&app.db, &me, reply).await?, &form).await
}

async fn withdraw(me: &Me, app: &App, files: &Files, post: Written, form: &Confirmation) -> web::Result {
    let post = me.may::<Withdraw>(post)?;
    let location = super::withdraw(&app.db, post, once(&form.once)?).await?;
    files::sweeping::soon(&app.db, files);
    Ok(Redirect::to(&location).into_response())
}
