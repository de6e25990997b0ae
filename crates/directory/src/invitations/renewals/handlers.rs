//! Inviting anew over HTTP.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::{InvitationId, once};
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes, Work};

use super::forms::{ChoiceQuery, RenewalForm};
use super::paths::RenewalPath;
use super::views::{self, ChoicePage, Letters};
use super::{Chosen, Way};
use crate::invitations::handlers::office;
use crate::invitations::listing::{List, all};
use crate::invitations::{INVITATIONS, RENEWAL};
use crate::{People, Roster};

/// The doors of inviting anew.
pub fn routes() -> Routes {
    Routes::for_members().get(choose).post(invite).into()
}

/// `GET /admin/invitations/renewal`
async fn choose(
    _: RenewalPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<ChoiceQuery>,
) -> Result {
    office(&me)?;
    let form = match drafts::reopen(&app.db, &me, RENEWAL, &query.draft).await? {
        Some(form) => form,
        None => RenewalForm::fresh(meant(&app, &me, &people, query).await?, people.person(me.id())),
    };
    let chosen = chosen(&app, &me, &people, &form).await?;
    let view = ChoicePage { chosen: &chosen, form: &form, places: &app.places };
    if view.can_be_sent() {
        Ok(page.show(views::TITLE, views::choice_page(&view, &Problems::default())))
    } else {
        Ok(page.refuse(views::TITLE, views::choice_page(&view, &Problems::default())))
    }
}

/// `POST /admin/invitations/renewal`: the one page on which the codes of letters ever stand.
async fn invite(
    _: RenewalPath,
    me: Me,
    people: People,
    State(app): State<App>,
    (page, work): (Page, Work),
    Form(form): Form<RenewalForm>,
) -> Result {
    office(&me)?;
    let sent_as = once::typed("invite-anew", [form.content().as_str()]);
    if once::effect(&app.db, me.id(), &sent_as, &form.once).await?.is_some() {
        return Ok(again(&form));
    }
    let chosen = chosen(&app, &me, &people, &form).await?;
    let view = ChoicePage { chosen: &chosen, form: &form, places: &app.places };
    let sender = match form.parse() {
        Ok(sender) if view.can_be_sent() => sender,
        parsed => {
            let problems = parsed.err().unwrap_or_default();
            return Ok(page.refuse(views::TITLE, views::choice_page(&view, &problems)));
        }
    };
    let sent = super::renew(&app, &me, chosen, &sender, (&sent_as, &form.once), &work.teller()).await?;
    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
    let Some(sent) = sent.filter(|_| sender.way != Way::Mail) else { return Ok(again(&form)) };
    let letters = Letters { sent: &sent, sender: &sender, inviter: me.name(), url: &app.config.url };
    Ok(page.show(views::LETTERS, views::letters_page(&letters, app.db.clock.now(), &app.places)))
}

/// Where a form leads without letters, or when it has had its effect before: no code is shown a second time.
fn again(form: &RenewalForm) -> Response {
    let done = if form.way == Way::Mail.word() { Done::INVITED_ANEW } else { Done::LETTERS_SHOWN };
    Redirect::to(&done.at(INVITATIONS)).into_response()
}

/// The invitations that were ticked, or all of the list.
async fn meant(app: &App, me: &Me, people: &Roster, query: ChoiceQuery) -> Result<Vec<InvitationId>> {
    if query.all != "1" {
        return Ok(query.invitation);
    }
    Ok(List::read(app, me, people, query.list()).await?.renewable().collect())
}

async fn chosen(app: &App, me: &Me, people: &Roster, form: &RenewalForm) -> Result<Chosen> {
    let own = accounts::people::by_id(&app.db, me.id()).await?.map(|own| own.email).unwrap_or_default();
    let all = all(app, me, people).await?;
    Ok(Chosen::of(&all, &form.invitation, (me, &own), people, app))
}
