//! Saved searches over HTTP.

use std::sync::Arc;

use accounts::attempts::{self, Limit};
use accounts::client::Client;
use accounts::drafts::{self, forms::DraftQuery};
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::people::Reader;
use directory::roster::RosterCache;
use directory::{People, Roster, access};
use forum::finds::{self, queries::Found};
use kernel::clock::HOUR;
use kernel::{Error, once};
use web::forms::Form;
use web::{App, Me, Page, Problems, Query, Result, Routes, links};

use super::atom::Feed;
use super::forms::{ButtonForm, SearchForm};
use super::paths::{EndFeedPath, FeedPath, ListPath, MakeFeedPath, NewPath, RemovalPath, SearchPath};
use super::queries::Saved;
use super::{MOST, Outcome, Question, WIDEST, queries, views};

/// Entries of a feed.
const ENTRIES: u64 = 50;

/// Feeds that are fetched from one network; programs that read feeds ask a few times an hour, and offices share a network.
const FETCHES: Limit = Limit::new("feeds", 600, HOUR);

/// The doors of this noun.
pub fn routes() -> Routes {
    let own = Routes::for_members().get(list).get(blank).post(save).get(show).post(change).post(remove);
    own.post(make_feed).post(end_feed).and(Routes::for_everybody().get(feed))
}

/// `GET /me/searches`
async fn list(_: ListPath, me: Me, people: People, page: Page, State(app): State<App>) -> Result {
    let searches = queries::own(&app.db, &me).await?;
    Ok(page.show(views::TITLE, views::list_page(&searches, reader(&me, &people, &app))))
}

/// `GET /me/searches/new`
async fn blank(
    _: NewPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    RawQuery(asked): RawQuery,
    Query(query): Query<DraftQuery>,
) -> Result {
    let reader = reader(&me, &people, &app);
    let form = match drafts::reopen(&app.db, &me, links::MY_SEARCHES, &query.draft).await? {
        Some(form) => form,
        None => Question::asked(&asked.unwrap_or_default(), &app.places)
            .map_or_else(SearchForm::default, |question| SearchForm::saving(&question, reader)),
    };
    Ok(page.show(views::new_title(&form), views::new_page(&form, &Problems::default(), reader)))
}

/// `POST /me/searches`
async fn save(
    _: ListPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<SearchForm>,
) -> Result {
    let refused = |problems: &Problems| {
        let main = views::new_page(&form, problems, reader(&me, &people, &app));
        page.refuse(views::new_title(&form), main)
    };
    let (question, wanted) = match form.parse_with_question(&app.search.synonyms(), &app.places) {
        Ok(parsed) => parsed,
        Err(problems) => return Ok(refused(&problems)),
    };
    match super::save(&app.db, reader(&me, &people, &app), &question, &wanted, &form.once).await? {
        Outcome::Done(location) => Ok(finished(&app, &me, &form, &location).await),
        Outcome::Full => Ok(refused(&full())),
        Outcome::Wide(count) => Ok(refused(&wide(count))),
    }
}

fn full() -> Problems {
    problem(format!("保存できる検索は{MOST}件までです。使わないものを削除してから、もう一度保存してください。"))
}

fn wide(count: usize) -> Problems {
    problem(format!(
        "この条件には、いま{count}人が当てはまります。保存できるのは、{WIDEST}人までの条件です。「仲間をさがす」の画面で、条件を足してください。"
    ))
}

fn problem(sentence: String) -> Problems {
    let mut problems = Problems::default();
    problems.add("query", sentence);
    problems
}

/// `GET /me/searches/{search}`
async fn show(
    SearchPath { search }: SearchPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Query(query): Query<DraftQuery>,
) -> Result {
    let search = queries::find(&app.db, &me, search).await?;
    let draft = drafts::reopen(&app.db, &me, &links::saved_search(search.id), &query.draft).await?;
    let form = draft.unwrap_or_else(|| SearchForm::of(&search.name, search.level()));
    let main = views::edit_page(&search, &form, &Problems::default(), reader(&me, &people, &app));
    Ok(page.show(views::EDIT_TITLE, main))
}

/// `POST /me/searches/{search}`
async fn change(
    SearchPath { search }: SearchPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<SearchForm>,
) -> Result {
    let search = queries::find(&app.db, &me, search).await?;
    match form.parse() {
        Ok(wanted) => {
            let location = super::change(&app.db, &me, &search, &wanted, &form.once).await?;
            Ok(finished(&app, &me, &form, &location).await)
        }
        Err(problems) => {
            let main = views::edit_page(&search, &form, &problems, reader(&me, &people, &app));
            Ok(page.refuse(views::EDIT_TITLE, main))
        }
    }
}

/// The answer to a form that has had its effect: what was kept of it is thrown away.
async fn finished(app: &App, me: &Me, form: &SearchForm, location: &str) -> Response {
    drafts::finish(&app.db, me, &form.draft, &form.once).await;
    to(location)
}

/// `POST /me/searches/{search}/removal`
async fn remove(path: RemovalPath, me: Me, State(app): State<App>, Form(form): Form<ButtonForm>) -> Result {
    if let Some(earlier) = once::effect(&app.db, me.id(), &super::removal(path.search), &form.once).await? {
        return Ok(to(&earlier));
    }
    Ok(to(&super::remove(&app.db, &me, path.search, &form.once).await?))
}

/// `POST /me/searches/{search}/feed`: the one page on which the address ever stands.
async fn make_feed(
    MakeFeedPath { search }: MakeFeedPath,
    me: Me,
    page: Page,
    State(app): State<App>,
    Form(form): Form<ButtonForm>,
) -> Result {
    let search = queries::find_for_feed(&app.db, &me, search).await?;
    Ok(match super::make_feed(&app.db, &me, search.id, &form.once).await? {
        Some(token) => {
            let address = format!("{}{}", app.config.url, links::search_feed(&token));
            page.show(views::FEED_TITLE, views::feed_page(&search, &address))
        }
        None => to(&links::saved_search(search.id)),
    })
}

/// `POST /me/searches/{search}/feed/end`
async fn end_feed(path: EndFeedPath, me: Me, State(app): State<App>, Form(form): Form<ButtonForm>) -> Result {
    Ok(to(&super::end_feed(&app.db, &me, path.search, &form.once).await?))
}

/// `GET /feeds/searches/{token}.atom`: whoever has the address is told what its owner may know now; of somebody who is
/// shut out, or has left, that is nothing.
async fn feed(
    FeedPath { file }: FeedPath,
    Client(network): Client,
    State(app): State<App>,
    Extension(rosters): Extension<Arc<RosterCache>>,
) -> Result {
    attempts::reserve(&app.db, FETCHES, &network).await?;
    let token = file.strip_suffix(".atom").ok_or(Error::NotFound)?;
    let search = queries::of_feed(&app.db, token).await?.ok_or(Error::NotFound)?;
    let version = directory::roster::version(&app.db).await?;
    let people = rosters.current(&app.db, &app.places, version).await?;
    let found = found(&app, &people, &search).await?;
    let feed = Feed { search: &search, found: &found, people: &people, places: &app.places, url: &app.config.url };
    Ok((HEADERS, feed.document().map_err(Error::Internal)?).into_response())
}

/// What its owner may know now of what a search has found.
async fn found(app: &App, people: &Roster, search: &Saved) -> kernel::Result<Vec<Found>> {
    let viewer = access::on_behalf(people, search.person_id, &app.places);
    match viewer.filter(|viewer| !viewer.is_outside()) {
        Some(viewer) => finds::queries::of_search(&app.db, &viewer, search.id, ENTRIES).await,
        None => Ok(Vec::new()),
    }
}

/// Nobody on the way keeps it, and nobody to whom it leads learns its address.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8")),
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
];

fn reader<'a>(me: &'a Me, people: &'a People, app: &'a App) -> Reader<'a> {
    Reader { viewer: me, people, places: &app.places }
}

fn to(location: &str) -> Response {
    Redirect::to(location).into_response()
}
