//! One run: data, server, sign-in, each page under each load, the limit beside it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use server::{Settings, demo};
use web::links::with_query;

use crate::Options;
use crate::client::{Ask, Client};
use crate::data::{self, READER};
use crate::limit;
use crate::load::{self, Load};
use crate::pages::{self, Page};
use crate::report::{Figures, Report, Site};
use crate::server_process::Server;

/// How many ask at the same time when it is busy.
const MANY: usize = 32;
/// What has been posted is put into the index within this time, which belongs to the cost of posting.
const INDEXING: Duration = Duration::from_secs(2);

/// Does it all and prints it.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let throw_away = tempfile::Builder::new().prefix("yokoito-speed-").tempdir()?;
    let data = options.data.clone().unwrap_or_else(|| throw_away.path().to_owned());
    let began = Instant::now();
    let (mut site, pages) = prepare(options, &data)?;
    site.generated_in = began.elapsed().as_secs_f64();
    eprintln!("{} posts lie ready after {:.1} s.", site.posts, site.generated_in);

    let server = Server::site(options, &data)?;
    let limit = Server::limit()?;
    let cookie = sign_in(&server)?;
    site.ready_after = server.ready_after.as_secs_f64();
    site.memory_before = Some(server.memory()?);
    let chosen = pages.iter().filter(|page| page.name.contains(&options.only));
    let mut figures = Vec::new();
    for page in chosen {
        eprintln!("{} …", page.name);
        figures.push(measure(&server, &limit, &cookie, page, Duration::from_secs_f64(options.seconds))?);
    }
    site.memory_after = Some(server.memory()?);
    Report { site, pages: figures }.print(options.json)
}

fn prepare(options: &Options, data: &Path) -> anyhow::Result<(Site, Vec<Page>)> {
    let settings = settings(data.to_owned(), options.database_url.clone());
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let site = data::prepare(&settings, options.posts).await?;
        let pages = pages::all(&site.app.db).await?;
        let mut told = Site { database: site.app.db.backend().as_str().to_owned(), ..Site::default() };
        for (table, rows) in [("posts", &mut told.posts), ("threads", &mut told.threads), ("people", &mut told.people)]
        {
            *rows = data::count(&site, table).await?;
        }
        site.close().await?;
        Ok((told, pages))
    })
}

fn settings(data: PathBuf, database_url: Option<String>) -> Settings {
    let bind = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let url = format!("http://{bind}");
    let operator = web::Operator::default();
    Settings {
        data,
        database_url,
        files: None,
        program: Settings::THIS_PROGRAM.into(),
        bind,
        url,
        trusted_proxies: Vec::new(),
        mail_from: None,
        relay: None,
        mail_text: web::MailText::None,
        operator,
        sample: false,
    }
}

/// The cookie of a session.
fn sign_in(server: &Server) -> anyhow::Result<String> {
    let form = with_query("", [("email", READER), ("password", demo::PASSWORD)]);
    let ask = Ask { path: "/sign-in".to_owned(), form: Some(form.trim_start_matches('?').to_owned()) };
    let answer = Client::connect(server.address, "")?.send(&ask)?;
    answer.cookie.filter(|_| answer.status == 303).with_context(|| format!("sign in: status {}", answer.status))
}

fn measure(server: &Server, limit: &Server, cookie: &str, page: &Page, time: Duration) -> anyhow::Result<Figures> {
    let after = if page.writes() { INDEXING } else { Duration::ZERO };
    let asked = |connections, gzip, time| load::run(server, cookie, page, Load { connections, time, gzip }, after);
    // Statements are prepared and pages of the disk are read before anything is measured.
    asked(4, true, time / 6)?;
    let plain = asked(1, false, time)?;
    let one = asked(1, true, time)?;
    let many = asked(MANY, true, time)?;
    let constant = Page::read("constant", vec![limit::ask(plain.bytes).path]);
    let bare = |connections| {
        load::run(limit, "", &constant, Load { connections, time: time / 2, gzip: false }, Duration::ZERO)
    };
    Ok(Figures { name: page.name, plain, one, many, limit_one: bare(1)?, limit_many: bare(MANY)? })
}
