//! Conditions of the directory: who is told when somebody new fulfils them.

mod watching;

use kernel::viewer::Standing;

use super::{LIST, MAIL, NOTHING, SITE, saves_told};
use crate::support::{Answer, Persona, Site, body, fresh_once, header};

pub(super) async fn sends(person: &Persona, query: &str, name: &str, level: &str) -> Answer {
    let once = fresh_once();
    let fields = [("about", "people"), ("query", query), ("name", name), ("level", level), ("once", once.as_str())];
    person.posts(LIST, &fields).await
}

/// Saves a condition and returns its address.
async fn saves(person: &Persona, query: &str, name: &str, level: &str) -> String {
    sends(person, query, name, level).await.is(303);
    let page = person.get(LIST).await.is(200);
    let row = page.body.split("<li").find(|row| row.contains(&format!(">{name}</bdi>")));
    let id = row.and_then(|row| row.split("data-id=\"search-").nth(1)?.split('"').next()).expect("a saved condition");
    format!("{LIST}/{id}")
}

/// How many people each line about people tells of, the newest first.
async fn told(person: &Persona) -> Vec<usize> {
    let page = person.get("/me/notices").await.is(200);
    let counts = page.body.split("に、新しく").skip(1).filter_map(|rest| rest.split("人が").next()?.parse().ok());
    counts.collect()
}

fn bell(page: &Answer) -> usize {
    let number = page.body.split("お知らせ <span class=\"unread-count\">").nth(1);
    let number = number.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
    number.unwrap_or(0)
}

async fn changes_themes(person: &Persona, themes: &[&str]) {
    let once = fresh_once();
    let mut fields = vec![("kana", "てすと"), ("introduction", ""), ("once", once.as_str())];
    fields.extend(themes.iter().map(|theme| ("theme", *theme)));
    person.posts("/me/profile", &fields).await.is(303);
}

#[tokio::test]
async fn a_condition_is_saved_from_the_directory_and_tells_of_whoever_is_new() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let there = site.member("there", "11203").await;
    alice.get("/coordinators").await.is(200).hides("この条件を保存");
    let page = alice.get("/coordinators?pref=11&theme=acp&sort=kana").await.is(200).shows("この条件を保存");
    let link = page.body.split("href=\"/me/searches/new?").nth(1).and_then(|rest| rest.split('"').next());
    let link = format!("/me/searches/new?{}", link.expect("a link").replace("&amp;", "&"));
    let page = alice.get(&link).await.is(200).shows("この条件に当てはまる方が新しく加わると");
    let (about, query, name) = (page.field("about"), page.field("query").replace("&amp;", "&"), page.field("name"));
    assert_eq!((about.as_str(), name.as_str()), ("people", "都道府県：埼玉県／テーマ：ACP（人生会議）"));
    saves(&alice, &query, &name, SITE).await;
    alice.get(LIST).await.shows("仲間をさがす").shows("/coordinators?pref=11&amp;theme=acp&amp;sort=new");
    site.tells().await;
    assert_eq!(told(&alice).await, Vec::<usize>::new(), "neither those who were there, nor oneself");
    site.member("elsewhere", "13101").await;
    site.tells().await;
    assert_eq!(told(&alice).await, Vec::<usize>::new());
    let newcomer = site.member("newcomer", "11100").await;
    site.tells().await;
    let page = alice.get("/me/notices").await.shows("newcomer さん").shows(&format!("/coordinators/{}", newcomer.id));
    assert_eq!(bell(&page.hides("there さん").hides("elsewhere さん")), 1);
    site.tells().await;
    assert_eq!(told(&alice).await, [1]);
    assert!(told(&there).await.is_empty() && told(&newcomer).await.is_empty());
}

#[tokio::test]
async fn whoever_comes_to_fulfil_it_by_a_change_is_told_once_and_not_again() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11218").await;
    changes_themes(&bob, &["acp"]).await;
    saves(&alice, "theme=dementia", "認知症", SITE).await;
    saves(&alice, "q=bob&theme=dementia", "もうひとつ", SITE).await;
    site.tells().await;
    assert!(told(&alice).await.is_empty());
    for themes in [&["acp", "dementia"][..], &["acp"], &["dementia"]] {
        changes_themes(&bob, themes).await;
        site.tells().await;
        let times = usize::from(themes.contains(&"dementia"));
        assert_eq!(told(&alice).await.len(), times, "{themes:?}: of whoever has hidden it nothing is told");
        site.wait_minutes(60);
    }
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people_finds WHERE at IS NOT NULL").await, 1);
}

#[tokio::test]
async fn a_seat_taken_up_near_a_place_or_in_a_town_like_mine_is_told_on_its_day() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let bob = site.person("bob", "", "", "observer:japan").await;
    saves(&alice, &format!("q={}", web::links::encode("熊谷市の近く")), "近く", SITE).await;
    saves(&alice, "similar_to=11202&pref=10", "似た町", SITE).await;
    let admin = site.person("admin", "", "prefecture", "administrator").await;
    let once = fresh_once();
    let seat = [
        ("organisation", "連携支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "行田市"),
        ("form", "direct"),
        ("places", "行田市"),
        ("started_on", "2026-12-01"),
        ("once", once.as_str()),
    ];
    admin.posts(&format!("/admin/people/{}/seats", bob.id), &seat).await.is(303);
    site.tells().await;
    assert!(told(&alice).await.is_empty());
    site.wait_minutes(20 * 24 * 60);
    alice.signs_in().await.is(303);
    site.tells().await;
    assert_eq!(told(&alice).await, [1]);
    alice.get("/me/notices").await.shows("bob さん");
}

#[tokio::test]
async fn hundreds_at_once_are_one_line_and_one_letter() {
    let site = Site::open_telling(web::MailText::Excerpt).await;
    let alice = site.member("alice", "11202").await;
    saves(&alice, "pref=11", "埼玉の方", MAIL).await;
    for number in 0..12 {
        site.add(&format!("many{number:02}"), "11203", "hospital", "member", Standing::Active).await;
    }
    site.tells().await;
    let page = alice.get("/me/notices").await.is(200).shows("新しく12人が").shows("ほか7人");
    assert_eq!(bell(&page), 1);
    assert!(site.letters_out().await.is_empty(), "at the hour of the reader");
    site.wait_minutes(24 * 60);
    let letters = site.letters_out().await;
    assert_eq!(letters.len(), 1);
    let text = body(&letters[0]);
    assert!(text.contains("保存した条件に当てはまる方：12人") && text.contains("「埼玉の方」"), "{text}");
    assert!(header(&letters[0], "Subject").is_some_and(|subject| subject.contains("保存した条件に当てはまる方")));
    site.wait_minutes(24 * 60);
    assert!(site.letters_out().await.is_empty());
}

#[tokio::test]
async fn whoever_has_gone_or_is_suspended_is_in_no_line_no_number_and_no_letter() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    saves(&alice, "pref=11&theme=acp", "埼玉の方", MAIL).await;
    let (shut, gone) = (site.member("shut", "11203").await, site.member("gone", "11203").await);
    site.tells().await;
    assert_eq!(told(&alice).await, [2]);
    let form = [("standing", "suspended"), ("reason", "職を離れました。"), ("once", &fresh_once())];
    manager.posts(&format!("/admin/people/{}/standing", shut.id), &form).await.is(303);
    assert_eq!(told(&alice).await, [1]);
    site.leaves(&gone).await;
    assert_eq!(told(&alice).await, Vec::<usize>::new());
    assert_eq!(bell(&alice.get("/").await), 0);
    site.wait_minutes(2 * 24 * 60);
    assert!(site.letters_out().await.iter().all(|letter| !letter.contains("alice@example.jp")));
    manager.signs_in().await.is(303);
    alice.signs_in().await.is(303);
    // Once let in again, they are nobody new.
    let form = [("standing", "active"), ("reason", ""), ("once", &fresh_once())];
    manager.posts(&format!("/admin/people/{}/standing", shut.id), &form).await.is(303);
    site.tells().await;
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people_finds WHERE at IS NOT NULL").await, 2);
    assert_eq!(told(&alice).await, [1]);
}

#[tokio::test]
async fn what_a_paused_condition_finds_is_not_told_later_either() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let saved = saves(&alice, "pref=11", "埼玉の方", SITE).await;
    let once = fresh_once();
    alice.posts(&saved, &[("name", "休み"), ("level", NOTHING), ("once", &once)]).await.is(303);
    site.member("meanwhile", "11203").await;
    site.tells().await;
    let once = fresh_once();
    alice.posts(&saved, &[("name", "また"), ("level", SITE), ("once", &once)]).await.is(303);
    site.member("after", "11203").await;
    site.tells().await;
    assert_eq!(told(&alice).await, [1]);
    alice.get("/me/notices").await.shows("after さん").hides("meanwhile さん").shows("「<bdi>また</bdi>」");
    alice.posts(&format!("{saved}/removal"), &[("once", &fresh_once())]).await.is(303);
    assert!(told(&alice).await.is_empty());
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people_finds").await, 0);
}

#[tokio::test]
async fn people_who_were_found_are_taken_for_seen_line_by_line_or_all_at_once() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "13101").await);
    let saved = saves(&alice, "pref=11", "埼玉の方", SITE).await;
    let number = saved.rsplit('/').next().expect("an id").to_owned();
    site.member("first", "11203").await;
    site.tells().await;
    let page = alice.get("/me/notices").await.is(200);
    let until = page.field("until");
    let path = format!("/me/notices/people/{number}");
    bob.posts(&path, &[("until", &until), ("once", &fresh_once())]).await.is(303);
    assert_eq!(bell(&alice.get("/").await), 1, "nobody reads for somebody else");
    site.wait_minutes(1);
    site.member("second", "11203").await;
    site.tells().await;
    alice.posts(&path, &[("until", &until), ("once", &fresh_once())]).await.is(303);
    assert_eq!(bell(&alice.get("/").await), 1, "the second one has not been shown");
    alice.posts("/me/notices/seen", &[("once", &fresh_once())]).await.is(303);
    assert_eq!(bell(&alice.get("/").await), 0);
    assert_eq!(told(&alice).await, [2]);
}

#[tokio::test]
async fn taking_one_day_for_seen_leaves_the_days_before_it_new() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let saved = saves(&alice, "pref=11", "埼玉の方", SITE).await;
    let path = format!("/me/notices/people/{}", saved.rsplit('/').next().expect("an id"));
    for name in ["first", "second"] {
        site.member(name, "11203").await;
        site.tells().await;
        site.wait_minutes(24 * 60);
    }
    alice.signs_in().await.is(303);
    let page = alice.get("/me/notices").await.is(200);
    assert_eq!((bell(&page), told(&alice).await), (2, vec![1, 1]));
    for far in ["9223372036854775807", "253402300799000", "-9223372036854775808"] {
        alice.posts(&path, &[("until", far), ("once", &fresh_once())]).await.is(303);
    }
    assert_eq!(bell(&alice.get("/").await), 2, "nobody was found on such days");
    let newest = page.field("until");
    alice.posts(&path, &[("until", &newest), ("once", &fresh_once())]).await.is(303);
    assert_eq!(bell(&alice.get("/").await), 1);
}

#[tokio::test]
async fn a_condition_is_its_owners_alone_and_has_no_feed() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let saved = saves(&alice, "pref=11", "埼玉の方", SITE).await;
    alice.get(&saved).await.is(200).hides("配信アドレス");
    alice.posts(&format!("{saved}/feed"), &[("once", &fresh_once())]).await.is(404);
    bob.get(&saved).await.is(404);
    bob.posts(&format!("{saved}/removal"), &[("once", &fresh_once())]).await.is(404);
    sends(&alice, "pref=11&page=2&sort=new", "おなじ", SITE).await.is(303);
    saves_told(&alice, "q=%E9%80%80%E9%99%A2", "退院", SITE).await;
    assert_eq!(alice.get(LIST).await.total(), 2);
    for nothing in ["", "sort=new", "q=+", "state=open"] {
        sends(&alice, nothing, "名前です", SITE).await.is(422).shows("保存する言葉も条件もありません");
    }
    sends(&alice, "pref=10", "", SITE).await.is(422).shows("名前を入力してください");
}

#[tokio::test]
async fn whoever_is_without_a_seat_is_told_of_nobody() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    saves(&alice, "pref=11", "埼玉の方", MAIL).await;
    site.member("before", "11203").await;
    site.tells().await;
    assert_eq!(told(&alice).await, [1]);
    site.leaves(&alice).await;
    site.member("newcomer", "11203").await;
    site.tells().await;
    alice.get("/me/notices").await.is(200).hides("before さん").hides("newcomer さん").hides("埼玉の方");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people_finds WHERE at IS NOT NULL").await, 1);
    site.wait_minutes(2 * 24 * 60);
    assert!(site.letters_out().await.iter().all(|letter| !letter.contains("alice@example.jp")));
}

#[tokio::test]
async fn whoever_turns_mail_on_again_is_not_sent_what_has_gathered() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    saves(&alice, "pref=11", "埼玉の方", MAIL).await;
    let chooses = async |by_mail| {
        let once = fresh_once();
        let levels = [("own", "2"), ("replied", "2"), ("mentioned", "2"), ("unanswered", "1")];
        let form = [&levels[..], &[("by_mail", by_mail), ("digest", "daily"), ("hour", "8"), ("once", &once)]].concat();
        alice.posts("/me/notices/settings", &form).await.is(303);
    };
    chooses("0").await;
    site.member("newcomer", "11203").await;
    site.tells().await;
    chooses("1").await;
    assert_eq!(told(&alice).await, [1], "the list on the site has it");
    site.wait_minutes(24 * 60);
    server::news::queue_letters(&site.inner).await.expect("queue letters");
    assert_eq!(site.number(&format!("SELECT COUNT(*) AS n FROM mails WHERE person_id = {}", alice.id)).await, 0);
}
