//! Requests for what was brought in; for everybody but administrators none of these addresses exists.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use directory::{People, guarding::Reading};
use kernel::Viewer;
use kernel::once::effect;
use web::{App, Done, Form, Page, Problems, Query, Routes, page::Me};

use super::forms::{BulkForm, DiscardForm, ImportQuery, TextForm};
use super::paths::{BulkDiscardPath, BulkReleasePath, DiscardPath, ImportPath, ImportsPath, ReleasePath, TextPath};
use super::policy::{Discard, Release, Settle};
use super::queries::{self, Import, Levels, Waiting};
use super::texts::{rank, reading};
use super::{releases, views};
use crate::posts::forms::once;

pub fn routes() -> Routes {
    let reads = Routes::for_members().get(index).get(show).get(text);
    reads.post(release_many).post(discard_rest).post(release).post(discard).into()
}

async fn index(ImportsPath: ImportsPath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    Ok(page.show(views::TITLE, views::index_page(&queries::all(&app.db, &me).await?)))
}

async fn show(
    ImportPath { import }: ImportPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<ImportQuery>,
    State(app): State<App>,
) -> web::Result {
    let import = queries::find(&app.db, &me, import).await?;
    let sent_to = BulkReleasePath { import: import.id }.to_string();
    let form = drafts::reopen(&app.db, &me, &sent_to, &query.draft).await?.unwrap_or_else(BulkForm::fresh);
    answer(&app, (&me, &people, &page), &import, (&query, &form), None).await
}

/// The page of an archive, perhaps with what is wrong with its form.
async fn answer(
    app: &App,
    (me, people, page): (&Viewer, &People, &Page),
    import: &Import,
    (query, form): (&ImportQuery, &BulkForm),
    problems: Option<Problems>,
) -> web::Result {
    let levels = Levels::of(&query.level);
    let (texts, total) = queries::page(&app.db, me, import.id, levels, query.number()).await?;
    let view = views::ImportPage { import, texts: &texts, total, query, form, people, places: &app.places };
    Ok(match problems {
        None => page.show(views::SHOW, views::import_page(&view, &Problems::default())),
        Some(problems) => page.refuse(views::SHOW, views::import_page(&view, &problems)),
    })
}

async fn release_many(
    BulkReleasePath { import }: BulkReleasePath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<BulkForm>,
) -> web::Result {
    let import = queries::find(&app.db, &me, import).await?;
    once(&form.once)?;
    match form.parse(&import, &app.places) {
        Ok((level, room, reason)) => {
            let import = me.may::<Settle>(import)?;
            let location = releases::release_many(&app, import, level, room, &reason, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            Ok(Redirect::to(&Done::IMPORT_RELEASING.at(&location)).into_response())
        }
        Err(problems) => {
            answer(&app, (&me, &people, &page), &import, (&ImportQuery::default(), &form), Some(problems)).await
        }
    }
}

async fn discard_rest(
    BulkDiscardPath { import }: BulkDiscardPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<DiscardForm>,
) -> web::Result {
    let import = queries::find(&app.db, &me, import).await?;
    once(&form.once)?;
    if form.sure != "1" {
        let (mut problems, shown) = (Problems::default(), BulkForm::fresh());
        problems.add("sure", "捨てた文章は、元に戻せません。よいときは、印を付けてください。");
        return answer(&app, (&me, &people, &page), &import, (&ImportQuery::default(), &shown), Some(problems)).await;
    }
    let location = releases::discard_rest(&app, me.may::<Settle>(import)?, &form.once).await?;
    Ok(Redirect::to(&Done::IMPORT_DISCARDED.at(&location)).into_response())
}

async fn text(
    TextPath { text }: TextPath,
    me: Me,
    people: People,
    page: Page,
    Query(query): Query<ImportQuery>,
    State(app): State<App>,
) -> web::Result {
    let text = queries::find_text(&app.db, &me, text).await?;
    let sent_to = ReleasePath { text: text.id }.to_string();
    let form = drafts::reopen(&app.db, &me, &sent_to, &query.draft).await?.unwrap_or_else(|| TextForm::of(&text));
    let reading = read(&app, &people, &text, &form);
    let view = views::TextPage { text: &text, form: &form, reading: &reading, people: &people, places: &app.places };
    Ok(page.show(views::TEXT, views::text_page(&view, &Problems::default())))
}

fn read(app: &App, people: &People, text: &Waiting, form: &TextForm) -> Reading {
    let title = (!text.is_begun).then_some(form.title.as_str());
    reading(people, &app.places, text.author_id, title, &form.body)
}

async fn release(
    ReleasePath { text }: ReleasePath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
    Form(form): Form<TextForm>,
) -> web::Result {
    // What has been decided waits no more: the same form again is answered by what it has done.
    if let Some(location) = effect(&app.db, me.id(), &form.name(text), &form.once).await? {
        return Ok(Redirect::to(&Done::IMPORT_RELEASED.at(&location)).into_response());
    }
    let text = queries::find_text(&app.db, &me, text).await?;
    once(&form.once)?;
    let reading = read(&app, &people, &text, &form);
    let level = rank(reading.level());
    let problems = match form.parse(&text, level, &app.places) {
        Ok((wanted, reason)) => {
            let one = me.may::<Release>(text.with_level(level))?;
            let location = releases::release(&app, &people, one, &wanted, &reason, &form.once).await?;
            drafts::finish(&app.db, &me, &form.draft, &form.once).await;
            return Ok(Redirect::to(&Done::IMPORT_RELEASED.at(&location)).into_response());
        }
        Err(problems) => problems,
    };
    let view = views::TextPage { text: &text, form: &form, reading: &reading, people: &people, places: &app.places };
    Ok(page.refuse(views::TEXT, views::text_page(&view, &problems)))
}

async fn discard(
    DiscardPath { text }: DiscardPath,
    me: Me,
    State(app): State<App>,
    Form(form): Form<DiscardForm>,
) -> web::Result {
    if let Some(location) = effect(&app.db, me.id(), &releases::discarding(text), &form.once).await? {
        return Ok(Redirect::to(&Done::IMPORT_DISCARDED.at(&location)).into_response());
    }
    let text = queries::find_text(&app.db, &me, text).await?;
    once(&form.once)?;
    let location = releases::discard(&app, me.may::<Discard>(text)?, &form.once).await?;
    Ok(Redirect::to(&Done::IMPORT_DISCARDED.at(&location)).into_response())
}
