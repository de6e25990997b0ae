//! Joining over HTTP.

use accounts::attempts::{self, Limit};
use accounts::client::Client;
use accounts::drafts::{self, forms::DraftQuery};
use accounts::passwords::{Context, Password};
use accounts::people::normal_email;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::clock::{DAY, HOUR};
use kernel::{Db, Error, Permit};
use web::page::Asker;
use web::{App, Form, Me, Page, Problems, Query, Result, Routes, links};

use super::entity::Application;
use super::forms::{ApplicationForm, CodeForm, ConfirmForm, WithdrawalForm};
use super::paths::{AgainPath, CodePath, ConfirmPath, JoinPath, SentPath, StatusPath, WithdrawalPath};
use super::policy::{ApplyAgain, Withdraw};
use super::{STATUS, WITHDRAWAL, queries, views};
use crate::{People, Roster};

/// Applications from one network: those of a training day are all behind one. What protects mailboxes is [`ADDRESS`].
const NETWORK: Limit = Limit::new("join-network", 60, HOUR);
/// Letters to one address.
const ADDRESS: Limit = Limit::new("join-address", 5, DAY);
/// Codes typed from one network.
const CODES: Limit = Limit::new("join-code", 10, HOUR);

/// The doors of this noun.
pub fn routes() -> Routes {
    let everybody = Routes::for_everybody().get(show).post(create).get(sent).get(code).post(open).get(withdrawn);
    let everybody = everybody.post(withdraw).get(password).post(confirm);
    everybody.and(Routes::for_signed_in().get(status).get(correct).post(apply_again))
}

/// `GET /join`
async fn show(_: JoinPath, asker: Asker, page: Page) -> Response {
    match asker.0 {
        Some(viewer) if viewer.is_active() => Redirect::to(links::HOME).into_response(),
        Some(_) => Redirect::to(STATUS).into_response(),
        None => page.show(views::TITLE, views::join_page(&ApplicationForm::fresh(), &Problems::default())),
    }
}

/// `POST /join`: the answer tells nothing about who is here already.
async fn create(
    _: JoinPath,
    State(app): State<App>,
    client: Client,
    page: Page,
    Form(form): Form<ApplicationForm>,
) -> Result {
    let application = match form.parse(&app.places) {
        Err(problems) => return Ok(page.refuse(views::TITLE, views::join_page(&form, &problems))),
        Ok(application) => application,
    };
    for (limit, whose) in [(NETWORK, &client.0), (ADDRESS, &application.email)] {
        match attempts::reserve(&app.db, limit, whose).await {
            Err(Error::TooMany(seconds)) => return Ok(too_many(&page, &form, limit, seconds)),
            counted => counted?,
        };
    }
    super::file(&app, &application, &form.once).await?;
    Ok(Redirect::to("/join/sent").into_response())
}

/// The form with everything typed, and how long to wait.
fn too_many(page: &Page, form: &ApplicationForm, limit: Limit, seconds: i64) -> Response {
    let mut problems = Problems::default();
    let after = web::failure::after(seconds);
    if limit == ADDRESS {
        problems.add("email", views::too_many_letters(&after));
    } else {
        problems.add(views::FORM, views::too_many_applications(&after));
    }
    let wait = [(header::RETRY_AFTER, seconds.to_string())];
    let main = views::join_page(form, &problems);
    (wait, page.answer(StatusCode::TOO_MANY_REQUESTS, views::TITLE, main)).into_response()
}

/// `GET /join/sent`
async fn sent(_: SentPath, page: Page) -> Response {
    page.show(views::SENT, views::sent_page(&CodeForm::default()))
}

/// `GET /join/code`
async fn code(_: CodePath, page: Page) -> Response {
    page.show(views::CODE, views::code_page(&CodeForm::default(), None))
}

/// `POST /join/code`
async fn open(_: CodePath, State(app): State<App>, client: Client, page: Page, Form(form): Form<CodeForm>) -> Result {
    attempts::reserve(&app.db, CODES, &client.0).await?;
    let email = normal_email(&form.email);
    let is_text = !email.chars().any(char::is_control);
    let token = if is_text { super::open_by_code(&app.db, &email, &form.code).await? } else { None };
    let Some(token) = token else {
        return Ok(page.refuse(views::CODE, views::code_page(&form, Some(views::WRONG_CODE))));
    };
    attempts::give_back(&app.db, CODES, &client.0).await?;
    Ok(Redirect::to(&ConfirmPath { token }.to_string()).into_response())
}

/// `GET /join/{token}`: looking uses nothing up.
async fn password(ConfirmPath { token }: ConfirmPath, State(app): State<App>, page: Page) -> Result {
    match unconfirmed(&app.db, &token).await? {
        None => Ok(confirmed()),
        Some(application) => {
            let main = views::confirm_page(&token, &application, &app.places, None);
            Ok(page.show(views::CONFIRM, main))
        }
    }
}

/// `POST /join/{token}`: a second sending gets the same answer as the first.
async fn confirm(
    ConfirmPath { token }: ConfirmPath,
    State(app): State<App>,
    page: Page,
    Form(form): Form<ConfirmForm>,
) -> Result {
    let Some(application) = unconfirmed(&app.db, &token).await? else { return Ok(confirmed()) };
    let Application { email, name, kana, claim, .. } = &application;
    let context = Context { email, name, kana, organisation: &claim.organisation };
    match Password::parse(&form.password, &context) {
        Err(problem) => {
            let main = views::confirm_page(&token, &application, &app.places, Some(&problem));
            Ok(page.refuse(views::CONFIRM, main))
        }
        Ok(password) => {
            let hash = password.hash().await?;
            let roster = Roster::load(&app.db, &app.places).await?;
            super::confirm(&app, &roster, &token, hash).await?;
            Ok(confirmed())
        }
    }
}

/// The application behind a token; none once it has been confirmed.
async fn unconfirmed(db: &Db, token: &str) -> Result<Option<Application>> {
    let application = queries::by_token(db, token).await?.ok_or(Error::NotFound)?;
    Ok((application.state() == super::State::Unconfirmed).then_some(application))
}

fn confirmed() -> Response {
    Redirect::to(&links::sign_in(STATUS)).into_response()
}

/// `GET /join/status`
async fn status(_: StatusPath, me: Me, State(app): State<App>, page: Page) -> Result {
    let case = queries::current_of(&app.db, &me).await?;
    Ok(page.show(views::STATUS, views::status_page(&me, case.as_ref(), &app.places)))
}

/// `GET /join/again`
async fn correct(
    path: AgainPath,
    me: Me,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
    page: Page,
) -> Result {
    let Some(case) = declined(&app.db, &me).await? else { return Ok(Redirect::to(STATUS).into_response()) };
    let form = drafts::reopen(&app.db, &me, &path.to_string(), &query.draft).await?;
    let form = form.map(|form| ApplicationForm { email: case.application.email.clone(), ..form });
    let form = form.unwrap_or_else(|| ApplicationForm::of(&case.application, &app.places));
    Ok(page.show(views::AGAIN, views::again_page(&form, &case.application, &Problems::default())))
}

/// `POST /join/again`: the address has been confirmed, so it stays.
async fn apply_again(
    _: AgainPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<ApplicationForm>,
) -> Result {
    let Some(case) = declined(&app.db, &me).await? else { return Ok(Redirect::to(STATUS).into_response()) };
    let form = ApplicationForm { email: case.application.email.clone(), ..form };
    match form.parse(&app.places) {
        Err(problems) => Ok(page.refuse(views::AGAIN, views::again_page(&form, &case.application, &problems))),
        Ok(application) => {
            super::apply_again(&app, &people, case, &application, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(STATUS).into_response())
        }
    }
}

/// What may be corrected; nothing when it has been sent again already, also by the same form a moment ago.
async fn declined(db: &Db, me: &Me) -> Result<Option<Permit<ApplyAgain>>> {
    let case = queries::current_of(db, me).await?.ok_or(Error::NotFound)?;
    if case.application.state() == super::State::Waiting {
        return Ok(None);
    }
    Ok(Some(me.may::<ApplyAgain>(case)?))
}

/// `POST /join/withdrawal`: whoever sends it twice is signed out by then, and nobody any more.
async fn withdraw(_: WithdrawalPath, asker: Asker, State(app): State<App>, Form(form): Form<WithdrawalForm>) -> Result {
    let done = || Redirect::to(WITHDRAWAL).into_response();
    let case = match &asker.0 {
        Some(viewer) => queries::current_of(&app.db, viewer).await?,
        None => None,
    };
    // Asked after the application was looked for: where it is gone, this tells why.
    if super::is_withdrawn(&app.db, &form.once).await? {
        return Ok(done());
    }
    let viewer = asker.0.ok_or(Error::SignedOut)?;
    super::withdraw(&app.db, viewer.may::<Withdraw>(case.ok_or(Error::NotFound)?)?, &form.once).await?;
    Ok(done())
}

/// `GET /join/withdrawal`
async fn withdrawn(_: WithdrawalPath, page: Page) -> Response {
    page.show(views::WITHDRAWN, views::withdrawn_page())
}
