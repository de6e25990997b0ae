//! 年度替わり: many seats at once, looked at before anything is written, and all of it or nothing.

use directory::Roster;
use kernel::TenureId;
use kernel::viewer::Standing;

use crate::support::{PASSWORD, Persona, Site, fresh_once};

async fn tenure_of(site: &Site, person: &Persona) -> TenureId {
    let app = &site.inner.app;
    let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
    roster.person(person.id).expect("a person").tenures[0].id
}

/// Begun a year ago, so that it is to be confirmed.
async fn long_ago(site: &Site) {
    site.does("UPDATE tenures SET started_at = started_at - 31536000000").await;
    site.does("UPDATE roster SET version = version + 1").await;
}

type Line<'a> = (TenureId, &'a str, &'a str, &'a str, &'a str);

fn form(lines: &[Line], step: &str, once: &str) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    for (tenure, what, ended_on, email, name) in lines {
        fields.extend([
            ("tenure", tenure.to_string()),
            ("what", (*what).to_owned()),
            ("ended_on", (*ended_on).to_owned()),
            ("email", (*email).to_owned()),
            ("name", (*name).to_owned()),
        ]);
    }
    fields.extend([("step", step.to_owned()), ("once", once.to_owned())]);
    fields
}

const PATH: &str = "/admin/turnover";
const END: &str = "2027-03-31";

#[tokio::test]
async fn many_seats_are_dealt_with_at_once_after_a_look_at_the_whole() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (stays, ends, hands) =
        (site.member("stays", "11202").await, site.member("ends", "11202").await, site.member("hands", "11202").await);
    let elsewhere = site.member("elsewhere", "13206").await;
    let both = site.member("both", "11202,13206").await;
    manager.get(PATH).await.is(200).shows("確かめるポストはありません");
    long_ago(&site).await;
    let page = manager.get(PATH).await.is(200).shows("stays さん").hides("elsewhere さん").hides("both さん");
    assert_eq!(page.total(), 3);
    stays.get(PATH).await.is(403);
    let (a, b, c) = (tenure_of(&site, &stays).await, tenure_of(&site, &ends).await, tenure_of(&site, &hands).await);
    let foreign = tenure_of(&site, &elsewhere).await;
    let lines =
        [(a, "stays", END, "", ""), (b, "ends", END, "", ""), (c, "follows", END, "hana@example.jp", "後任 花")];
    // What is not in one's charge, or only a part of it, is as if it had gone.
    for beyond in [foreign, tenure_of(&site, &both).await] {
        for step in ["preview", "write"] {
            let more = [lines.as_slice(), &[(beyond, "ends", END, "", "")]].concat();
            manager.fills(PATH, &form(&more, step, &fresh_once())).await.is(409).hides("elsewhere さん");
        }
    }
    let preview = manager.fills(PATH, &form(&lines, "preview", "")).await.is(200);
    let preview = preview.shows("まだ何も登録していません").shows("令和9年3月31日").shows("hana@example.jp");
    assert_eq!(preview.total(), 3);
    assert_eq!(
        site.number("SELECT COUNT(*) AS n FROM tenures WHERE ended_at IS NOT NULL OR confirmed_at IS NOT NULL").await,
        0
    );
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM mails").await, 0);
    // Back, with everything typed.
    manager.fills(PATH, &form(&lines, "edit", "")).await.is(200).shows("hana@example.jp").shows("後任 花");
    let once = fresh_once();
    let write = form(&lines, "write", &once);
    let (first, second) = tokio::join!(manager.fills(PATH, &write), manager.fills(PATH, &write));
    assert_eq!(first.is(303).location(), "/admin/turnover?done=turned-over");
    second.is(303);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE ended_at IS NOT NULL").await, 2);
    assert_eq!(
        site.number(&format!("SELECT COUNT(*) AS n FROM tenures WHERE id = {a} AND confirmed_at IS NOT NULL")).await,
        1
    );
    assert_eq!(site.letters_to("hana@example.jp").await.len(), 1);
    for (action, times) in [("tenure-end", 2), ("tenure-confirm", 1), ("invite", 1)] {
        let noted = format!("SELECT COUNT(*) AS n FROM audit_entries WHERE action = '{action}'");
        assert_eq!(site.number(&noted).await, times, "{action}");
    }
    // Who stays is done with; who leaves stays on the list, with the day.
    manager.get(PATH).await.is(200).hides("stays さん").shows("退任の予定").shows("令和9年3月31日");
    let link = site.letter_to("hana@example.jp").await.path("/invitations/");
    let newcomer = [
        ("kana", "こうにん はな"),
        ("name", "後任 花"),
        ("password", PASSWORD),
        ("terms", web::public_pages::TERMS_VERSION),
        ("privacy", web::public_pages::PRIVACY_VERSION),
    ];
    let mut hana = site.visitor();
    hana.get(&link).await.is(200).shows("令和9年4月1日");
    hana.posts(&link, &newcomer).await.is(303);
    site.wait_minutes(140 * 24 * 60);
    hana.tries("hana@example.jp", PASSWORD).await.is(303);
    hana.get("/me/handover").await.is(200).shows("hands さん");
    let mut hands = hands;
    hands.signs_in().await.is(303);
    hands.get("/rooms/pref-11").await.is(403);
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_line_and_nothing_is_written() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (one, two) = (site.member("one", "11202").await, site.member("two", "11202").await);
    long_ago(&site).await;
    let (a, b) = (tenure_of(&site, &one).await, tenure_of(&site, &two).await);
    for (what, end, email, sentence) in [
        ("ends", "いつか", "", "退任日は"),
        ("ends", "2020-01-01", "", "退任日は"),
        ("follows", END, "", "メールアドレスを"),
        ("follows", END, "hana@example.jp", "同じメールアドレス"),
        ("vanishes", END, "", "どれか一つ"),
    ] {
        let lines = [(a, "follows", END, "hana@example.jp", "後任 花"), (b, what, end, email, "")];
        for step in ["preview", "write"] {
            manager.fills(PATH, &form(&lines, step, &fresh_once())).await.is(422).shows(sentence).shows("後任 花");
        }
    }
    manager.fills(PATH, &form(&[], "preview", "")).await.is(422).shows("決めたポストがありません");
    manager.fills(PATH, &form(&[(a, "", "", "", "")], "preview", "")).await.is(422);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE ended_at IS NOT NULL").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM invitations").await, 0);
}

#[tokio::test]
async fn a_charge_that_is_taken_back_meanwhile_writes_nothing_at_all() {
    let site = Site::open().await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (one, two) = (site.member("one", "11202").await, site.member("two", "11202").await);
    long_ago(&site).await;
    let (a, b) = (tenure_of(&site, &one).await, tenure_of(&site, &two).await);
    let lines = [(a, "ends", END, "", ""), (b, "follows", END, "hana@example.jp", "")];
    // Somebody who has risen above the charge since is out of its reach: the whole is refused, and said to be.
    let rise = [("role", "bureau"), ("scope", "関東信越"), ("once", &fresh_once())];
    admin.posts(&format!("/admin/people/{}/grants", two.id), &rise).await.is(303);
    manager.fills(PATH, &form(&lines, "write", &fresh_once())).await.is(409).shows("変更されていました");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE ended_at IS NOT NULL").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM invitations").await, 0);
    let take = [("role", "manager:11"), ("on", "0"), ("once", &fresh_once())];
    admin.posts(&format!("/admin/people/{}/grants", manager.id), &take).await.is(303);
    let status = manager.fills(PATH, &form(&lines, "write", &fresh_once())).await.status;
    assert!([303, 403].contains(&status), "{status}");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE ended_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn what_was_chosen_too_late_is_kept_as_a_draft() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let one = site.member("one", "11202").await;
    long_ago(&site).await;
    let lines = [(tenure_of(&site, &one).await, "follows", END, "hana@example.jp", "後任 花")];
    site.wait_minutes(13 * 60);
    let location = manager.fills(PATH, &form(&lines, "preview", &fresh_once())).await.is(303).location();
    manager.signs_in().await.is(303);
    let draft = location.split("next=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
    let id = draft.replace("%2F", "/").rsplit('/').next().unwrap_or_default().to_owned();
    manager.get(&format!("{PATH}?draft={id}")).await.is(200).shows("hana@example.jp").shows("後任 花");
}

#[tokio::test]
async fn a_long_list_has_pages_and_each_is_written_by_itself() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for number in 0..52 {
        site.add(&format!("p{number:02}"), "11202", "hospital", "member", Standing::Active).await;
    }
    long_ago(&site).await;
    let first = manager.get(PATH).await.is(200).shows("52件で、2ページ");
    assert_eq!((first.total(), first.values("data-id").len()), (52, 50));
    let second = manager.get(&format!("{PATH}?page=2")).await.is(200);
    let lines = second.values("data-id");
    assert_eq!(lines.len(), 2);
    let line = |id: &str| (TenureId(id.parse().expect("an id")), "stays", END, "", "");
    let preview = manager.fills(PATH, &form(&[line(&lines[0])], "preview", "")).await.is(200);
    assert_eq!(preview.values("data-id"), lines[..1]);
    manager.fills(PATH, &form(&[line(&lines[0])], "write", &fresh_once())).await.is(303);
    assert_eq!(manager.get(PATH).await.is(200).total(), 51);
    // Both pages in one form are more than is written at once.
    let all: Vec<String> = first.values("data-id").into_iter().chain([lines[1].clone()]).collect();
    let all: Vec<Line> = all.iter().map(|id| line(id)).collect();
    for step in ["preview", "write"] {
        manager.fills(PATH, &form(&all, step, &fresh_once())).await.is(422).shows("50件まで");
    }
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE confirmed_at IS NOT NULL").await, 1);
}

#[tokio::test]
async fn who_leaves_today_leaves_at_once_and_nobody_follows_by_their_own_hand() {
    let site = Site::open().await;
    let manager = site.person("manager", "11202", "prefecture", "manager:11").await;
    let one = site.member("one", "11202").await;
    long_ago(&site).await;
    let (own, tenure) = (tenure_of(&site, &manager).await, tenure_of(&site, &one).await);
    // One's own seat is on no line, and a line that is typed by hand is none.
    manager.get(PATH).await.is(200).hides(&own.to_string());
    manager.fills(PATH, &form(&[(own, "ends", END, "", "")], "write", &fresh_once())).await.is(409);
    let today = site.inner.app.db.clock.now().iso()[..10].to_owned();
    let line = |what, day, email| form(&[(tenure, what, day, email, "")], "preview", "");
    manager.fills(PATH, &line("ends", &today, "")).await.is(200).shows("すぐに退任します").hides("その日の終わり");
    manager.fills(PATH, &line("ends", END, "")).await.is(200).shows("その日の終わりまで").hides("すぐに退任");
    let oneself = line("follows", END, "manager@example.jp");
    manager.fills(PATH, &oneself).await.is(422).shows("ご自身は招待できません");
}
