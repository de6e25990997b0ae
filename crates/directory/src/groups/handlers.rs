//! Groups over HTTP. A group that is not the viewer's is absent at every door.

use accounts::drafts::{self, forms::DraftQuery};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::once::check as once;
use kernel::{Error, GroupId};
use web::{App, Form, Me, Page, Problems, Query, Result, Routes, links};

use super::forms::{AnswerForm, CharterForm, OnceForm, PersonForm, Seeking};
use super::paths::{
    ClosurePath, GroupPath, GroupsPath, InvitationsPath, MembershipPath, NewGroupPath, OwnerPath, RemovalsPath,
};
use super::policy::{Answer, Found, Leave, Succession, TakeOver, Tend};
use super::views;
use crate::People;
use crate::guarding::Guarding;
use crate::roster::{Group, Roster};

/// The doors of this noun.
pub fn routes() -> Routes {
    let doors = Routes::for_members().get(index).post(create).get(new).get(show).post(update);
    doors.post(invite).post(remove).post(hand_over).post(answer).post(close).into()
}

/// `GET /groups`
async fn index(_: GroupsPath, me: Me, people: People, page: Page) -> Result {
    let may_found = me.may::<Found>(()).is_ok();
    Ok(page.show(views::TITLE, views::index::groups_page(&me, &people, may_found)))
}

/// `GET /groups/new`
async fn new(_: NewGroupPath, me: Me, page: Page, State(app): State<App>, Query(query): Query<DraftQuery>) -> Result {
    me.may::<Found>(())?;
    let form = drafts::reopen(&app.db, &me, links::GROUPS, &query.draft).await?.unwrap_or_else(CharterForm::fresh);
    Ok(page.show(views::index::NEW, views::index::new_page(&form, &Problems::default())))
}

/// `POST /groups`
async fn create(
    _: GroupsPath,
    me: Me,
    page: Page,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<CharterForm>,
) -> Result {
    let founder = me.may::<Found>(())?;
    match form.parse() {
        Err(problems) => Ok(page.refuse(views::index::NEW, views::index::new_page(&form, &problems))),
        Ok(charter) => {
            let charter = guarding.clear(charter, None)?;
            let location = super::found(&app.db, founder, &charter, once(&form.once)?).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(to(&location))
        }
    }
}

/// `GET /groups/{group}`
async fn show(
    GroupPath { group }: GroupPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(seeking): Query<Seeking>,
    Query(query): Query<DraftQuery>,
) -> Result {
    let group = of(&people, &me, group)?;
    let form = drafts::reopen(&app.db, &me, &links::group(group.id), &query.draft).await?;
    let form = form.unwrap_or_else(|| CharterForm::of(group));
    let view = views::show::GroupPage::new(&me, &people, &app.places, group, &form).seeking(&seeking);
    Ok(page.show(&group.room.name, views::show::group_page(&view)))
}

/// `POST /groups/{group}`
async fn update(
    GroupPath { group }: GroupPath,
    me: Me,
    people: People,
    page: Page,
    guarding: Guarding,
    State(app): State<App>,
    Form(form): Form<CharterForm>,
) -> Result {
    let group = of(&people, &me, group)?;
    let permit = me.may::<Tend>(group.clone())?;
    match form.parse() {
        Ok(charter) => {
            let charter = guarding.clear(charter, None)?;
            let location = super::rename(&app.db, permit, &charter, once(&form.once)?).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(to(&location))
        }
        Err(problems) => {
            let view = views::show::GroupPage::new(&me, &people, &app.places, group, &form).refused(problems);
            Ok(page.refuse(&group.room.name, views::show::group_page(&view)))
        }
    }
}

/// `POST /groups/{group}/invitations`
async fn invite(
    InvitationsPath { group }: InvitationsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<PersonForm>,
) -> Result {
    let permit = me.may::<Tend>(of(&people, &me, group)?.clone())?;
    let person = people.takes_part(form.person()).ok_or(Error::Conflict(views::CANNOT_BE_INVITED))?;
    Ok(to(&super::invite(&app.db, permit, person.id, &app.config.url, once(&form.once)?).await?))
}

/// `POST /groups/{group}/removals`
async fn remove(
    RemovalsPath { group }: RemovalsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<PersonForm>,
) -> Result {
    let permit = me.may::<Tend>(of(&people, &me, group)?.clone())?;
    Ok(to(&super::remove(&app.db, permit, form.person(), once(&form.once)?).await?))
}

/// `POST /groups/{group}/owner`: by the owner, or by the next in line of a group that nobody tends.
async fn hand_over(
    OwnerPath { group }: OwnerPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<PersonForm>,
) -> Result {
    let group = of(&people, &me, group)?.clone();
    let next = people.next_in_line(&group);
    if next == Some(me.id()) {
        let permit = me.may::<TakeOver>(Succession { group, next })?;
        return Ok(to(&super::take_over(&app.db, permit, once(&form.once)?).await?));
    }
    let permit = me.may::<Tend>(group)?;
    let person = people.takes_part(form.person()).ok_or(Error::Conflict(views::CANNOT_TEND))?;
    Ok(to(&super::hand_over(&app.db, permit, person.id, once(&form.once)?).await?))
}

/// `POST /groups/{group}/membership`
async fn answer(
    MembershipPath { group }: MembershipPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<AnswerForm>,
) -> Result {
    let invitation = people.invitations_of(&me).find(|known| known.id == group);
    let location = match (people.group(&me, group), invitation, form.accepts()) {
        (Some(group), _, true) => links::room(&group.room.slug),
        (Some(group), _, false) => super::leave(&app.db, me.may::<Leave>(group.clone())?).await?,
        (None, Some(group), true) => super::accept(&app.db, me.may::<Answer>(group.id)?).await?,
        (None, Some(group), false) => super::decline(&app.db, me.may::<Answer>(group.id)?).await?,
        // Whoever has not been invited is told the same as by a group that does not exist.
        (None, None, true) => return Err(Error::NotFound.into()),
        // Sent twice, it has had its effect.
        (None, None, false) => links::GROUPS.to_owned(),
    };
    Ok(to(&location))
}

/// `POST /groups/{group}/closure`
async fn close(
    ClosurePath { group }: ClosurePath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<OnceForm>,
) -> Result {
    let permit = me.may::<Tend>(of(&people, &me, group)?.clone())?;
    Ok(to(&super::close(&app.db, permit, once(&form.once)?).await?))
}

fn of<'a>(people: &'a Roster, me: &Me, group: GroupId) -> Result<&'a Group> {
    Ok(people.group(me, group).ok_or(Error::NotFound)?)
}

fn to(location: &str) -> Response {
    Redirect::to(location).into_response()
}
