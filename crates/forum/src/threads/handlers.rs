//! Requests for discussions.

use accounts::drafts::{self, forms::DraftQuery};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::People;
use directory::guarding::Guarding;
use files::handlers::Arrival;
use kernel::{Error, PostId, ThreadId};
use web::links::THREADS;
use web::{App, Form, Page, Query, Routes, page::Me};

use super::filter::{Filter, Params};
use super::forms::{PageQuery, ThreadForm};
use super::paths::{EditThreadPath, NewThreadPath, ThreadPath, ThreadsPath};
use super::policy::{Start, Write};
use super::queries::Discussion;
use super::views::form::{EditPage, NewPage};
use super::views::list::{ListPage, threads_page};
use super::views::show::ThreadPage;
use super::{Content, lists, pages, queries, views};
use crate::attachments::Attachments;
use crate::mentions::Names;
use crate::posts::policy::Edit;
use crate::posts::{self, forms::once};
use crate::reads::{self, Marks};
use crate::replies::{forms::ReplyForm, paths::RepliesPath};

pub fn routes() -> Routes {
    Routes::for_members().get(index).post(create).get(new).get(show).get(edit).post(update).into()
}

async fn index(
    ThreadsPath: ThreadsPath,
    me: Me,
    people: People,
    page: Page,
    Query(params): Query<Params>,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
) -> web::Result {
    let filter = Filter::parse(&params, &me, &people, &app.places);
    let list = lists::list(&app.db, &me, &marks.seen_by(&me), &filter).await?;
    let (list, filter, places) = (&list, &filter, &app.places);
    let view = ListPage { viewer: &me, list, filter, base: THREADS, people: &people, places };
    Ok(page.show("相談の一覧", threads_page(&view, page.bell())))
}

async fn new(
    NewThreadPath: NewThreadPath,
    me: Me,
    people: People,
    page: Page,
    Query(form): Query<ThreadForm>,
    State(app): State<App>,
) -> web::Result {
    me.may::<Write>(())?;
    let view = match drafts::reopen::<ThreadForm>(&app.db, &me, THREADS, &form.draft).await? {
        Some(typed) => {
            let files = Attachments::opened(&app.db, &me, &typed.once, typed.files()).await?;
            NewPage::new(&me, &people, &app.places, typed).enclosing(files)
        }
        None => NewPage::fresh(&me, &people, &app.places, form),
    };
    Ok(page.show(NewPage::TITLE, views::form::new_page(&view.told(page.bell()))))
}

async fn create(
    ThreadsPath: ThreadsPath,
    me: Me,
    people: People,
    page: Page,
    (guarding, arrival): (Guarding, Arrival),
    State(app): State<App>,
    Form(form): Form<ThreadForm>,
) -> web::Result {
    me.may::<Write>(())?;
    once(&form.once)?;
    let mut files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    match files.check(form.parse(&me, &people, &app.places)) {
        Ok((place, voice, content)) if !files.rearranges() => {
            let tenure = posts::tenure_for(&me, &app.places, place.room);
            let permit = me.may::<Start>(place)?;
            let content = guarding.clear(files.enclosed_with(content), Some(place.room))?;
            let names = Names::of(&people, permit.room, &content.body);
            let location = super::start(&app.db, permit, tenure, voice, content, &names, &form.once).await?;
            Ok(finish(&app, &me, &arrival, (&form.draft, &form.once), &location).await)
        }
        checked => {
            let problems = files.to_show(checked.err());
            let view = NewPage::new(&me, &people, &app.places, form).refused(problems).enclosing(files.clone());
            Ok(page.again(files.again(), NewPage::TITLE, views::form::new_page(&view)))
        }
    }
}

/// Clears away what a form leaves behind that has had its effect, and leads on.
pub(crate) async fn finish(
    app: &App,
    me: &Me,
    arrival: &Arrival,
    (draft, once): (&str, &str),
    location: &str,
) -> Response {
    drafts::finish(&app.db, me, draft, once).await;
    files::enclosures::finish(&app.db, &arrival.files, me.id(), once).await;
    Redirect::to(location).into_response()
}

async fn show(
    ThreadPath { thread }: ThreadPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<PageQuery>,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
) -> web::Result {
    let discussion = match pages::open(&app.db, &me, &marks.seen_by(&me), thread, query.at()).await {
        Err(Error::Conflict(queries::ELSEWHERE)) => {
            let opening = posts::queries::find(&app.db, &me, thread.into()).await?;
            return Ok(Redirect::to(&opening.location()).into_response());
        }
        opened => opened?,
    };
    if let Some(location) = elsewhere(&app, &me, &discussion, &query.reply).await? {
        return Ok(Redirect::to(&location).into_response());
    }
    if let Some(mark) = reads::newer(&me, &discussion) {
        marks.note(mark);
    }
    let form: Option<ReplyForm> =
        drafts::reopen(&app.db, &me, &RepliesPath { thread }.to_string(), &query.draft).await?;
    let files = match &form {
        Some(typed) => Attachments::opened(&app.db, &me, &typed.once, typed.files()).await?,
        None => Attachments::default(),
    };
    let form = form.unwrap_or_else(ReplyForm::fresh);
    let view = ThreadPage::new(&me, &people, &app.places, &discussion, form).enclosing(files).told(page.bell());
    Ok(page.show(views::heading(&discussion.thread.title), views::show::thread_page(&view)))
}

/// Where a reply stands now that an old link expects in this discussion.
async fn elsewhere(app: &App, me: &Me, here: &Discussion, reply: &str) -> kernel::Result<Option<String>> {
    let Ok(reply) = reply.parse().map(PostId) else { return Ok(None) };
    if here.replies.iter().any(|post| post.id == reply) {
        return Ok(None);
    }
    match posts::queries::find(&app.db, me, reply).await {
        Ok(post) if post.thread_id != here.thread.id => Ok(Some(post.location())),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn edit(
    path @ EditThreadPath { thread }: EditThreadPath,
    me: Me,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let opening = me.may::<Edit>(posts::queries::find_opening(&app.db, &me, thread).await?)?;
    opening.check_standing()?;
    let tags = queries::find(&app.db, &me, thread).await?.tags;
    let content = Content { title: opening.title.clone(), body: opening.body.clone(), tags };
    let form = drafts::reopen(&app.db, &me, &path.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(|| ThreadForm::of(content).upon(&opening));
    let files = Attachments::opened(&app.db, &me, &form.once, form.files()).await?.upon(&app.db, &me, &opening).await?;
    let view = EditPage::new(&opening, form, files).told(page.bell());
    Ok(page.show(EditPage::TITLE, views::form::edit_page(&view)))
}

async fn update(
    EditThreadPath { thread }: EditThreadPath,
    me: Me,
    page: Page,
    (guarding, arrival): (Guarding, Arrival),
    State(app): State<App>,
    Form(form): Form<ThreadForm>,
) -> web::Result {
    let opening = me.may::<Edit>(posts::queries::find_opening(&app.db, &me, thread).await?)?;
    once(&form.once)?;
    let files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    let mut files = files.upon(&app.db, &me, &opening).await?;
    match files.check(form.parse_content()) {
        Ok(content) if !files.rearranges() => {
            let content = guarding.clear(files.clone().enclosed_with(content), Some(opening.room_id))?;
            let names = Names::of(guarding.people(), opening.room_id, &content.body);
            match super::edit(&app.db, opening, content, &names, form.basis(), &form.once).await {
                Err(Error::Conflict(why)) => overtaken(&app, &me, &page, thread, form, files, why).await,
                edited => Ok(finish(&app, &me, &arrival, (&form.draft, &form.once), &edited?).await),
            }
        }
        checked => {
            let problems = files.to_show(checked.err());
            let view = EditPage::new(&opening, form, files.clone()).refused(problems);
            Ok(page.again(files.again(), EditPage::TITLE, views::form::edit_page(&view)))
        }
    }
}

/// Both texts: what is stored now, and what was typed in the form, which then knows the version that it replaces.
async fn overtaken(
    app: &App,
    me: &Me,
    page: &Page,
    thread: ThreadId,
    form: ThreadForm,
    files: Attachments,
    why: &'static str,
) -> web::Result {
    let stored = posts::queries::find_opening(&app.db, me, thread).await?;
    let tags = queries::find(&app.db, me, thread).await?.tags;
    let view = EditPage::new(&stored, form.upon(&stored), files).overtaken(why, &tags);
    Ok(page.conflict(EditPage::TITLE, views::form::edit_page(&view)))
}
