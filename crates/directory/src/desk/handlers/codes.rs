//! Codes on paper: one, or letters to many who have never been able to sign in.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::{Permit, once};
use web::{App, Done, Form, Me, Page, Problems, Query, Result, Routes, Work, links};

use crate::People;
use crate::desk::codes::issue_codes;
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::{ButtonForm, CodesForm, CodesQuery};
use crate::desk::paths::{CodePath, CodesPath};
use crate::desk::policy::IssueCode;
use crate::desk::{self, Sent, WITHOUT_ACCESS, queries, views};
use crate::letterhead::{Letterhead, MOST};

/// The door of codes.
pub fn routes() -> Routes {
    Routes::for_members().post(issue).get(choose).post(print).into()
}

/// `POST /admin/people/{id}/code`: the one page on which the code ever stands.
async fn issue(
    CodePath { id }: CodePath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Form(form): Form<ButtonForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let file = desk.person(id)?;
    let permit = me.may::<IssueCode>(file.subject)?;
    let location = links::registration(id);
    let sent = Sent { once: &form.once, location: &location };
    Ok(match desk::issue_code(&app.db, &app.places, &app.config, permit, sent).await? {
        Some(issued) => page.show(views::CODE_TITLE, views::code_page(file.person, &issued, &app.config)),
        None => Redirect::to(&location).into_response(),
    })
}

/// `GET /admin/people/codes`
async fn choose(
    _: CodesPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<CodesQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let without = queries::without_access(&app.db.conn).await?;
    let meant = if query.all == "1" {
        desk.known(&query.q, Some(&without)).iter().map(|file| file.person.id).collect()
    } else {
        query.person
    };
    let form = drafts::reopen(&app.db, &me, &CodesPath.to_string(), &query.draft).await?;
    let form = form.unwrap_or_else(|| CodesForm::fresh(meant, Letterhead::of(people.person(me.id()))));
    let files = chosen(&desk, &app, &form).await?;
    let main = views::codes_page(&files, &form, &Problems::default(), &app.places);
    Ok(if (1..=MOST).contains(&files.len()) {
        page.show(views::CODES_TITLE, main)
    } else {
        page.refuse(views::CODES_TITLE, main)
    })
}

/// `POST /admin/people/codes`: the one page on which these codes ever stand.
async fn print(
    _: CodesPath,
    me: Me,
    people: People,
    State(app): State<App>,
    (page, work): (Page, Work),
    Form(form): Form<CodesForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let sent_as = once::typed("codes", [form.content().as_str()]);
    if once::effect(&app.db, me.id(), &sent_as, &form.once).await?.is_some() {
        return Ok(shown_before());
    }
    let files = chosen(&desk, &app, &form).await?;
    let refuse = |problems| page.refuse(views::CODES_TITLE, views::codes_page(&files, &form, problems, &app.places));
    let head = match form.parse() {
        Ok(head) if (1..=MOST).contains(&files.len()) => head,
        parsed => return Ok(refuse(&parsed.err().unwrap_or_default())),
    };
    let permits = files.iter().map(|file| me.may::<IssueCode>(file.subject.clone()));
    let permits: Vec<Permit<IssueCode>> = permits.collect::<kernel::Result<_>>()?;
    let printed = issue_codes(&app, me.id(), permits, (&sent_as, &form.once), &work.teller()).await?;
    let Some(printed) = printed else {
        return Ok(shown_before());
    };
    drafts::finish(&app.db, &me, &form.draft, &form.once).await;
    let letters = views::CodeLetters { printed: &printed, head: &head, sender: me.name(), url: &app.config.url };
    Ok(page.show(views::LETTERS_TITLE, views::code_letters_page(&desk, &letters)))
}

fn shown_before() -> Response {
    Redirect::to(&Done::CODES_SHOWN.at(WITHOUT_ACCESS)).into_response()
}

/// Those of the form who cannot sign in yet and are outranked by the actor; the others are as if they were not there.
async fn chosen<'a>(desk: &Desk<'a>, app: &App, form: &CodesForm) -> Result<Vec<PersonFile<'a>>> {
    let without = queries::without_access(&app.db.conn).await?;
    let files = desk.known("", Some(&without)).into_iter();
    Ok(files
        .filter(|file| form.person.contains(&file.person.id) && file.subject.is_outranked_by(&desk.actor))
        .collect())
}
