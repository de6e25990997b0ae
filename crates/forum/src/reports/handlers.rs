//! Requests for reports.

use accounts::drafts;
use accounts::drafts::forms::DraftQuery;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use kernel::Error;
use web::{App, Done, Form, Page, Problems, Query, Routes, links, page::Me};

use super::forms::ReportForm;
use super::paths::{MyReportsPath, OpeningPath, ReportPath, ReportsPath};
use super::policy::{Open, Report};
use super::{queries, sent, views};
use crate::cases::paths::CasePath;
use crate::posts::forms::once;
use crate::posts::queries::find;
use crate::threads::paths::ThreadPath;

pub fn routes() -> Routes {
    Routes::for_members().get(form).post(report).get(index).post(open).get(mine).into()
}

async fn form(
    ReportPath { post }: ReportPath,
    me: Me,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let post = me.may::<Report>(find(&app.db, &me, post).await?)?;
    let form = drafts::reopen(&app.db, &me, &ReportPath { post: post.id }.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(ReportForm::fresh);
    Ok(page.show(views::REPORT, views::report_page(&post, &form, &Problems::default())))
}

async fn report(
    ReportPath { post }: ReportPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ReportForm>,
) -> web::Result {
    let post = find(&app.db, &me, post).await?;
    once(&form.once)?;
    match form.parse() {
        Ok(complaint) => {
            let (thread, is_opening) = (post.thread_id, post.is_opening());
            let done = super::file(&app, &people, me.may::<Report>(post)?, &complaint, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            let is_gone = is_opening && done == Done::REPORTED_AND_HIDDEN;
            let back = if is_gone { links::THREADS.to_owned() } else { ThreadPath { thread }.to_string() };
            Ok(Redirect::to(&done.at(&back)).into_response())
        }
        Err(problems) => Ok(page.refuse(views::REPORT, views::report_page(&post, &form, &problems))),
    }
}

async fn index(ReportsPath: ReportsPath, me: Me, people: People, page: Page, State(app): State<App>) -> web::Result {
    if me.tended().is_empty() && !me.has_charge() {
        return Err(Error::Forbidden.into());
    }
    let reported = queries::open_to(&app.db, &me, &app.places).await?;
    Ok(page.show(views::TITLE, views::index_page(&me, &reported, &people, &app.places)))
}

async fn open(
    OpeningPath { post }: OpeningPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<crate::posts::forms::Confirmation>,
) -> web::Result {
    let report = queries::find(&app.db, &me, &app.places, post).await?;
    super::open(&app.db, me.may::<Open>(report)?, once(&form.once)?).await?;
    Ok(Redirect::to(&Done::REPORT_OPENED.at(&CasePath { post }.to_string())).into_response())
}

async fn mine(MyReportsPath: MyReportsPath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    let reports = sent::by(&app.db, &me).await?;
    Ok(page.show(views::sent::TITLE, views::sent::page(&reports)))
}
