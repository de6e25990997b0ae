//! The identifier guard between what people type and what others read: what passes, what must be looked at, what never
//! passes, and what is put in its place.

mod along;
mod files;

use kernel::db::sql;
use kernel::viewer::Standing;
use sea_orm::ConnectionTrait as _;

use crate::support::{Answer, Persona, Site, fresh_once};

/// Warned about, and what the guard would put there.
const WARNED: &str = "利用者の佐藤花子様が、来週退院されます。";
const INSTEAD: &str = "利用者のＡ様が、来週退院されます。";
/// Blocked.
const BLOCKED: &str = "被保険者番号は0012345678です。";

/// A new discussion with these fields beside title and body.
async fn posts(person: &Persona, title: &str, body: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("room", "pref-11"), ("kind", "consultation"), ("title", title), ("body", body)];
    fields.extend_from_slice(more);
    person.posts("/threads", &fields).await
}

/// All that can be handed back, one for each reason.
fn acknowledgements(page: &Answer) -> Vec<String> {
    let tags = page.body.split('<').filter(|tag| tag.contains(" name=\"guard_ack\""));
    tags.filter_map(|tag| tag.split(" value=\"").nth(1)?.split('"').next()).map(str::to_owned).collect()
}

/// What stands in a text area.
fn typed(page: &Answer, name: &str) -> String {
    let area = page.body.split("<textarea").find(|area| area.contains(&format!(" name=\"{name}\"")));
    let area = area.unwrap_or_else(|| panic!("no text {name}:\n{}", page.body));
    let text = area.split_once('>').expect("a tag").1.split("</textarea>").next().unwrap_or_default();
    text.trim_start_matches('\n').to_owned()
}

/// Every field of the page as a browser sends it with one of its buttons.
fn fields(page: &Answer, texts: &[&'static str]) -> Vec<(String, String)> {
    let form = page.body.split("<form class=\"stack narrow\"").nth(1).expect("the form of the guard");
    let hidden =
        form.split("</form>").next().unwrap_or_default().split('<').filter(|tag| tag.contains("type=\"hidden\""));
    let value = |tag: &str, name: &str| {
        tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let mut all: Vec<_> = hidden.map(|tag| (value(tag, "name"), value(tag, "value"))).collect();
    all.extend(texts.iter().map(|name| ((*name).to_owned(), typed(page, name))));
    all
}

async fn sends(person: &Persona, path: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    person.posts(path, &fields.chain(more.iter().copied()).collect::<Vec<_>>()).await
}

/// Adds a member under this name.
async fn is_called(site: &Site, name: &str) {
    let id = site.add("hanako", "11202", "hospital", "member", Standing::Active).await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    let text = "UPDATE people SET name = $2 WHERE id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [id.0.into(), name.into()])).await.expect("rename");
    kernel::settings::roster_changed(&tx).await.expect("count the roster on");
    tx.commit().await.expect("commit");
}

/// The rows of the log with this action.
async fn logged(site: &Site, action: &str) -> i64 {
    site.count(&format!("SELECT COUNT(*) AS n FROM audit_entries WHERE action = '{action}'")).await
}

#[tokio::test]
async fn what_names_nobody_is_posted_at_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    posts(&alice, "退院支援の進め方", "Ａさんの退院前カンファレンスの進め方を教えてください。", &[]).await.is(303);
    assert_eq!(logged(&site, "guard-acknowledge").await, 0);
}

#[tokio::test]
async fn a_warning_is_shown_with_its_reason_and_passes_once_it_has_been_acknowledged() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let more = [("theme", "acp"), ("theme", "dementia"), ("once", once.as_str())];
    let page = posts(&alice, "退院の相談", WARNED, &more).await.is(422);
    let page = page.shows("佐藤花子様</mark>").shows("なぜ").shows("「Ａ様」に置きかえる").shows("まだ載っていません");
    assert_eq!(typed(&page, "body"), WARNED);
    // All that was chosen comes along.
    let sent = fields(&page, &["title", "body"]);
    for (name, value) in [("room", "pref-11"), ("kind", "consultation"), ("theme", "acp"), ("theme", "dementia")] {
        assert!(sent.contains(&(name.to_owned(), value.to_owned())), "{name}={value} is lost");
    }
    // Without a reason it is not posted, with one it is; the log has the reason and no word of the text.
    sends(&alice, "/threads", &sent, &[]).await.is(422).shows("理由を選んでください");
    assert_eq!(alice.get("/threads").await.total(), 0);
    let ack = acknowledgements(&page).remove(1);
    sends(&alice, "/threads", &sent, &[("guard_ack", &ack)]).await.is(303);
    assert_eq!(alice.get("/threads").await.total(), 1);
    let told =
        "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'guard-acknowledge' AND detail = 'public: name 1'
        AND subject = 'post-' || (SELECT CAST(id AS TEXT) FROM threads)";
    assert_eq!(site.count(told).await, 1);
    assert_eq!(site.traces_of("佐藤花子").await, ["posts.body", "posts.html"]);
    // The same form once more has the same effect.
    sends(&alice, "/threads", &sent, &[("guard_ack", &ack)]).await.is(303);
    assert_eq!(alice.get("/threads").await.total(), 1);
}

#[tokio::test]
async fn an_acknowledgement_of_somebody_else_or_of_another_text_or_made_up_counts_for_nothing() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let of = async |person: &Persona, title: &str, body: &str| {
        acknowledgements(&posts(person, title, body, &[]).await.is(422)).remove(0)
    };
    let mine = of(&alice, "退院の相談", WARNED).await;
    let hers = of(&bob, "退院の相談", WARNED).await;
    let title = of(&alice, "退院の別の相談", WARNED).await;
    let longer = of(&alice, "退院の相談", &format!("{WARNED}よろしくお願いします。")).await;
    let other_reason = mine.replace("mistaken", "consent");
    let cut = &mine[..mine.len() - 2];
    for wrong in [&hers, &title, &longer, &other_reason, cut, "mistaken.00", "1", "", "mistaken", "あ.い"] {
        let page = posts(&alice, "退院の相談", WARNED, &[("guard_ack", wrong)]).await.is(422);
        assert!(acknowledgements(&page).contains(&mine), "{wrong}");
    }
    // Found differently: the person who was named has become a member.
    let page = posts(&alice, "会議の相談", "患者の佐藤花子様と、患者の山田太郎様が同席します。", &[]).await.is(422);
    let both = acknowledgements(&page).remove(0);
    is_called(&site, "佐藤 花子").await;
    let text = "患者の佐藤花子様と、患者の山田太郎様が同席します。";
    posts(&alice, "会議の相談", text, &[("guard_ack", &both)]).await.is(422);
    assert_eq!(alice.get("/threads").await.total(), 0);
    posts(&alice, "退院の相談", WARNED, &[("guard_ack", &mine)]).await.is(303);
}

#[tokio::test]
async fn an_acknowledgement_holds_over_a_restart() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let ack = acknowledgements(&posts(&alice, "退院の相談", WARNED, &[]).await.is(422)).remove(0);
    let site = site.restarted_after(|_| ()).await;
    let alice = alice.before(&site);
    posts(&alice, "退院の相談", WARNED, &[("guard_ack", &ack)]).await.is(303);
}

#[tokio::test]
async fn a_block_passes_with_no_acknowledgement_whatever() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let page = posts(&alice, "番号の相談", BLOCKED, &[]).await.is(422).shows("載せられません");
    assert_eq!(acknowledgements(&page), [""; 0]);
    let warned = acknowledgements(&posts(&alice, "番号の相談", WARNED, &[]).await.is(422)).remove(0);
    for ack in [warned.as_str(), "mistaken.00", "1", "block"] {
        posts(&alice, "番号の相談", BLOCKED, &[("guard_ack", ack)]).await.is(422);
    }
    // In the title as well as in the body, and beside a warning.
    posts(&alice, BLOCKED, "本文です。", &[("guard_ack", &warned)]).await.is(422);
    let page = posts(&alice, "番号の相談", &format!("{WARNED}{BLOCKED}"), &[]).await.is(422);
    assert_eq!(acknowledgements(&page), [""; 0]);
    assert_eq!(alice.get("/threads").await.total(), 0);
}

#[tokio::test]
async fn replies_and_changes_and_what_people_say_of_themselves_are_read_too() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let thread = alice.asks("pref-11", "退院支援", "進め方を教えてください。").await;
    let place = alice.replies(&thread, "追記です。").await;
    let reply = format!("/replies/{}/edit", place.rsplit('-').next().expect("an id"));
    let group = alice.founds("学習会").await.replace("group-", "/groups/");
    let forms = [
        (format!("{thread}/replies"), vec!["body"], vec![]),
        (format!("{thread}/edit"), vec!["title", "body"], vec![("version", "1")]),
        (reply, vec!["body"], vec![("version", "1")]),
        ("/me/profile".to_owned(), vec!["introduction"], vec![("kana", "ありす")]),
        ("/groups".to_owned(), vec!["name", "purpose"], vec![]),
        (group, vec!["name", "purpose"], vec![]),
        (format!("/coordinators/{}/contact-requests", bob.id), vec!["message"], vec![]),
    ];
    let mut acknowledged = 0;
    for (path, texts, more) in forms {
        for text in &texts {
            let with = |words: &'static str, ack: &str| {
                let mut fields = more.clone();
                fields.extend(texts.iter().map(|name| (*name, if name == text { words } else { "本文です" })));
                fields
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .chain([("guard_ack".to_owned(), ack.to_owned())])
                    .collect::<Vec<_>>()
            };
            let blocked = sends(&alice, &path, &with(BLOCKED, "1"), &[]).await.is(422).shows("個人情報チェック");
            assert_eq!(typed(&blocked, text), BLOCKED, "{path}");
            let page = sends(&alice, &path, &with(WARNED, ""), &[]).await.is(422);
            assert_eq!(acknowledgements(&page).len(), 5, "{path} {text}");
        }
        let last = texts[texts.len() - 1];
        let mut fields = more.clone();
        fields.extend(texts.iter().map(|name| (*name, if *name == last { WARNED } else { "本文です" })));
        let page = alice.posts(&path, &fields).await.is(422);
        let ack = acknowledgements(&page).remove(0);
        fields.push(("guard_ack", &ack));
        alice.posts(&path, &fields).await.is(303);
        acknowledged += 1;
        assert_eq!(logged(&site, "guard-acknowledge").await, acknowledged, "{path}");
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM audit_entries WHERE detail LIKE '%佐藤%'").await, 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_form_and_who_may_send_it_comes_before_the_guard() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let far = site.member("far", "27100").await;
    let thread = alice.asks("pref-11", "退院支援", "進め方を教えてください。").await;
    let hidden = far.posts(&format!("{thread}/replies"), &[("body", BLOCKED)]).await.is(404);
    let absent = far.posts("/threads/1/replies", &[("body", BLOCKED)]).await.is(404);
    assert_eq!(hidden.bytes(), absent.bytes());
    far.posts("/threads", &[("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", BLOCKED)])
        .await
        .is(422)
        .shows("部屋を選んでください。");
    posts(&alice, "", BLOCKED, &[]).await.is(422).shows("件名を入力してください。");
}

#[tokio::test]
async fn one_finding_is_replaced_or_all_and_the_rest_of_the_form_comes_along() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let body = "利用者の佐藤花子様と、利用者の山田太郎様の話です。\n\n佐藤花子様は来週退院されます。";
    let page = posts(&alice, "佐藤花子様の退院", body, &[("scene", "transition")]).await.is(422);
    let page = page.shows("すべて置きかえる");
    let sent = fields(&page, &["title", "body"]);
    let start = body.chars().position(|c| c == '山').expect("a name").to_string();
    let one = sends(&alice, "/guard/replacements", &sent, &[("guard_replace", &format!("body:{start}"))]).await.is(200);
    assert_eq!(typed(&one, "title"), "佐藤花子様の退院");
    assert_eq!(typed(&one, "body"), body.replace("山田太郎様", "Ｂ様"));
    // The same person has the same letter in title and body, and nothing that was replaced is found again.
    let all = sends(&alice, "/guard/replacements", &sent, &[("guard_replace", "all")]).await.is(200);
    assert_eq!(typed(&all, "title"), "Ａ様の退院");
    assert_eq!(typed(&all, "body"), "利用者のＡ様と、利用者のＢ様の話です。\n\nＡ様は来週退院されます。");
    assert_eq!(acknowledgements(&all), [""; 0]);
    let all = all.shows("気になるところは見つかりませんでした");
    assert_eq!(alice.get("/threads").await.total(), 0, "a button that replaces posts nothing");
    let sent = fields(&all, &["title", "body"]);
    assert!(sent.contains(&("scene".to_owned(), "transition".to_owned())));
    let thread = sends(&alice, "/threads", &sent, &[]).await.is(303).location();
    alice.get(&thread).await.shows("Ａ様の退院").hides("佐藤");
}
