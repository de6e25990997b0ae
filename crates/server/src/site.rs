//! One open site: database, map, roster and index.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use directory::Roster;
use directory::guarding::Guards;
use directory::index::PeopleSource;
use directory::roster::RosterCache;
use files::{Files, Store};
use forum::index::ThreadSource;
use forum::reads::Marks;
use kernel::db::sql;
use kernel::{Clock, Db, Places};
use migrations::Migrator;
use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use sea_orm_migration::MigratorTrait as _;
use web::{App, Config, MailText, Operator, progress};

use crate::mail::{Carrier, Relay, Sender};
use crate::synonyms::missed::Missed;

/// Settings of the operator.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of the database, the index and the files.
    pub data: PathBuf,
    /// `postgres://…`, or none for SQLite inside the data folder.
    pub database_url: Option<String>,
    /// Where files are stored; a folder inside the data folder if nothing is said.
    pub files: Option<String>,
    /// The program that knows the command by which files are looked into: this one.
    pub program: PathBuf,
    /// Address to listen on.
    pub bind: SocketAddr,
    /// Public base address without a trailing slash.
    pub url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// From whom letters are; the site itself if nobody is named.
    pub mail_from: Option<Sender>,
    /// The mail server to which letters are handed; without one they lie in the data folder.
    pub relay: Option<Relay>,
    /// How much of what was written stands in mail about it.
    pub mail_text: MailText,
    /// Who runs the site.
    pub operator: Operator,
    /// Whether this is the demo.
    pub sample: bool,
}

impl Settings {
    /// This program, also after its file has been replaced by a newer one.
    pub const THIS_PROGRAM: &str = "/proc/self/exe";

    /// Carries letters to the mail server, or into the data folder.
    pub fn carrier(&self) -> Carrier {
        let sender = self.mail_from.clone().unwrap_or_else(|| Sender::of_site(&self.url));
        Carrier { folder: self.data.join("mail"), relay: self.relay.clone(), sender }
    }
}

/// One open site; cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// What handlers reach.
    pub app: App,
    /// The people in memory, as of their last change.
    pub roster: Arc<RosterCache>,
    /// How far people have read, as far as it waits to be written.
    pub marks: Marks,
    /// What was asked in vain, as far as it waits to be written.
    pub missed: Missed,
    /// What every text passes that others will read.
    pub guards: Guards,
    /// What handles files.
    pub files: Files,
    /// How far long forms have come.
    pub progress: progress::Board,
}

impl Site {
    /// Opens the site: migrates the database, loads reference data, opens the index.
    pub async fn open(settings: &Settings, clock: Clock) -> anyhow::Result<Self> {
        let (db, places) = open_database(settings, clock).await?;
        let places = Arc::new(places);
        let sources: Vec<Arc<dyn search::Source>> =
            vec![Arc::new(ThreadSource), Arc::new(PeopleSource::new(Arc::clone(&places)))];
        let index = search::Index::open(&settings.data.join("index"), db.clone(), sources).await?;
        let config = Config {
            url: settings.url.clone(),
            sample: settings.sample,
            trusted_proxies: settings.trusted_proxies.clone(),
            operator: settings.operator.clone(),
            mail_text: settings.mail_text,
        };
        let (marks, missed) = (Marks::new(db.clone()), Missed::new(db.clone()));
        let guards = Guards::open(&db).await?;
        let store = Store::open(settings.files.as_deref(), &settings.data, std::env::vars())?;
        let files = Files::new(store, settings.program.clone(), settings.data.clone());
        let app = App { db, search: index, places, config: Arc::new(config) };
        Ok(Self {
            app,
            roster: Arc::new(RosterCache::default()),
            marks,
            missed,
            guards,
            files,
            progress: progress::Board::default(),
        })
    }

    /// Everybody on the site, as of now.
    pub async fn people(&self) -> kernel::Result<Arc<Roster>> {
        let app = &self.app;
        let version = directory::roster::version(&app.db).await?;
        self.roster.current(&app.db, &app.places, version).await
    }

    /// Writes what waits, commits the index and closes the database.
    pub async fn close(self) -> anyhow::Result<()> {
        self.marks.close().await;
        self.missed.close().await;
        self.app.search.close().await;
        self.app.db.close().await?;
        Ok(())
    }
}

/// Opens what a command needs that must not touch the index, which belongs to the running server.
pub async fn open_database(settings: &Settings, clock: Clock) -> anyhow::Result<(Db, Places)> {
    create_private(&settings.data)?;
    let db = Db::connect(&database_url(settings), clock).await.context("open the database")?;
    migrate(&db).await.context("migrate the database")?;
    let places = directory::reference::load(&db).await.context("load reference data")?;
    search::synonyms::stored::bring_shipped(&db).await.context("bring the words that mean the same")?;
    db.take_stock().await.context("let the database look at its tables")?;
    Ok((db, places))
}

fn database_url(settings: &Settings) -> String {
    let file = || format!("sqlite://{}", settings.data.join("yokoito.db").display());
    settings.database_url.clone().unwrap_or_else(file)
}

/// Two instances that start at once on PostgreSQL must not migrate at once, nor take over a restored change log: the
/// second one waits here.
async fn migrate(db: &Db) -> anyhow::Result<()> {
    let conn = db.for_migrations();
    if db.backend() == DbBackend::Postgres {
        let turn = conn.begin().await?;
        turn.execute_raw(sql(&turn, "SELECT pg_advisory_xact_lock(7501741)", [])).await?;
        Migrator::up(conn, None).await?;
        search::index::take_over(db).await?;
        turn.commit().await?;
    } else {
        Migrator::up(conn, None).await?;
    }
    Ok(())
}

/// The folder holds what people wrote, so nobody else on the machine may read it, whoever made it.
fn create_private(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if !folder.exists() {
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.with_context(|| format!("create the data folder {}", folder.display()))?;
    }
    let closed = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700));
    closed.with_context(|| format!("close the data folder {} to others", folder.display()))
}
