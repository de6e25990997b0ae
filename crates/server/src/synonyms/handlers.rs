//! Words that mean the same over HTTP.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::People;
use kernel::{Error, Permit, SynonymId, once};
use search::synonyms::Group;
use search::synonyms::stored::{self, Stored};
use web::forms::Form;
use web::{App, Me, Page, Problems, Query, Result, Routes, links};

use super::forms::{GroupForm, Origin, Seeking};
use super::paths::{DeskPath, ListPath, MissedPath, NewPath, ProposalPath, RemovalPath, SynonymPath};
use super::views::{self, Desk, Editing};
use super::{Keep, missed, preview, proposals};

/// The doors of this noun.
pub fn routes() -> Routes {
    let desk = Routes::for_members().get(desk).get(blank).post(add).post(forget).get(show).post(change);
    desk.post(remove).post(decline).get(list).post(propose).into()
}

/// `GET /synonyms`
async fn list(_: ListPath, me: Me, page: Page, State(app): State<App>, Query(seeking): Query<Seeking>) -> Result {
    let form = drafts::reopen(&app.db, &me, links::SYNONYMS, &seeking.draft).await?.unwrap_or_default();
    let groups = seeking.among(stored::all(&app.db.conn).await?);
    Ok(page.show(views::TITLE, views::list_page(&seeking, &groups, &fresh(form), &Problems::default())))
}

/// `POST /synonyms`
async fn propose(_: ListPath, me: Me, page: Page, State(app): State<App>, Form(form): Form<GroupForm>) -> Result {
    match form.parse() {
        Ok(group) => {
            let location = proposals::propose(&app.db, me.id(), &group, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(to(&location))
        }
        Err(problems) => {
            let groups = stored::all(&app.db.conn).await?;
            Ok(page.refuse(views::TITLE, views::list_page(&Seeking::default(), &groups, &form, &problems)))
        }
    }
}

/// `GET /admin/synonyms`
async fn desk(
    _: DeskPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(seeking): Query<Seeking>,
) -> Result {
    me.may::<Keep>(())?;
    let groups = seeking.among(stored::all(&app.db.conn).await?);
    let (proposals, missed) = (proposals::waiting(&app.db).await?, missed::shown(&app.db).await?);
    let desk = Desk { seeking: &seeking, groups: &groups, proposals: &proposals, missed: &missed, people: &people };
    Ok(page.show(views::DESK_TITLE, views::desk_page(&desk)))
}

/// `GET /admin/synonyms/new`
async fn blank(_: NewPath, me: Me, page: Page, State(app): State<App>, Query(origin): Query<Origin>) -> Result {
    me.may::<Keep>(())?;
    let group = match origin.proposal() {
        Some(id) => proposals::find(&app.db, id).await?.ok_or(Error::NotFound)?.group,
        None => Group { words: vec![origin.missed.clone()], ..Group::default() },
    };
    let form = GroupForm { proposal: origin.proposal, missed: origin.missed, ..GroupForm::of(&group) };
    Ok(page.show(views::NEW_TITLE, views::edit_page(&Editing::new(None, &form))))
}

/// `POST /admin/synonyms`
async fn add(_: DeskPath, me: Me, page: Page, State(app): State<App>, Form(form): Form<GroupForm>) -> Result {
    let keeper = me.may::<Keep>(())?;
    let editing = Editing::new(None, &form);
    match form.parse() {
        Err(problems) => Ok(page.refuse(views::NEW_TITLE, views::edit_page(&editing.with(problems)))),
        Ok(group) if form.looks() => {
            let effects = preview::effects(&app, &me, None, Some(&group)).await?;
            Ok(page.show(views::NEW_TITLE, views::edit_page(&editing.showing(effects))))
        }
        Ok(group) => Ok(to(&super::add(&app.db, &keeper, &group, &form.origin(), &form.once).await?)),
    }
}

/// `GET /admin/synonyms/{synonym}`
async fn show(SynonymPath { synonym }: SynonymPath, me: Me, page: Page, State(app): State<App>) -> Result {
    let (_, stored) = kept(&app, &me, synonym).await?;
    let form = GroupForm::changing(&stored);
    Ok(page.show(views::EDIT_TITLE, views::edit_page(&Editing::new(Some(&stored), &form))))
}

/// `POST /admin/synonyms/{synonym}`
async fn change(
    SynonymPath { synonym }: SynonymPath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<GroupForm>,
) -> Result {
    let (keeper, stored) = kept(&app, &me, synonym).await?;
    let editing = Editing::new(Some(&stored), &form);
    let group = match form.parse() {
        Ok(group) => group,
        Err(problems) => return Ok(page.refuse(views::EDIT_TITLE, views::edit_page(&editing.with(problems)))),
    };
    if form.looks() {
        let effects = preview::effects(&app, &me, Some(&stored), Some(&group)).await?;
        return Ok(page.show(views::EDIT_TITLE, views::edit_page(&editing.showing(effects))));
    }
    match super::change(&app.db, &keeper, &form.made_from(stored.clone()), &group, &form.once).await {
        Err(Error::Conflict(sentence)) => Ok(overtaken(&page, &stored, &form, sentence)),
        done => Ok(to(&done?)),
    }
}

/// `POST /admin/synonyms/{synonym}/removal`
async fn remove(
    RemovalPath { synonym }: RemovalPath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<GroupForm>,
) -> Result {
    let keeper = me.may::<Keep>(())?;
    if let Some(earlier) = once::effect(&app.db, me.id(), &super::removal(synonym), &form.once).await? {
        return Ok(to(&earlier));
    }
    let (_, stored) = kept(&app, &me, synonym).await?;
    if form.looks() {
        let effects = preview::effects(&app, &me, Some(&stored), None).await?;
        return Ok(page.show(views::REMOVE_TITLE, views::removal_page(&stored, &effects)));
    }
    Ok(to(&super::remove(&app.db, &keeper, &form.made_from(stored), &form.once).await?))
}

/// `POST /admin/synonyms/proposals/{proposal}`
async fn decline(path: ProposalPath, me: Me, State(app): State<App>, Form(form): Form<GroupForm>) -> Result {
    let keeper = me.may::<Keep>(())?;
    Ok(to(&proposals::decline(&app.db, &keeper, path.proposal, &form.once).await?))
}

/// `POST /admin/synonyms/missed`
async fn forget(_: MissedPath, me: Me, State(app): State<App>, Form(form): Form<GroupForm>) -> Result {
    let keeper = me.may::<Keep>(())?;
    Ok(to(&missed::forget(&app.db, &keeper, &form.missed, &form.once).await?))
}

/// The group, for those who keep the list.
async fn kept(app: &App, me: &Me, id: SynonymId) -> kernel::Result<(Permit<Keep>, Stored)> {
    let keeper = me.may::<Keep>(())?;
    Ok((keeper, stored::find(&app.db.conn, id).await?.ok_or(Error::NotFound)?))
}

/// What was typed, beside what somebody else has made of it meanwhile.
fn overtaken(page: &Page, stored: &Stored, form: &GroupForm, sentence: &'static str) -> Response {
    let form = GroupForm { version: stored.version.to_string(), once: web::forms::once(), ..form.clone() };
    page.conflict(views::EDIT_TITLE, views::edit_page(&Editing::new(Some(stored), &form).overtaken(sentence)))
}

/// A form that has had no effect yet.
fn fresh(form: GroupForm) -> GroupForm {
    if form.once.is_empty() { GroupForm { once: web::forms::once(), ..form } } else { form }
}

fn to(location: &str) -> Response {
    Redirect::to(location).into_response()
}
