//! People who are suggested for what they have said of themselves: the same theme, a town like it, and the reason in words; never
//! whoever has declined or is busy, and nothing that tells where somebody serves who hides.

use crate::support::{Answer, Persona, Site, fresh_once};

const THEME: &str = "「ACP（人生会議）」の相談を受けられる方";
const LIKE_KUMAGAYA: &str = "熊谷市に似た土浦市を担当";

fn advisers(page: &Answer) -> Vec<String> {
    page.values("data-adviser")
}

fn ids<const N: usize>(people: [&Persona; N]) -> Vec<String> {
    people.iter().map(|person| person.id.to_string()).collect()
}

/// Says of oneself what the fields say, and nothing else.
async fn says(person: &Persona, fields: &[(&str, &str)]) -> Answer {
    person.posts("/me/profile", &[&[("kana", "てすと")], fields].concat()).await
}

/// Says that one cannot take questions until the end of this day.
async fn busy(person: &Persona, until: &str) -> Answer {
    says(person, &[("theme", "acp"), ("busy", "1"), ("busy_until", until)]).await
}

/// A question on ACP, under one's name or not.
async fn asks(asker: &Persona, room: &str, byline: &str) -> String {
    let once = fresh_once();
    let fields = [
        ("room", room),
        ("kind", "consultation"),
        ("title", "人生会議の進め方"),
        ("body", "どのように始めましたか。"),
        ("theme", "acp"),
        ("byline", byline),
        ("once", &once),
    ];
    asker.posts("/threads", &fields).await.is(303).location()
}

#[tokio::test]
async fn beside_a_question_stand_those_who_take_its_theme_and_first_who_serves_a_town_like_the_askers() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let far = site.member("far", "01100").await;
    let like = site.member("like", "08203").await;
    let other = site.member("other", "08203").await;
    let officer = site.person("officer", "", "municipality", "officer:08203").await;
    let reader = site.member("reader", "27100").await;
    for person in [&other, &reader] {
        says(person, &[]).await.is(303);
    }
    let thread = asks(&asker, "japan", "named").await;
    let similar = format!("{thread}/similar");
    site.settle().await;
    for page in
        [reader.get(&similar).await, reader.get(&format!("{similar}?beside=1")).await, asker.get(&similar).await]
    {
        assert_eq!(advisers(&page), ids([&like, &far]), "neither another theme nor somebody without a seat");
        page.shows("詳しい方").shows(&format!("{THEME}・{LIKE_KUMAGAYA}")).shows("並び順は日ごとに変わります");
    }
    assert_eq!(advisers(&like.get(&similar).await), ids([&far]), "nobody is named to themselves");
    // Who has helped before comes first, and who has answered need not be called.
    let before = asker.asks("japan", "人生会議の進め方 その一", "どうしていますか。").await;
    let reply = other.replies(&before, "研修から始めました。").await;
    reader
        .posts(&format!("/replies/{}/thanks", reply.rsplit('-').next().expect("an id")), &[("on", "1")])
        .await
        .is(303);
    site.settle().await;
    let page = reader
        .get(&similar)
        .await
        .shows("の返信が参考になりました")
        .shows("役に立った方と、テーマの相談を受けられる方");
    assert_eq!(advisers(&page), ids([&other, &like, &far]));
    like.replies(&thread, "こちらではこうです。").await;
    assert_eq!(advisers(&reader.get(&similar).await), ids([&other, &far]));
    // Where the room is read by nobody else, nobody is named.
    let near = asks(&asker, "pref-11", "named").await;
    site.settle().await;
    assert_eq!(advisers(&asker.get(&format!("{near}/similar")).await), [""; 0]);
    officer.get(&format!("{near}/similar")).await.is(404);
}

#[tokio::test]
async fn those_with_the_same_reason_take_turns_from_day_to_day() {
    let site = Site::open().await;
    let mut asker = site.member("asker", "11202").await;
    let mut all = Vec::new();
    for name in ["aoki", "baba", "chiba", "doi", "endo", "fujita", "goto"] {
        all.push(site.member(name, "01100").await.id.to_string());
    }
    let thread = asks(&asker, "japan", "named").await;
    site.settle().await;
    let (mut firsts, mut named) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        asker.signs_in().await.is(303);
        let shown = advisers(&asker.get(&format!("{thread}/similar")).await);
        assert_eq!(shown.len(), 5);
        firsts.extend(shown.first().cloned());
        named.extend(shown);
        site.wait_minutes(24 * 60);
    }
    firsts.sort_by_key(|id| all.iter().position(|known| known == id));
    assert_eq!(firsts, all, "everybody stands first once");
    assert!(all.iter().all(|id| named.iter().filter(|known| *known == id).count() == 5));
}

#[tokio::test]
async fn whoever_declines_or_is_busy_is_not_suggested_until_that_is_over() {
    let site = Site::open().await;
    let mut asker = site.member("asker", "11202").await;
    let mut like = site.member("like", "08203").await;
    let thread = asks(&asker, "japan", "named").await;
    let (similar, profile) = (format!("{thread}/similar"), format!("/coordinators/{}", asker.id));
    site.settle().await;
    assert_eq!(advisers(&asker.get(&similar).await), ids([&like]));
    assert_eq!(asker.get(&profile).await.values("data-peers"), ["1"]);
    let today = site.inner.app.db.clock.now();
    let day = |days: i64| today.plus(days * kernel::clock::DAY).iso()[..10].to_owned();
    busy(&like, "").await.is(422).shows("最後の日を選んでください").shows("value=\"1\" checked");
    busy(&like, &day(-1)).await.is(422).shows("今日か、それより後の日");
    let stands_nowhere = async || {
        assert_eq!(advisers(&asker.get(&similar).await.is(200).hides("詳しい方")), [""; 0]);
        assert_eq!(asker.get(&profile).await.values("data-peers"), [""; 0]);
    };
    says(&like, &[("theme", "acp"), ("unsuggested", "1")]).await.is(303);
    stands_nowhere().await;
    busy(&like, &day(9)).await.is(303);
    stands_nowhere().await;
    // It is told to nobody else, and over by itself.
    let own = format!("/coordinators/{}", like.id);
    like.get(&own).await.shows("まで手いっぱいとしています");
    asker.get(&own).await.is(200).hides("手いっぱい");
    like.get("/me/profile").await.shows(&day(9));
    site.wait_minutes(10 * 24 * 60);
    for person in [&mut asker, &mut like] {
        person.signs_in().await.is(303);
    }
    assert_eq!(advisers(&asker.get(&similar).await), ids([&like]));
    like.get(&own).await.hides("手いっぱい");
    like.get("/me/profile").await.hides(&day(9));
    let version = like.get("/me/profile").await.field("version");
    says(&like, &[("theme", "acp"), ("version", &version)]).await.is(303);
}

#[tokio::test]
async fn who_is_suggested_for_the_question_of_somebody_who_hides_tells_nothing_of_their_town() {
    let site = Site::open().await;
    let mut alike = Vec::new();
    for name in ["aoki", "baba", "chiba", "doi"] {
        alike.push(site.member(name, "11362").await);
    }
    let asker = site.member("asker", "11362").await;
    let thread = asks(&asker, "pref-11", "place_hidden").await;
    site.settle().await;
    let reader = &alike[0];
    let page = reader.get(&format!("{thread}/similar")).await.shows(THEME).hides("皆野町に似た");
    let mut shown = advisers(&page);
    shown.sort();
    let mut expected = ids([&alike[1], &alike[2], &alike[3], &asker]);
    expected.sort();
    assert_eq!(shown, expected, "whoever is left out would be known to have asked");
    let own = asker.get(&format!("{thread}/similar")).await.hides("皆野町に似た");
    assert_eq!(advisers(&own).len(), 4);
}

#[tokio::test]
async fn who_types_a_question_sees_who_takes_its_theme() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let (like, far) = (site.member("like", "08203").await, site.member("far", "01100").await);
    let page = asker.posts("/threads/similar", &[("title", "人生会議の進め方"), ("theme", "acp")]).await.is(200);
    assert_eq!(advisers(&page), ids([&like, &far]));
    page.shows(LIKE_KUMAGAYA).shows("その方に宛てて相談することもできます");
    let page = asker.posts("/threads/similar", &[("title", "人生会議の進め方")]).await.is(200);
    assert_eq!(advisers(&page), [""; 0]);
}

#[tokio::test]
async fn a_page_of_a_person_names_others_in_a_position_like_theirs_and_why() {
    let site = Site::open().await;
    let me = site.member("me", "11202").await;
    let person = site.member("person", "11202").await;
    let like = site.member("like", "08203").await;
    let hospital = site.person("hospital", "39344", "hospital", "member").await;
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let page = me.get(&format!("/coordinators/{}", person.id)).await.is(200).shows("近い立場の方");
    // The viewer and whoever has but the theme in common are not among them.
    assert_eq!(page.values("data-id"), ids([&like]));
    page.shows(&format!("{THEME}・{LIKE_KUMAGAYA}・同じく郡市区医師会")).hides("hospital さん");
    // One's own page has them too.
    let own = person.get(&format!("/coordinators/{}", person.id)).await.is(200);
    assert_eq!(own.values("data-id"), ids([&like, &me]));
    me.get(&format!("/coordinators/{}", hospital.id)).await.is(200).hides("近い立場の方");
    // Whoever is suspended or has left is named no more with the next request.
    let once = fresh_once();
    let form = [("standing", "suspended"), ("reason", "担当課にご連絡ください。"), ("once", once.as_str())];
    manager.posts(&format!("/admin/people/{}/standing", me.id), &form).await.is(303);
    assert_eq!(person.get(&format!("/coordinators/{}", person.id)).await.values("data-id"), ids([&like]));
    site.leaves(&like).await;
    person.get(&format!("/coordinators/{}", person.id)).await.is(200).hides("近い立場の方");
}
