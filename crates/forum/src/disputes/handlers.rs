//! Requests for texts that wait.

use accounts::drafts;
use accounts::drafts::forms::{DraftQuery, Typed};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::People;
use directory::guarding::{Guarding, REASON, deciders};
use guard::Level;
use kernel::Error;
use web::forms::to_body;
use web::links::{DISPUTES, MY_DISPUTES};
use web::{App, Done, Failure, Form, Page, Problems, Query, Routes, page::Me};

use super::attempts::Attempt;
use super::forms::{RefusalForm, reason};
use super::paths::{DisputePath, DisputesPath, MyDisputesPath, RefusalPath, ReleasePath, SendPath, WithdrawalPath};
use super::policy::{Decide, TakeBack};
use super::{queries, views};

pub fn routes() -> Routes {
    Routes::for_members().post(send).get(mine).post(take_back).get(index).get(show).post(release).post(refuse).into()
}

/// What is not blocked any more, or says no reason, comes back on the page of the guard.
async fn send(SendPath: SendPath, me: Me, people: People, guarding: Guarding, State(app): State<App>) -> web::Result {
    let (place, fields) = (guarding.place()?, guarding.fields());
    let attempt = Attempt::of(&place.path, fields).ok_or(Failure::BadRequest)?;
    let prepared = match attempt.prepare(&app, &me, &people).await? {
        Ok(prepared) => prepared,
        Err(problems) => return Ok(guarding.refuse_as_typed(&problems)),
    };
    let reading = guarding.read(&prepared);
    let typed = to_body(fields).and_then(|body| Typed::sent_to(&place.path, &body)).ok_or(Failure::TooLarge)?;
    let given = fields.iter().find(|(name, _)| name == REASON).map_or("", |(_, value)| value);
    let is_decided = deciders(&people, &app.places, prepared.room, me.id()).next().is_some();
    match reason(given) {
        Ok(reason) if is_decided && reading.level() == Some(Level::Block) => {
            super::send(&app, &people, &me, &prepared, &typed, &reason).await?;
            finish(&app, &me, &typed).await;
            Ok(Redirect::to(&Done::DISPUTED.at(MY_DISPUTES)).into_response())
        }
        Ok(_) => Ok(guarding.refuse(&reading, Some(prepared.room), &Problems::default())),
        Err(problems) => Ok(guarding.refuse(&reading, Some(prepared.room), &problems)),
    }
}

async fn mine(
    MyDisputesPath: MyDisputesPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let disputes = queries::own(&app.db, &me).await?;
    Ok(page.show(views::MINE, views::own_page(&disputes, &people, &app.places)))
}

async fn take_back(WithdrawalPath { dispute }: WithdrawalPath, me: Me, State(app): State<App>) -> web::Result {
    let dispute = queries::find_own(&app.db, &me, dispute).await?;
    let draft = super::take_back(&app.db, me.may::<TakeBack>(dispute)?).await?;
    Ok(Redirect::to(&draft).into_response())
}

async fn index(DisputesPath: DisputesPath, me: Me, people: People, page: Page, State(app): State<App>) -> web::Result {
    if me.tended().is_empty() {
        return Err(Error::Forbidden.into());
    }
    let disputes = queries::open_to(&app.db, &me).await?;
    Ok(page.show(views::TITLE, views::index_page(&disputes, &people, &app.places)))
}

async fn show(
    DisputePath { dispute }: DisputePath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<DraftQuery>,
    State(app): State<App>,
) -> web::Result {
    let dispute = queries::find(&app.db, &me, dispute).await?;
    let form = drafts::reopen(&app.db, &me, &RefusalPath { dispute: dispute.id }.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(RefusalForm::fresh);
    let files = queries::files(&app.db, &dispute).await?;
    let view =
        views::DisputePage { dispute: &dispute, form: &form, files: &files, people: &people, places: &app.places };
    Ok(page.show(views::SHOW, views::show_page(&view, &Problems::default())))
}

async fn release(ReleasePath { dispute }: ReleasePath, me: Me, people: People, State(app): State<App>) -> web::Result {
    let dispute = queries::find(&app.db, &me, dispute).await?;
    super::release(&app, &people, me.may::<Decide>(dispute)?).await?;
    Ok(Redirect::to(&Done::DISPUTE_RELEASED.at(DISPUTES)).into_response())
}

async fn refuse(
    RefusalPath { dispute }: RefusalPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<RefusalForm>,
) -> web::Result {
    let dispute = queries::find(&app.db, &me, dispute).await?;
    match form.parse() {
        Ok(answer) => {
            super::refuse(&app, me.may::<Decide>(dispute)?, &answer).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::DISPUTE_REFUSED.at(DISPUTES)).into_response())
        }
        Err(problems) => {
            let files = queries::files(&app.db, &dispute).await?;
            let view = views::DisputePage {
                dispute: &dispute,
                form: &form,
                files: &files,
                people: &people,
                places: &app.places,
            };
            Ok(page.refuse(views::SHOW, views::show_page(&view, &problems)))
        }
    }
}

/// The draft from which it was continued has had its effect.
async fn finish(app: &App, me: &Me, typed: &Typed) {
    drafts::finish(&app.db, me, &typed.draft.to_string(), &typed.once).await;
}
