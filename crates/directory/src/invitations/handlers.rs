//! Invitations over HTTP. Nothing here answers `Forbidden` behind a token, since refusals are logged with their path.

use accounts::attempts::{self, Limit};
use accounts::client::Client;
use accounts::drafts::{self, forms::DraftQuery};
use accounts::people::normal_email;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::Error;
use kernel::clock::HOUR;
use web::page::Asker;
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes, links, sheets};

use super::forms::{InvitationForm, ListQuery, NewcomerForm};
use super::listing::List;
use super::paths::{
    AcceptancePath, CodePath, ExportPath, InvitationPath, InvitationsPath, NewInvitationPath, RevocationPath,
};
use super::policy::{Invite, Revoke};
use super::{INVITATIONS, Offer, queries, renewals, sheet, views};
use crate::People;
use crate::applications::CodeForm;
use crate::approvals::holds_office;
use crate::desk::sheets::note_export;

/// Codes typed from one network.
const CODES: Limit = Limit::new("invitation-code", 10, HOUR);

/// The doors of this noun.
pub fn routes() -> Routes {
    let members = Routes::for_members().get(index).get(export).get(new).post(create).post(revoke);
    let members = Routes::from(members).and(renewals::handlers::routes());
    let everybody = Routes::for_everybody().get(code).post(enter).get(show).post(join);
    members.and(everybody).and(Routes::for_signed_in().post(accept))
}

/// `GET /admin/invitations`
async fn index(
    _: InvitationsPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<ListQuery>,
) -> Result {
    office(&me)?;
    let list = List::read(&app, &me, &people, query).await?;
    Ok(page.show(views::TITLE, views::index_page(&list, &app.places)))
}

/// `GET /admin/invitations/export`: all pages of the chosen tab in one file.
async fn export(
    _: ExportPath,
    me: Me,
    people: People,
    State(app): State<App>,
    Query(query): Query<ListQuery>,
) -> Result {
    office(&me)?;
    let list = List::read(&app, &me, &people, query).await?;
    note_export(&app.db, &me, "invitations", list.shown().count()).await?;
    Ok(sheets::answer("yokoito-invitations", sheet::csv(&list, &app.places)?))
}

/// `GET /admin/invitations/new`
async fn new(
    _: NewInvitationPath,
    me: Me,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
    page: Page,
) -> Result {
    office(&me)?;
    let form = drafts::reopen(&app.db, &me, INVITATIONS, &query.draft).await?.unwrap_or_else(InvitationForm::fresh);
    Ok(page.show(views::NEW, views::new_page(&form, &Problems::default())))
}

/// `POST /admin/invitations`
async fn create(
    _: InvitationsPath,
    me: Me,
    State(app): State<App>,
    page: Page,
    Form(form): Form<InvitationForm>,
) -> Result {
    office(&me)?;
    let mut parsed = form.parse(me.roles(), &app.places);
    if let Ok(invitation) = &parsed
        && let Err(problems) = super::not_oneself(&app, &me, &invitation.email).await?
    {
        parsed = Err(problems);
    }
    match parsed {
        Err(problems) => Ok(page.refuse(views::NEW, views::new_page(&form, &problems))),
        Ok(invitation) => {
            super::send(&app, me.may::<Invite>(invitation)?, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::INVITED.at(INVITATIONS)).into_response())
        }
    }
}

/// `POST /admin/invitations/{id}/revocation`
async fn revoke(RevocationPath { id }: RevocationPath, me: Me, State(app): State<App>) -> Result {
    let invitation = queries::find(&app.db, &me, id).await?;
    super::revoke(&app.db, me.may::<Revoke>(invitation)?).await?;
    Ok(Redirect::to(&Done::UNINVITED.at(INVITATIONS)).into_response())
}

/// `GET /invitations/code`
async fn code(_: CodePath, page: Page) -> Response {
    page.show(views::CODE, views::code_page(&CodeForm::default(), None))
}

/// `POST /invitations/code`: the answer tells nothing about who has been invited.
async fn enter(_: CodePath, State(app): State<App>, client: Client, page: Page, Form(form): Form<CodeForm>) -> Result {
    attempts::reserve(&app.db, CODES, &client.0).await?;
    let email = normal_email(&form.email);
    let is_text = !email.chars().any(char::is_control);
    let token = if is_text { super::open_by_code(&app.db, &email, &form.code).await? } else { None };
    let Some(token) = token else {
        return Ok(page.refuse(views::CODE, views::code_page(&form, Some(views::WRONG_CODE))));
    };
    attempts::give_back(&app.db, CODES, &client.0).await?;
    Ok(Redirect::to(&InvitationPath { token }.to_string()).into_response())
}

/// `GET /invitations/{token}`: looking uses nothing up.
async fn show(InvitationPath { token }: InvitationPath, asker: Asker, State(app): State<App>, page: Page) -> Result {
    let opened = super::open(&app, asker.0.as_deref(), &token).await?;
    let main = match opened.offer {
        Offer::Used => return Ok(Redirect::to(&links::sign_in(links::MY_PROFILE)).into_response()),
        Offer::Over(why) => {
            return Ok(page.answer(StatusCode::CONFLICT, views::OVER, views::over_page(why, &opened.inviter)));
        }
        Offer::SignIn => views::sign_in_page(&token, &opened, &app.places),
        Offer::Another => views::another_page(&opened.inviter),
        Offer::Accept => views::accept_page(&token, &opened, &app.places),
        Offer::Join => {
            let form = NewcomerForm::of(&opened.invitation);
            views::join_page(&token, &opened, &form, &Problems::default(), &app.places)
        }
    };
    Ok(page.show(views::SHOW, main))
}

/// `POST /invitations/{token}`: a second sending gets the same answer as the first.
async fn join(
    InvitationPath { token }: InvitationPath,
    asker: Asker,
    State(app): State<App>,
    page: Page,
    Form(form): Form<NewcomerForm>,
) -> Result {
    let opened = super::open(&app, asker.0.as_deref(), &token).await?;
    if !matches!(opened.offer, Offer::Join) {
        return Ok(Redirect::to(&InvitationPath { token }.to_string()).into_response());
    }
    match form.parse(&opened.invitation.email, &opened.invitation.claim.organisation).await? {
        Err(problems) => {
            let main = views::join_page(&token, &opened, &form, &problems, &app.places);
            Ok(page.refuse(views::SHOW, main))
        }
        Ok(newcomer) => {
            super::join(&app, &token, newcomer).await?;
            Ok(Redirect::to(&links::sign_in(links::MY_PROFILE)).into_response())
        }
    }
}

/// `POST /invitations/{token}/acceptance`
async fn accept(AcceptancePath { token }: AcceptancePath, me: Me, State(app): State<App>) -> Result {
    super::accept(&app, &me, &token).await?;
    // A new role ends the session; whoever still has one is led on by the sign-in.
    Ok(Redirect::to(&links::sign_in(&Done::INVITATION_ACCEPTED.at(links::MY_PROFILE))).into_response())
}

/// Whether the viewer keeps invitations at all.
pub(super) fn office(me: &Me) -> Result<()> {
    if holds_office(me) { Ok(()) } else { Err(Error::Forbidden.into()) }
}
