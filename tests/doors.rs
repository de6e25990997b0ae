//! Every door of the site, knocked on by everybody, compared with a table that is changed knowingly.

use std::fmt::Write as _;

use axum::http::Method;

use crate::support::{Persona, Site, fresh_once};

/// The table; run with `UPDATE_TABLES=1` to write it anew after a change that is meant.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tables/doors.txt");

#[tokio::test]
async fn every_door_answers_everybody_as_the_table_says() {
    let site = Site::open().await;
    let author = site.member("author", "11202").await;
    let thread = author.asks("pref-11", "入退院支援ルールの見直し", "進め方を教えてください。").await;
    let reply = author.replies(&thread, "追記です。").await;
    let file = attached(&author, &thread).await;
    let group = author.founds("看取りの事例をみる会").await;
    let knockers = personas(&site).await;
    let desk = Desk::of(&site, &author, &knockers).await;
    let mut table = String::new();
    let routes = server::router::routes();
    // Signing out ends the session of whoever knocks, so it comes last.
    let (last, others): (Vec<_>, Vec<_>) = routes.doors().iter().partition(|door| door.path == "/sign-out");
    for door in others.into_iter().chain(last) {
        let path = filled(&desk.filled(door.path), &thread, &reply, &author)
            .replace("{group}", group.trim_start_matches("group-"))
            .replace("{file}", &file);
        let _ = write!(table, "{:<5}{:<39} {:<10}", door.method.as_str(), door.path, door.access.name());
        for (name, persona) in &knockers {
            let status = knock(persona, &door.method, &path).await;
            let _ = write!(table, " {name}={status}");
        }
        table.push('\n');
    }
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(TABLE, &table).expect("write the table");
    }
    let expected = std::fs::read_to_string(TABLE).unwrap_or_default();
    assert_eq!(table, expected, "the doors differ from tests/tables/doors.txt");
}

/// A picture on a reply.
async fn attached(author: &Persona, thread: &str) -> String {
    let picture = crate::files::samples::picture(image::ImageFormat::Png);
    let fields = [("body", "写真です。"), ("files_seen", "1")];
    author.sends(&format!("{thread}/replies"), &fields, &[("図.png", picture)]).await.is(303);
    author.get(thread).await.files().remove(0)
}

/// One of each kind; the thread lies in 埼玉県, where the outsider has no seat.
async fn personas(site: &Site) -> Vec<(&'static str, Persona)> {
    vec![
        ("visitor", site.visitor()),
        ("pending", site.pending("pending").await),
        ("member", site.member("member", "11202").await),
        ("outsider", site.member("outsider", "27100").await),
        ("observer", site.person("observer", "", "other", "observer:pref-11").await),
        ("officer", site.person("officer", "", "municipality", "officer:11202").await),
        ("manager", site.person("manager", "", "prefecture", "manager:11").await),
        ("bureau", site.person("bureau", "", "other", "bureau:kantoshinetsu").await),
        ("administrator", site.person("administrator", "", "other", "administrator").await),
        ("suspended", suspended(site).await),
        ("outside", outside(site).await),
    ]
}

/// Somebody who has left the only seat.
async fn outside(site: &Site) -> Persona {
    let persona = site.member("outside", "11202").await;
    site.leaves(&persona).await;
    persona
}

async fn suspended(site: &Site) -> Persona {
    let persona = site.member("suspended", "11202").await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, persona.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    persona
}

/// Whose registration is changed, a request that waits for the answer of the member who knocks, and a text that waits for
/// the decision of the manager.
struct Desk {
    person: String,
    seat: String,
    tenure: String,
    request: String,
    dispute: String,
}

impl Desk {
    async fn of(site: &Site, author: &Persona, knockers: &[(&'static str, Persona)]) -> Self {
        let person = site.member("registered", "11202").await.id;
        let app = &site.inner.app;
        let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
        let tenure = &roster.person(person).expect("the person").tenures[0];
        let (_, member) = knockers.iter().find(|(name, _)| *name == "member").expect("a member");
        let ask = format!("/coordinators/{}/contact-requests", member.id);
        author.posts(&ask, &[("message", "お話をうかがいたいです。")]).await.is(303);
        let request = member.get("/me/contact-requests").await.values("data-id").remove(0);
        let blocked = [
            ("sent_to", "/threads"),
            ("room", "pref-11"),
            ("kind", "chat"),
            ("title", "様式の番号"),
            ("body", "被保険者番号は0012345678です。"),
            ("guard_reason", "様式の見本です。"),
        ];
        author.posts("/guard/disputes", &blocked).await.is(303);
        let dispute = author.get("/me/disputes").await.values("data-id").remove(0);
        Self {
            person: person.to_string(),
            seat: tenure.seat.to_string(),
            tenure: tenure.id.to_string(),
            request,
            dispute,
        }
    }

    fn filled(&self, path: &str) -> String {
        let path = path.replace("{seat}", &self.seat).replace("{tenure}", &self.tenure);
        let path = path.replace("{request}", &self.request).replace("{dispute}", &self.dispute);
        if path.starts_with("/admin/people/") { path.replace("{id}", &self.person) } else { path }
    }
}

fn filled(path: &str, thread: &str, reply: &str, author: &Persona) -> String {
    let id = if path.starts_with("/threads/{") || path.starts_with("/admin/threads/{") {
        thread.rsplit('/').next().unwrap_or_default().to_owned()
    } else if path.starts_with("/replies/") {
        reply.rsplit("reply-").next().unwrap_or_default().to_owned()
    } else {
        author.id.to_string()
    };
    path.replace("{id}", &id)
        .replace("{post}", reply.rsplit("reply-").next().unwrap_or_default())
        .replace("{thread}", &id)
        .replace("{reply}", &id)
        .replace("{person}", &id)
        .replace("{version}/removal", "1/removal")
        .replace("{session}", &id)
        .replace("{slug}", "pref-11")
        .replace("{code5}", "11202")
        .replace("{code2}", "11")
        .replace("{code}", if path.starts_with("/prefectures") { "11" } else { "11202" })
        .replace("{token}", "none")
        .replace("{draft}", "1")
        .replace("{unmasking}", "1")
        .replace("{synonym}", "1")
        .replace("{proposal}", "1")
        .replace("{subject}", "room-111")
        .replace("{version}/{folder}/{name}", "none/css/yokoito.css")
}

/// A form that would succeed if its sender were allowed: a refusal is then the policy's, not the parser's.
async fn knock(persona: &Persona, method: &Method, path: &str) -> u16 {
    if method == Method::GET {
        return persona.get(path).await.status;
    }
    let once = fresh_once();
    let fields = [
        ("once", once.as_str()),
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "件名"),
        ("body", "本文"),
        ("on", "1"),
        ("reply", ""),
        ("closed", "0"),
        ("kana", "てすと"),
        ("sent_to", "/threads"),
        ("name", "名前"),
        ("purpose", "目的"),
        ("organisation", "連携支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "熊谷市"),
        ("form", "direct"),
        ("places", "熊谷市"),
        ("started_on", "2026-11-01"),
        ("ended_on", "2027-03-31"),
        ("role", "officer:11202"),
        ("standing", "active"),
        ("reason", "職を離れました。"),
        ("message", "お話をうかがいたいです。"),
        ("guard_replace", "all"),
        ("answer", "伏せてください。"),
        ("level", "1"),
        ("own", "2"),
        ("replied", "2"),
        ("mentioned", "2"),
        ("unanswered", "1"),
        ("by_mail", "1"),
        ("digest", "daily"),
        ("hour", "8"),
    ];
    persona.posts(path, &fields).await.status
}
