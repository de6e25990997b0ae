//! What people type, search for and open stands in no line of the log, at any level and whatever goes wrong.

use std::io::Write;
use std::sync::{Arc, Mutex};

use sea_orm::ConnectionTrait as _;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{PASSWORD, Site, fresh_once};

/// Words that stand in bodies, and in parameters of addresses.
const TYPED: &str = "カナリアの本文";
const ASKED: &str = "canary-in-the-query";

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no test has failed yet").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_texts_nor_parameters_reach_the_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_env_filter(server::cli::log_filter("trace"));
    let listening = tracing::subscriber::set_default(subscriber.with_writer(log.clone()).finish());
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let visitor = site.visitor();
    let thread = alice.asks("pref-11", TYPED, TYPED).await;
    // Until the first index is there, the search answers 503.
    site.settle().await;
    for path in
        ["/threads", "/search", "/coordinators", &thread, "/threads/new", "/me/drafts", "/", "/nowhere", "/threads/1"]
    {
        for name in ["q", "cursor", "title", "page", "reply", "draft", "next"] {
            let path = format!("{path}?{name}={ASKED}");
            assert!(alice.get(&path).await.status < 500 && visitor.get(&path).await.status < 500, "{path}");
        }
    }
    visitor.get(&format!("/sign-in?next=/{ASKED}")).await.is(200);
    alice.get(&format!("/search?q={}", web::links::encode(TYPED))).await.is(200);
    let fields = [("query", "q=a"), ("name", TYPED), ("level", "1")];
    alice.posts("/me/searches", &fields).await.is(303);
    let saved = alice.get("/me/searches").await.values("data-id").remove(0).replace("search-", "/me/searches/");
    let page = alice.posts(&format!("{saved}/feed"), &[]).await.is(200);
    let token = page.body.split("/feeds/searches/").nth(1).and_then(|rest| rest.split('.').next()).expect("a token");
    let token = token.to_owned();
    for path in [format!("/feeds/searches/{token}.atom"), format!("/feeds/searches/{token}"), format!("/x/{token}")] {
        assert!(visitor.get(&path).await.status < 500 && alice.get(&path).await.status < 500, "{path}");
    }
    site.tells().await;
    let guard = ["/guard/readings", "/guard/replacements", "/guard/disputes", "/mentions", "/threads/templates"];
    let posts = ["/threads", "/threads/similar", "/preview", "/me/drafts", "/me/profile", "/sign-in", "/nowhere"];
    let forms = [format!("{thread}/replies"), format!("{thread}/edit"), format!("{thread}/thanks")];
    for path in posts.iter().chain(&guard).copied().chain(forms.iter().map(String::as_str)) {
        let once = fresh_once();
        let fields = [
            ("title", TYPED),
            ("body", TYPED),
            ("introduction", TYPED),
            ("kana", "ありす"),
            ("email", TYPED),
            ("password", TYPED),
            ("room", TYPED),
            ("on", TYPED),
            ("sent_to", "/threads"),
            ("q", TYPED),
            ("template", "case"),
            ("guard_replace", "all"),
            ("guard_reason", TYPED),
            ("once", &once),
        ];
        for person in [&alice, &visitor] {
            let status = person.posts(&format!("{path}?x={ASKED}"), &fields).await.status;
            assert!(status < 500, "{path}: {status}");
        }
    }
    // Too late, kept.
    site.wait_minutes(13 * 60);
    alice.posts("/threads", &[("title", TYPED), ("body", TYPED)]).await.is(303);
    alice.signs_in().await.is(303);
    // Our own fault: the statement that fails carries the text.
    let tx = site.inner.app.db.begin().await.expect("begin");
    tx.conn.execute_unprepared("DROP TABLE drafts").await.expect("drop");
    tx.commit().await.expect("commit");
    alice.posts("/me/drafts", &[("body", TYPED), ("sent_to", "/threads")]).await.is(500).hides(TYPED);
    alice.get(&format!("/me/drafts?q={ASKED}")).await.is(500);
    site.settle().await;
    drop(listening);

    let log = String::from_utf8_lossy(&log.0.lock().expect("no test has failed yet")).into_owned();
    assert!(log.contains("request failed"), "nothing was listened to");
    for word in [TYPED, ASKED, PASSWORD, &web::links::encode(TYPED), &token] {
        let lines: Vec<_> = log.lines().filter(|line| line.contains(word)).take(3).collect();
        assert!(lines.is_empty(), "{word} is in the log:\n{}", lines.join("\n"));
    }
}
