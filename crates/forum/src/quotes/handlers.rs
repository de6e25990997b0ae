//! Requests for quotations.

use axum::Extension;
use axum::extract::State;
use directory::People;
use files::handlers::Arrival;
use kernel::PostId;
use web::{App, Form, Page, Routes, page::Me};

use super::paths::QuotationsPath;
use crate::attachments::Attachments;
use crate::posts::forms::once;
use crate::reads::Marks;
use crate::replies::forms::ReplyForm;
use crate::threads::pages::{self, At};
use crate::threads::policy::Reply;
use crate::threads::queries;
use crate::threads::views::heading;
use crate::threads::views::show::{ThreadPage, thread_page};

pub fn routes() -> Routes {
    Routes::for_members().post(create).into()
}

/// The form again beside the text that is quoted, with everything typed and the quotation below it.
async fn create(
    QuotationsPath { thread }: QuotationsPath,
    me: Me,
    people: People,
    (page, arrival): (Page, Arrival),
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
    Form(mut form): Form<ReplyForm>,
) -> web::Result {
    me.may::<Reply>(queries::find(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    let files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    let problems = super::put(&app, &me, &people, thread, &mut form).await?;
    let at = form.quote.parse().map_or(At::End, |quote| At::Reply(PostId(quote)));
    let discussion = pages::open(&app.db, &me, &marks.seen_by(&me), thread, at).await?;
    let view = ThreadPage::new(&me, &people, &app.places, &discussion, form).enclosing(files);
    let title = heading(view.title());
    Ok(if !discussion.thread.takes_replies() {
        page.conflict(title, thread_page(&view.too_late()))
    } else if problems.is_empty() {
        page.show(title, thread_page(&view))
    } else {
        page.refuse(title, thread_page(&view.refused(problems)))
    })
}
