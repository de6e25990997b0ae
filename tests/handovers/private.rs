//! What never passes on from whoever left a seat.

use super::{follows, seat_of, subject, successor};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn what_the_successor_may_not_read_is_neither_named_nor_counted() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    // The predecessor had another seat over the border, a group, and a role.
    let before = site.person("before", "11202", "medical-association", "officer:11202").await;
    let fields = [
        ("organisation", "ぐんまの職場"),
        ("affiliation", "hospital"),
        ("municipality", "群馬県太田市"),
        ("form", "direct"),
        ("places", "群馬県太田市"),
        ("started_on", "2026-11-22"),
    ];
    let seat = seat_of(&site, &before).await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    bureau.posts(&format!("/admin/people/{}/seats", before.id), &fields).await.is(303);
    let gunma = site.member("gunma", "10205").await;
    let hidden = gunma.asks("pref-10", "ぐんまだけの話", "一覧の作り方は。").await;
    let group = before.founds("看取りの会").await;
    let in_group = before.asks(&group, "グループだけの話", "内輪の話です。").await;
    let shown = gunma.asks("japan", "全国の話", "どなたか教えてください。").await;
    for thread in [&hidden, &in_group, &shown] {
        follows(&before, &subject(thread), "2").await;
    }
    let room = group.trim_start_matches("group-");
    for other in [format!("room-{room}"), "room-110".to_owned(), "place-10205".to_owned()] {
        before.posts(&format!("/me/follows/{other}"), &[("level", "2")]).await;
    }
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    let page = after.get("/me/handover").await.is(200).shows("全国の話");
    for absent in ["ぐんまだけの話", "グループだけの話", "看取りの会", &subject(&hidden), &subject(&in_group)]
    {
        assert!(!page.body.contains(absent), "{absent} is on the page");
    }
    assert_eq!(page.values("data-total").first().map(String::as_str), Some("2"), "全国の話 and the municipality");
    let outline = after.get(&format!("/seats/{seat}/note/edit?outline=1")).await.is(200).area("body");
    for absent in [&hidden, &in_group] {
        assert!(!outline.contains(absent.as_str()), "{absent} in {outline}");
    }
    // Not even somebody who reads there by another seat of theirs finds it here: it was no work of this seat.
    bureau.posts(&format!("/admin/people/{}/seats", after.id), &fields).await.is(303);
    after.get(&hidden).await.is(200);
    after.get(&format!("/me/handover?seat={seat}")).await.is(200).hides("ぐんまだけの話");
}

#[tokio::test]
async fn a_question_under_a_hidden_byline_is_no_question_of_the_seat() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let before = site.member("before", "11202").await;
    for name in ["aoki", "baba", "chiba", "doi", "endo"] {
        site.member(name, "11202").await;
    }
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "名前を伏せた相談"),
        ("body", "どなたか教えてください。"),
        ("byline", "place_hidden"),
        ("theme", "acp"),
        ("once", &once),
    ];
    let hidden = before.posts("/threads", &fields).await.is(303).location();
    follows(&before, &subject(&hidden), "2").await;
    let named = before.asks("pref-11", "名前を出した相談", "どなたか教えてください。").await;
    let seat = seat_of(&site, &before).await;
    let own = before.get(&format!("/seats/{seat}/note/edit?outline=1")).await.is(200).area("body");
    assert!(own.contains(&named) && !own.contains(&hidden), "{own}");
    assert!(!own.contains("ACP"), "its themes neither: {own}");
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    after.get(&hidden).await.is(200).shows("質問した方");
    let page = after.get("/me/handover").await.is(200).shows("名前を出した相談").hides("名前を伏せた相談");
    let totals = page.values("data-total");
    assert_eq!(totals, ["1"], "the named question alone is counted");
    for path in [format!("/seats/{seat}"), format!("/seats/{seat}/note/edit?outline=1"), "/".to_owned()] {
        let page = after.get(&path).await.is(200);
        assert!(!page.body.contains(&hidden) || path == "/", "{path} names it");
    }
    let form = [("seat", seat.to_string()), ("subject", subject(&hidden)), ("once", fresh_once())];
    after.fills("/me/handover/follows", &form).await.is(404);
    after.fills("/me/handover/follows", &[("seat", seat.to_string()), ("once", fresh_once())]).await.is(303);
    let taken = format!(
        "SELECT COUNT(*) AS n FROM follows WHERE person_id = {} AND subject = '{}'",
        after.id,
        subject(&hidden)
    );
    assert_eq!(site.number(&taken).await, 0);
}

#[tokio::test]
async fn drafts_searches_notices_contacts_and_files_not_posted_stay_with_the_person() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (before, other) = (site.member("before", "11202").await, site.member("other", "11202").await);
    let asked = before.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    let seat = seat_of(&site, &before).await;
    let note = format!("/seats/{seat}/note");
    let draft = [("body", "ヒミツの書きかけ"), ("version", "0"), ("once", &fresh_once()), ("sent_to", &note)];
    let draft = before.posts("/me/drafts", &draft).await.is(303).location();
    let reply = [("body", "ヒミツの返信"), ("once", &fresh_once()), ("sent_to", &format!("{asked}/replies"))];
    before.posts("/me/drafts", &reply).await.is(303);
    let search = [("name", "ヒミツの検索"), ("q", "夜間"), ("level", "1"), ("once", &fresh_once())];
    before.posts("/me/searches", &search).await;
    let contact = [("phone", "0480-11-2222"), ("phone_audience", "all"), ("email_audience", "all")];
    before.posts("/me/contact", &contact).await;
    other.replies(&asked, "ヒミツではない返信").await;
    site.tells().await;
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    let pages =
        ["/me/handover", "/me/drafts", "/me/searches", "/me/notices", "/", "/me/contact", "/me/notices/settings"];
    for page in pages.map(str::to_owned).into_iter().chain([
        note.clone(),
        format!("{note}/edit"),
        format!("/seats/{seat}"),
        format!("{note}/edit?outline=1"),
    ]) {
        let page = after.get(&page).await.is(200);
        for private in ["ヒミツの", "0480-11-2222", "before@example.jp"] {
            assert!(!page.body.contains(private), "{private} on {}", page.path);
        }
    }
    after.get(&draft).await.is(404);
    let id = draft.rsplit('/').next().expect("a number");
    after.get(&format!("{note}/edit?draft={id}")).await.is(200).hides("ヒミツの");
    let waiting = format!("SELECT COUNT(*) AS n FROM notices WHERE person_id = {}", after.id);
    assert_eq!(site.number(&waiting).await, 0);
}

#[tokio::test]
async fn whoever_left_is_asked_by_way_of_the_site_as_long_as_they_allow_it() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let before = site.member("before", "11202").await;
    let seat = seat_of(&site, &before).await;
    let tenure = site.number(&format!("SELECT id AS n FROM tenures WHERE person_id = {}", before.id)).await;
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    // Somebody who holds nothing now is not reached by way of the site.
    after.get("/me/handover").await.is(200).hides("#contact-request").shows("このサイトでは、いまお尋ねできません");
    let fields = [("role", "alumni"), ("once", &fresh_once())];
    manager.posts(&format!("/admin/people/{}/grants", before.id), &fields).await.is(303);
    let ask = format!("/coordinators/{}#contact-request", before.id);
    let page = after.get("/me/handover").await.is(200).shows(&ask);
    page.hides("before@example.jp").hides("0230-00-0000");
    after.get(&format!("/coordinators/{}", before.id)).await.is(200).shows("id=\"contact-request\"");
    let switch = format!("/me/tenures/{tenure}/asking");
    after.posts(&switch, &[("on", "0")]).await.is(404);
    before.get("/me/handover").await.is(200).shows("質問を受け取ります");
    before.posts(&switch, &[("on", "0"), ("once", &fresh_once())]).await.is(303);
    after.get("/me/handover").await.is(200).shows("before さん").hides("#contact-request");
    before.get("/me/handover").await.is(200).shows("質問を受け取りません");
    before.posts(&switch, &[("on", "1"), ("once", &fresh_once())]).await.is(303);
    after.get("/me/handover").await.is(200).shows(&ask);
}

#[tokio::test]
async fn whoever_has_given_up_the_account_is_a_predecessor_without_a_name() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (before, other) = (site.member("before", "11202").await, site.member("other", "11202").await);
    before.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    let watched = other.asks("pref-11", "気にしていた相談", "どなたか教えてください。").await;
    follows(&before, &subject(&watched), "2").await;
    let seat = seat_of(&site, &before).await;
    let note = format!("/seats/{seat}/note");
    before.posts(&note, &[("body", "会議は第三水曜です。"), ("version", "0"), ("once", &fresh_once())]).await.is(303);
    site.wait_minutes(1);
    let leaving = [("password", crate::support::PASSWORD), ("knows", "1"), ("once", &fresh_once())];
    before.posts("/me/leaving", &leaving).await.is(303);
    let after = successor(&site, &manager, seat, "after").await;
    let page = after.get("/me/handover").await.is(200).shows("退会した方").shows("まだ解けない相談");
    page.hides("before さん").hides("気にしていた相談").hides("#contact-request");
    after.get(&format!("/seats/{seat}")).await.is(200).shows("退会した方").hides("before さん");
    after.get(&note).await.is(200).shows("会議は第三水曜です。").shows("退会した方").hides("before さん");
    after.get(&format!("{note}/edit?outline=1")).await.is(200).hides("before さん");
}
