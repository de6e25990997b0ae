//! Requests over HTTP.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::{ContactRequestId, Error};
use web::{App, Done, Form, Me, Page, Problems, Result, Routes, links};

use super::forms::{AcceptanceForm, AskForm};
use super::paths::{AcceptancePath, AskPath, MyContactRequestsPath, SettingAsidePath, WithdrawalPath};
use super::policy::{Answer, Ask, Pair, Request, TakeBack, Withdraw};
use super::{Asked, queries, views};
use crate::People;
use crate::guarding::Guarding;

/// The doors of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(index).post(ask).post(answer).post(set_aside).post(withdraw).into()
}

/// `GET /me/contact-requests`
async fn index(_: MyContactRequestsPath, me: Me, people: People, State(app): State<App>, page: Page) -> Result {
    let requests = queries::mine(&app.db, &me, &people).await?;
    Ok(page.show(views::TITLE, views::list_page(me.id(), &requests, &people)))
}

/// `POST /coordinators/{id}/contact-requests`
async fn ask(
    AskPath { id }: AskPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    guarding: Guarding,
    Form(form): Form<AskForm>,
) -> Result {
    let person = people.listed_person(id).ok_or(Error::NotFound)?;
    let refuse = |problems: &Problems| Ok(page.refuse(views::ASK_TITLE, views::ask_page(person, &form, problems)));
    let message = match form.parse() {
        Err(problems) => return refuse(&problems),
        Ok(message) => message,
    };
    let requester = people.person(me.id()).ok_or(Error::NotFound)?.clone();
    let permit = me.may::<Ask>(Pair { requester, person: person.clone() })?;
    let message = guarding.clear(message, None)?;
    match super::ask(&app.db, &app.config, permit, &message, &form.once).await? {
        Asked::Delivered => {
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::ASKED.at(&links::person(id))).into_response())
        }
        Asked::TooMany => {
            let mut problems = Problems::default();
            problems.add("message", "一日にうかがえるのは10人までです。明日、もう一度お試しください。");
            refuse(&problems)
        }
    }
}

/// `POST /me/contact-requests/{request}/acceptance`
async fn answer(
    AcceptancePath { request }: AcceptancePath,
    me: Me,
    people: People,
    State(app): State<App>,
    Form(form): Form<AcceptanceForm>,
) -> Result {
    let request = find(&app, &me, &people, request).await?;
    match form.on.as_str() {
        "1" => {
            super::accept(&app.db, &app.config, me.may::<Answer>(request)?).await?;
            Ok(back(Done::ACCEPTED))
        }
        "0" => {
            super::take_back(&app.db, me.may::<TakeBack>(request)?).await?;
            Ok(back(Done::TAKEN_BACK))
        }
        _ => Err(Error::BadRequest.into()),
    }
}

/// `POST /me/contact-requests/{request}/setting-aside`
async fn set_aside(
    SettingAsidePath { request }: SettingAsidePath,
    me: Me,
    people: People,
    State(app): State<App>,
) -> Result {
    let request = find(&app, &me, &people, request).await?;
    super::set_aside(&app.db, me.may::<Answer>(request)?).await?;
    Ok(back(Done::SET_ASIDE))
}

/// `POST /me/contact-requests/{request}/withdrawal`
async fn withdraw(
    WithdrawalPath { request }: WithdrawalPath,
    me: Me,
    people: People,
    State(app): State<App>,
) -> Result {
    let request = find(&app, &me, &people, request).await?;
    super::withdraw(&app.db, me.may::<Withdraw>(request)?).await?;
    Ok(back(Done::WITHDRAWN))
}

/// A request of the viewer's between two who are both still members.
async fn find(app: &App, me: &Me, people: &People, id: ContactRequestId) -> Result<Request> {
    let (requester, person) = queries::find(&app.db, me, id).await?;
    let answerer = people.listed_person(person).ok_or(Error::NotFound)?.name.clone();
    people.listed_person(requester).ok_or(Error::NotFound)?;
    Ok(Request { id, requester, person, answerer })
}

fn back(done: Done) -> Response {
    Redirect::to(&done.at(links::MY_CONTACT_REQUESTS)).into_response()
}
