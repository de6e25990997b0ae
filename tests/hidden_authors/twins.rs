//! Two sites that differ only in who of two like people wrote in hiding: everybody else gets the same from both, and so does
//! whoever reads the log.

use kernel::db::sql;
use sea_orm::FromQueryResult;

use super::{asks_hidden, hidden, replies_hidden, reply_path};
use crate::support::{Persona, Site, fresh_once};

/// Everybody else: name, places, employer and role.
const OTHERS: [(&str, &str, &str, &str); 5] = [
    ("reader", "11202", "medical-association", "member"),
    ("manager", "", "prefecture", "manager:11"),
    ("bureau", "", "other", "bureau:kantoshinetsu"),
    ("administrator", "", "other", "administrator"),
    ("observer", "", "other", "observer:pref-11"),
];

struct Twin {
    site: Site,
    others: Vec<Persona>,
    paths: Vec<String>,
}

#[tokio::test]
async fn nobody_else_can_tell_who_of_two_like_people_wrote() {
    let (a, b) = (twin(0).await, twin(1).await);
    for (one, other) in a.others.iter().zip(&b.others) {
        for (path, twin) in a.paths.iter().zip(&b.paths) {
            let (seen, twin) = (one.get(path).await.comparable(), other.get(twin).await.comparable());
            let at = seen.chars().zip(twin.chars()).take_while(|(a, b)| a == b).count().saturating_sub(60);
            let piece = |page: &str| page.chars().skip(at).take(160).collect::<String>();
            assert!(seen == twin, "{} sees {path} differ:\n{}\n{}", one.email, piece(&seen), piece(&twin));
        }
    }
    for what in TOLD {
        assert_eq!(told(&a.site, what).await, told(&b.site, what).await, "{what}");
    }
}

/// What the tables say of people, beside the sealed one and what waits.
const TOLD: [&str; 6] = [
    "SELECT action || ' ' || COALESCE(people.name, '') AS line FROM audit_entries
        LEFT JOIN people ON people.id = audit_entries.actor_id ORDER BY line",
    "SELECT people.name || ' ' || title AS line FROM posts JOIN people ON people.id = posts.author_id
        JOIN threads ON threads.id = posts.thread_id ORDER BY line",
    "SELECT people.name AS line FROM once_values JOIN people ON people.id = once_values.person_id ORDER BY line",
    "SELECT people.name AS line FROM revisions JOIN people ON people.id = revisions.author_id ORDER BY line",
    "SELECT recipient || subject AS line FROM mails ORDER BY line",
    "SELECT people.name AS line FROM drafts JOIN people ON people.id = drafts.person_id ORDER BY line",
];

#[derive(FromQueryResult)]
struct Line {
    line: String,
}

async fn told(site: &Site, what: &str) -> Vec<String> {
    let conn = &site.inner.app.db.conn;
    let lines = Line::find_by_statement(sql(conn, what, [])).all(conn).await.expect("lines");
    lines.into_iter().map(|line| line.line).collect()
}

async fn twin(which: usize) -> Twin {
    let site = Site::open().await;
    // One after the other, since lists of people who came at the same moment are in the order of random numbers.
    let alice = site.member("alice", "11361").await;
    site.wait_minutes(1);
    let pair = [alice, site.member("bob", "11362").await];
    for number in 0..3 {
        site.wait_minutes(1);
        site.member(&format!("like{number}"), "11363").await;
    }
    let mut others = Vec::new();
    for (name, places, affiliation, role) in OTHERS {
        site.wait_minutes(1);
        others.push(site.person(name, places, affiliation, role).await);
    }
    site.wait_minutes(31 * 24 * 60);
    let mut author = pair[which].clone();
    // Both sign in, and only one of them does something.
    author.signs_in().await.is(303);
    pair[1 - which].clone().signs_in().await.is(303);
    let early = asks_hidden(&author, "pref-11", "早朝の連絡先", "どうしていますか。").await;
    // Nobody answers it for two days, and others are told.
    site.wait_minutes(49 * 60);
    site.tells().await;
    author.signs_in().await.is(303);
    pair[1 - which].clone().signs_in().await.is(303);
    for other in &mut others {
        other.signs_in().await.is(303);
    }
    assert!(others[1].get("/me/notices").await.shows("早朝の連絡先").status == 200, "the manager has been told");
    let mut threads = deeds(&site, &author, &others).await;
    threads.push(early);
    site.settle().await;
    let mut paths = surfaces();
    for thread in &threads {
        paths.extend([
            thread.clone(),
            format!("{thread}/history"),
            format!("{thread}/unmasking"),
            format!("{thread}/edit"),
            format!("{thread}/similar"),
        ]);
    }
    for person in &pair {
        paths.extend([format!("/coordinators/{}", person.id), format!("/admin/people/{}", person.id)]);
    }
    let waiting = others[1].get("/admin/disputes").await.values("data-id");
    paths.extend(waiting.iter().map(|id| format!("/admin/disputes/{id}")));
    let asked = others[1].get("/admin/unmaskings").await.values("data-id");
    paths.extend(asked.iter().map(|id| format!("/admin/unmaskings/{id}")));
    assert_eq!((waiting.len(), asked.len()), (1, 1));
    Twin { site, others, paths }
}

async fn deeds(site: &Site, author: &Persona, others: &[Persona]) -> Vec<String> {
    let mut threads = Vec::new();
    for room in ["area-1110", "pref-11", "bloc-kantoshinetsu", "japan"] {
        threads.push(asks_hidden(author, room, "夜間の看取り", "どうしていますか。").await);
        site.wait_minutes(1);
    }
    // Of this one, people are suggested.
    let once = fresh_once();
    let themed =
        [&hidden("pref-11", "人生会議の進め方", "どうしていますか。", &once)[..], &[("theme", "acp")]].concat();
    threads.push(author.posts("/threads", &themed).await.is(303).location());
    site.wait_minutes(1);
    // Nothing happens at the same moment as anything else, since such lists are in the order of random numbers.
    let open = others[0].asks("pref-11", "退院前の会議", "どうしていますか。").await;
    site.wait_minutes(1);
    let reply = replies_hidden(author, &open, "こうしています。").await.is(303).location();
    site.wait_minutes(1);
    let answer = others[0].replies(&threads[1], "当番表があります。").await;
    site.wait_minutes(1);
    replies_hidden(author, &threads[1], "ありがとうございます。").await.is(303);
    site.wait_minutes(1);
    let thread = &threads[1];
    author.posts(&format!("{}/thanks", reply_path(&answer)), &[("on", "1")]).await.is(303);
    let id = answer.rsplit("reply-").next().expect("an id").to_owned();
    author.posts(&format!("{thread}/solution"), &[("reply", &id)]).await.is(303);
    author.posts(&format!("{thread}/closure"), &[("closed", "1"), ("once", &fresh_once())]).await.is(303);
    let changed = [("title", "夜間の看取り"), ("body", "直しました。"), ("once", &fresh_once())];
    author.edits(&format!("{thread}/edit"), &changed).await.is(303);
    let path = reply_path(&reply);
    author.edits(&format!("{path}/edit"), &[("body", "直しました。"), ("redact", "1")]).await.is(303);
    author.posts(&format!("{}/withdrawal", threads[2]), &[("once", &fresh_once())]).await.is(303);
    let mut blocked = super::hidden("pref-11", "様式の番号", "被保険者番号は0012345678です。", "").to_vec();
    blocked.extend([("sent_to", "/threads"), ("guard_reason", "様式の見本です。")]);
    author.posts("/guard/disputes", &blocked).await.is(303);
    let ask = [("reason", "事故の確認のため。"), ("password", crate::support::PASSWORD), ("once", &fresh_once())];
    others[1].posts(&format!("{thread}/unmasking"), &ask).await.is(303);
    author.get(thread).await.is(200);
    threads.push(open);
    threads
}

fn surfaces() -> Vec<String> {
    let fixed = [
        "/",
        "/threads",
        "/threads?sort=new",
        "/threads?sort=thanks",
        "/threads?state=unanswered",
        "/threads?room=area-1110",
        "/rooms",
        "/rooms/japan",
        "/rooms/pref-11",
        "/coordinators",
        "/coordinators?q=alice",
        "/coordinators?similar_to=mine",
        "/municipalities/11361",
        "/municipalities/11362",
        "/prefectures/11",
        "/threads/new",
        "/search?q=%E7%9C%8B%E5%8F%96%E3%82%8A",
        "/search?q=alice",
        "/search?q=%E7%9C%8B%E5%8F%96%E3%82%8A&pref=11",
        "/admin",
        "/admin/people",
        "/admin/disputes",
        "/admin/unmaskings",
        "/me/notices",
        "/me/disputes",
        "/me/drafts",
    ];
    fixed.map(str::to_owned).into()
}
