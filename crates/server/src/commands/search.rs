//! `yokoito search`

use accounts::people::by_email;
use anyhow::{Context as _, bail};
use kernel::Clock;
use kernel::db::sql;
use sea_orm::FromQueryResult;
use search::Ask;
use serde_json::json;

use super::say;
use crate::search_page::Language;
use crate::{Settings, Site};

/// What to look for, and for whom.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The words
    words: Vec<String>,
    /// As this person would; without it, as somebody who reads 全国 only
    #[arg(long = "as")]
    on_behalf_of: Option<String>,
    /// Most hits
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// What is like the discussion with this number, instead of words
    #[arg(long, conflicts_with = "words")]
    like: Option<i64>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: kernel::ThreadId,
    title: String,
    source_id: Option<String>,
}

/// Prints what that person would find, by the very code of the search page.
pub async fn run(options: Options, settings: Settings) -> anyhow::Result<()> {
    let site = Site::open(&settings, Clock::System).await?;
    let result = find(&site, &options).await;
    site.close().await?;
    result
}

async fn find(site: &Site, options: &Options) -> anyhow::Result<()> {
    let app = &site.app;
    if !app.search.ready() {
        app.search.settle().await.context("build the index")?;
    }
    let scope = match &options.on_behalf_of {
        None => kernel::Scope::of([kernel::RoomId::JAPAN].into(), [].into()),
        Some(email) => scope_of(site, email).await?,
    };
    let mut ask = Ask::new("thread", scope.clone(), app.db.clock.now());
    ask.words = match options.like {
        Some(id) => row(app, &scope, id).await?.context("there is no such discussion")?.title,
        None => options.words.join(" "),
    };
    ask.limit = options.limit + usize::from(options.like.is_some());
    let roster = directory::Roster::load(&app.db, &app.places).await?;
    let (ask, _) = Language { scope: &scope, roster: &roster, places: &app.places }.read(ask);
    let found = app.search.search(&ask).await.map_err(|_| anyhow::anyhow!("the index is being built"))?;
    for hit in found.whole.iter().chain(&found.partial).chain(&found.near).take(options.limit) {
        if Some(hit.key.id) == options.like {
            continue;
        }
        let found = row(app, &scope, hit.key.id).await?;
        let Some(Row { id, title, source_id }) = found else { continue };
        let url = format!("{}{}", app.config.url, web::links::thread(id));
        if options.json {
            let line = json!({"id": format!("thread-{id}"), "source_id": source_id, "title": title, "score": hit.score, "url": url});
            say(line);
        } else {
            say(format_args!("{:>8.3}  {title}  {url}", hit.score));
        }
    }
    Ok(())
}

/// A discussion, read under the scope too: an index that is behind shows nothing more.
async fn row(app: &web::App, scope: &kernel::Scope, id: i64) -> anyhow::Result<Option<Row>> {
    let rooms = scope.rooms().iter().map(|room| room.0.to_string()).collect::<Vec<_>>().join(",");
    let text = format!(
        "SELECT id, title, (SELECT d.source_id FROM import_discussions AS d WHERE d.id = threads.id AND d.source_id <> '')
         AS source_id FROM threads WHERE id = $1 AND hidden_at IS NULL AND room_id IN ({rooms})"
    );
    Ok(Row::find_by_statement(sql(&app.db.conn, &text, [id.into()])).one(&app.db.conn).await?)
}

async fn scope_of(site: &Site, email: &str) -> anyhow::Result<kernel::Scope> {
    let app = &site.app;
    let Some(account) = by_email(&app.db, email).await? else { bail!("nobody has the e-mail address {email}") };
    let roster = directory::Roster::load(&app.db, &app.places).await?;
    let person = roster.person(account.id).context("the person is not on the roster")?;
    if !person.is_active {
        bail!("{email} is not an active member");
    }
    let rooms = roster.rooms_of(person, &app.places);
    Ok(kernel::Scope::of(rooms.reads, rooms.tends))
}
