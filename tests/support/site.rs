//! A site of one's own: fresh database, index in a temporary folder, a clock that stands still until it is turned.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use directory::access::parse_role;
use directory::members::{self, NewMember, NewOrganisation, NewSeat};
use kernel::db::sql;
use kernel::viewer::Standing;
use kernel::{Clock, PersonId, Timestamp};
use sea_orm::{ConnectionTrait as _, DbBackend};
use server::Settings;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{Persona, database};

/// Everybody's password.
pub const PASSWORD: &str = "とても長い合言葉をつかいます。";

/// The site.
pub struct Site {
    /// The open site.
    pub inner: server::Site,
    pub router: Router,
    clock: Arc<AtomicI64>,
    folder: TempDir,
    database_url: Option<String>,
}

/// The settings of a site whose data lies in `folder`.
pub fn settings(folder: &Path, database_url: Option<String>) -> Settings {
    Settings {
        data: folder.to_owned(),
        database_url,
        files: None,
        program: program(),
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        url: "http://127.0.0.1:8080".to_owned(),
        trusted_proxies: Vec::new(),
        mail_from: None,
        relay: None,
        mail_text: web::MailText::None,
        operator: web::Operator::default(),
        sample: false,
    }
}

/// The program beside the tests, which is built with them.
pub fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("this program");
    let folder = tests.parent().and_then(Path::parent).expect("the folder of what has been built");
    folder.join("yokoito")
}

impl Site {
    /// A fresh site on 2026-11-22 at noon in Japan.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().expect("make a folder");
        let database_url = database::make(folder.path()).await;
        let noon = Timestamp::start_of_day("2026-11-22").expect("a date").0 + 12 * 3_600_000;
        Self::on(folder, database_url, Arc::new(AtomicI64::new(noon)), web::MailText::None).await
    }

    /// The same, with as much of what was written in mail.
    pub async fn open_telling(mail_text: web::MailText) -> Self {
        let Self { inner, router, clock, folder, database_url } = Self::open().await;
        drop(router);
        inner.close().await.expect("stop the site");
        Self::on(folder, database_url, clock, mail_text).await
    }

    async fn on(
        folder: TempDir,
        database_url: Option<String>,
        clock: Arc<AtomicI64>,
        mail_text: web::MailText,
    ) -> Self {
        let settings = Settings { mail_text, ..settings(folder.path(), database_url.clone()) };
        let inner = server::Site::open(&settings, Clock::Set(Arc::clone(&clock))).await.expect("open the site");
        let router = server::router::router(inner.clone());
        Self { inner, router, clock, folder, database_url }
    }

    /// Stops the site and starts it again on the same data, after `meanwhile` has had its way with the folder.
    pub async fn restarted_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self { inner, router, clock, folder, database_url } = self;
        drop(router);
        inner.close().await.expect("stop the site");
        meanwhile(folder.path());
        Self::on(folder, database_url, clock, web::MailText::None).await
    }

    /// The folder of the site.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Turns the clock on by so many minutes.
    pub fn wait_minutes(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Where in the database these words stand: every column of every table is looked through.
    pub async fn traces_of(&self, words: &str) -> Vec<String> {
        let conn = &self.inner.app.db.conn;
        let columns = match conn.get_database_backend() {
            DbBackend::Postgres => {
                "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'"
            }
            _ => {
                "SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
            }
        };
        let mut found = Vec::new();
        for row in conn.query_all_raw(sql(conn, columns, [])).await.expect("the columns") {
            let (table, column): (String, String) =
                (row.try_get("", "t").expect("t"), row.try_get("", "c").expect("c"));
            let count = format!("SELECT COUNT(*) AS n FROM {table} WHERE CAST({column} AS TEXT) LIKE $1");
            let like = format!("%{words}%").into();
            let row = conn.query_one_raw(sql(conn, &count, [like])).await.expect("a query").expect("a row");
            if row.try_get::<i64>("", "n").expect("n") > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
        // The catalogues of databases have no order of their own.
        found.sort();
        found
    }

    /// One number from the database.
    pub async fn number(&self, query: &str) -> i64 {
        let conn = &self.inner.app.db.conn;
        let row = conn.query_one_raw(sql(conn, query, [])).await.expect("a query").expect("a row");
        row.try_get("", "n").expect("a column n")
    }

    /// Writes into the database what no form of ours would.
    pub async fn does(&self, statement: &str) {
        let tx = self.inner.app.db.begin().await.expect("begin");
        tx.conn.execute_unprepared(statement).await.expect("a statement");
        tx.commit().await.expect("commit");
    }

    /// Ends the tenures of a person: they have left the post.
    pub async fn leaves(&self, person: &Persona) {
        let app = &self.inner.app;
        let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
        let tx = app.db.begin().await.expect("begin");
        for tenure in &roster.person(person.id).expect("the person").tenures {
            members::end_tenure(&tx, None, tenure.id, tx.now).await.expect("end");
        }
        tx.commit().await.expect("commit");
    }

    /// Waits until everything that has been written can be found.
    pub async fn settle(&self) {
        self.inner.app.search.settle().await.expect("index what was written");
    }

    /// Carries the mail into this site's data folder.
    pub fn carrier(&self) -> server::mail::Carrier {
        settings(self.folder.path(), None).carrier()
    }

    /// Tells people what is new, as the server does all the time.
    pub async fn tells(&self) {
        server::news::tell(&self.inner).await.expect("tell");
        server::saved_searches::matching::tell(&self.inner).await.expect("tell of what saved searches find");
        let people = self.inner.people().await.expect("the people");
        server::saved_searches::watching::Watch::default()
            .tell(&self.inner, people)
            .await
            .expect("tell of whom conditions find");
        server::news::queue_letters(&self.inner).await.expect("queue letters");
    }

    /// The letters that leave now, as they lie in the data folder afterwards.
    pub async fn letters_out(&self) -> Vec<String> {
        self.tells().await;
        let carrier = self.carrier();
        let before = names(&carrier.folder);
        carrier.carry(&self.inner).await.expect("carry");
        let new = names(&carrier.folder).into_iter().filter(|name| !before.contains(name));
        new.map(|name| std::fs::read_to_string(carrier.folder.join(name)).expect("a letter")).collect()
    }

    /// A member who serves these places (codes with commas), signed in.
    pub async fn member(&self, name: &str, places: &str) -> Persona {
        self.person(name, places, "medical-association", "member").await
    }

    /// An approved person with a kind of employer and a role such as `manager:11`, signed in.
    pub async fn person(&self, name: &str, places: &str, affiliation: &str, role: &str) -> Persona {
        let id = self.add(name, places, affiliation, role, Standing::Active).await;
        Persona::sign_in(self, name, id).await
    }

    /// Somebody who waits for approval, signed in.
    pub async fn pending(&self, name: &str) -> Persona {
        let id = self.add(name, "11202", "hospital", "member", Standing::Pending).await;
        Persona::sign_in(self, name, id).await
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Persona {
        Persona::visitor(self)
    }

    /// Puts a person onto the site without signing in; no places means no seat.
    pub async fn add(&self, name: &str, places: &str, affiliation: &str, role: &str, standing: Standing) -> PersonId {
        let app = &self.inner.app;
        let now = app.db.clock.now();
        let codes: Vec<String> = places.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        let seat = (!codes.is_empty()).then(|| new_seat(&format!("{name}の勤め先"), affiliation, codes, now));
        let role = parse_role(role, &app.places).expect("a role");
        let member = NewMember {
            name: format!("{name} さん"),
            kana: "てすと".to_owned(),
            email: format!("{name}@example.jp"),
            password_hash: Some(hash().await),
            standing,
            joined_at: now,
            seat,
            role,
            qualifications: vec!["nurse".to_owned()],
            themes: vec!["acp".to_owned()],
            introduction: String::new(),
            experience_years: Some(3),
        };
        let member = member.check(&app.places).expect("a good member");
        let tx = app.db.begin().await.expect("begin");
        let id = members::add(&tx, None, &member, &app.places).await.expect("add");
        tx.commit().await.expect("commit");
        id
    }
}

/// What lies in a folder, by name; nothing if there is none.
fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    names
}

/// A seat that serves these places, at an employer in the first of them.
pub fn new_seat(employer: &str, affiliation: &str, places: Vec<String>, started_at: Timestamp) -> NewSeat {
    NewSeat {
        organisation: NewOrganisation {
            name: employer.to_owned(),
            affiliation: affiliation.to_owned(),
            municipality: places[0].clone(),
            phone: "0230-00-0000".to_owned(),
        },
        title: "コーディネーター".to_owned(),
        form: "commissioned".to_owned(),
        is_hub: false,
        is_full_time: true,
        places,
        started_at,
        ended_at: None,
    }
}

/// Hashed once for all, since hashing is slow on purpose.
async fn hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH.get_or_init(|| async {
        let password = accounts::passwords::Password::parse(PASSWORD, &accounts::passwords::Context::default())
            .expect("a good password");
        password.hash().await.expect("hash")
    });
    hash.await.clone()
}
