//! Applying for membership: the form, the letter, the password, and the way back out.

use crate::support::{PASSWORD, Site, application, with};

mod leaving;
mod limits;

const SAITAMA: &str = "埼玉県熊谷市";

#[tokio::test]
async fn the_form_keeps_what_was_typed_and_tells_each_problem() {
    let site = Site::open().await;
    let visitor = site.visitor();
    visitor.get("/join").await.is(200).shows("参加を申し込む");
    let good = application("hana@example.jp", SAITAMA);
    for (field, value, sentence) in [
        ("kana", "花", "ひらがなかカタカナ"),
        ("name", "　", "氏名を入力"),
        ("email", "hana", "name@example.jp"),
        ("organisation", "", "所属機関の名称"),
        ("affiliation", "", "所属区分を選んで"),
        ("municipality", "府中市", "「東京都府中市」「広島県府中市」"),
        ("phone", "なし", "市外局番から"),
        ("title", "", "役職を入力"),
        ("form", "x", "配置形態を選んで"),
        ("places", "まぼろし市", "「まぼろし市」は見つかりません"),
        ("proof", "", "経緯を入力"),
        ("terms", "", "利用規約をお読み"),
        ("privacy", "2020-01-01", "新しくなりました"),
    ] {
        let answer = visitor.fills("/join", &with(&good, field, value)).await.is(422).shows(sentence);
        let kept = if field == "organisation" { "コーディネーター" } else { "見本医師会" };
        answer.shows(kept).shows(&format!("id=\"{field}-problem\""));
    }
    assert!(site.letters_to("hana@example.jp").await.is_empty());
}

#[tokio::test]
async fn nothing_happens_before_the_address_has_been_confirmed() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut hana = site.visitor();
    hana.email = "hana@example.jp".to_owned();
    hana.fills("/join", &application("ＨＡＮＡ@example.jp", SAITAMA)).await.is(303);
    hana.get("/join/sent").await.is(200);
    assert!(site.letters_to("manager@example.jp").await.is_empty());
    assert_eq!(manager.get("/admin/applications").await.is(200).values("data-id").len(), 0);
    let path = site.letter_to("hana@example.jp").await.path("/join/");
    // Looking, as a scanner of mail does, uses nothing up.
    for _ in 0..3 {
        hana.get(&path).await.is(200).shows("見本医師会").shows("みほん はな").shows("熊谷市（埼玉県）");
    }
    hana.posts(&path, &[("password", "短い")]).await.is(422).shows("15文字以上").hides("短い");
    hana.tries("hana@example.jp", PASSWORD).await.is(422);
    hana.posts(&path, &[("password", PASSWORD)]).await.is(303);
    // A second sending of the same form gets the same answer and changes nothing.
    hana.posts(&path, &[("password", "まったく別の合言葉をつかいます。")]).await.is(303);
    hana.signs_in().await.is(303);
    hana.get("/join/status").await.is(200).shows("確認待ち").shows("埼玉県");
    hana.get("/").await.is(200).shows("申請の状況を見る");
    hana.get("/coordinators").await.is(403);
    let letter = site.letter_to("manager@example.jp").await;
    assert!(!letter.body.contains("見本") && !letter.body.contains("hana@"), "{}", letter.body);
    manager.get(&letter.path("/admin/applications/")).await.is(200).shows("見本医師会");
    manager.get("/").await.is(200).shows("承認を待っている申請（1件）");
}

#[tokio::test]
async fn a_known_address_gets_the_same_answer_and_another_letter() {
    let site = Site::open().await;
    site.member("known", "11202").await;
    let visitor = site.visitor();
    let mut answers = Vec::new();
    for email in ["known@example.jp", "new@example.jp"] {
        let answer = visitor.fills("/join", &application(email, SAITAMA)).await.is(303);
        answers.push((answer.status, answer.body.clone(), answer.location()));
    }
    assert_eq!(answers[0], answers[1]);
    let letter = site.letter_to("known@example.jp").await;
    assert!(letter.body.contains("すでに登録されています") && letter.body.contains("/password/forgotten"));
    assert!(!letter.body.contains("確認コード"));
    assert!(site.letter_to("new@example.jp").await.body.contains("確認コード"));
    // A code can be tried for both with the same answer.
    let mut refusals = Vec::new();
    for name in ["known", "new"] {
        let fields = [("email", &*format!("{name}@example.jp")), ("code", "AAAA-3333")];
        refusals.push(visitor.posts("/join/code", &fields).await.is(422).body.replace(name, ""));
    }
    assert_eq!(refusals[0], refusals[1]);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_brings_one_letter_and_too_many_bring_none() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let form = application("hana@example.jp", SAITAMA);
    visitor.fills("/join", &form).await.is(303);
    visitor.fills("/join", &form).await.is(303);
    site.letter_to("hana@example.jp").await;
    for _ in 0..3 {
        visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    }
    let refused = visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(429);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(site.letters_to("hana@example.jp").await.len(), 4);
    visitor.fills("/join", &application("other@example.jp", SAITAMA)).await.is(303);
}

#[tokio::test]
async fn whoever_gets_mail_without_links_types_a_code() {
    let site = Site::open().await;
    let visitor = site.visitor();
    visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    let code = site.letter_to("hana@example.jp").await.after("確認コード: ");
    visitor.get("/join/code").await.is(200);
    let typed = format!(" {}", code.replace('-', "").to_lowercase());
    let answer = visitor.posts("/join/code", &[("email", "Hana@Example.jp"), ("code", &typed)]).await.is(303);
    visitor.get(&answer.location()).await.is(200).shows("見本医師会");
    visitor.posts(&answer.location(), &[("password", PASSWORD)]).await.is(303);
    site.visitor().tries("hana@example.jp", PASSWORD).await.is(303);
}

#[tokio::test]
async fn after_five_wrong_tries_the_code_is_dead_and_the_link_is_not() {
    let site = Site::open().await;
    let visitor = site.visitor();
    visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    let letter = site.letter_to("hana@example.jp").await;
    for _ in 0..5 {
        visitor.posts("/join/code", &[("email", "hana@example.jp"), ("code", "AAAA-3333")]).await.is(422);
    }
    let right = letter.after("確認コード: ");
    visitor.posts("/join/code", &[("email", "hana@example.jp"), ("code", &right)]).await.is(422);
    visitor.get(&letter.path("/join/")).await.is(200);
}

#[tokio::test]
async fn an_application_that_nobody_confirms_is_gone_after_fourteen_days() {
    let site = Site::open().await;
    let visitor = site.visitor();
    visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    let path = site.letter_to("hana@example.jp").await.path("/join/");
    site.wait_minutes(14 * 24 * 60 - 1);
    visitor.get(&path).await.is(200);
    site.wait_minutes(2);
    visitor.get(&path).await.is(404);
    visitor.posts(&path, &[("password", PASSWORD)]).await.is(404);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM applications").await, 0);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM seat_claims").await, 0);
}

#[tokio::test]
async fn many_confirmations_at_once_make_one_person() {
    let site = Site::open().await;
    let visitor = site.visitor();
    // Two applications of one address: confirming one forgets the other.
    visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    visitor.fills("/join", &application("hana@example.jp", "東京都府中市")).await.is(303);
    let path = site.letters_to("hana@example.jp").await[0].path("/join/");
    let all: Vec<_> = (0..8)
        .map(|_| {
            let (visitor, path) = (visitor.clone(), path.clone());
            tokio::spawn(async move { visitor.posts(&path, &[("password", PASSWORD)]).await.status })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("an answer"), 303);
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 1);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM applications").await, 1);
    site.visitor().tries("hana@example.jp", PASSWORD).await.is(303);
}

#[tokio::test]
async fn whoever_waits_is_on_no_page_for_others() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let before = alice.get("/coordinators").await.total();
    let hana = site.applicant("hana", SAITAMA).await;
    site.settle().await;
    assert_eq!(alice.get("/coordinators").await.total(), before);
    let paths =
        ["/coordinators?q=見本", "/search?q=見本", "/municipalities/11202", "/prefectures/11", "/", "/rooms/pref-11"];
    for path in paths {
        let path: String = path
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { web::links::encode(&c.to_string()) })
            .collect();
        alice.get(&path).await.is(200).hides("見本　花").hides("みほん はな").hides("見本医師会");
    }
    let id = site.count("SELECT id AS n FROM people WHERE email = 'hana@example.jp'").await;
    alice.get(&format!("/coordinators/{id}")).await.is(404);
    assert_eq!(hana.get("/threads").await.status, 403);
}

#[tokio::test]
async fn taking_an_application_back_leaves_nothing_behind() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let hana = site.applicant("hana", SAITAMA).await;
    let path = site.letter_to("manager@example.jp").await.path("/admin/applications/");
    manager.get(&path).await.is(200);
    let page = hana.get("/join/status").await.is(200);
    let once =
        page.body.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value");
    let twice = [("once", once)];
    let (first, second) = tokio::join!(hana.posts("/join/withdrawal", &twice), hana.posts("/join/withdrawal", &twice));
    for answer in [first, second, hana.posts("/join/withdrawal", &twice).await] {
        assert_eq!(answer.is(303).location(), "/join/withdrawal");
    }
    assert_eq!(hana.posts("/join/withdrawal", &[("once", "other")]).await.is(303).location(), "/sign-in?unsent=1");
    hana.get("/join/withdrawal").await.is(200).shows("消去しました");
    hana.get("/join/status").await.is(303);
    manager.get(&path).await.is(404);
    manager.posts(&format!("{path}/release"), &[("checked", "電話で確認")]).await.is(404);
    site.visitor().tries("hana@example.jp", PASSWORD).await.is(422);
    for table in ["applications", "application_parts", "application_tellings", "seat_claims"] {
        assert_eq!(site.count(&format!("SELECT COUNT(*) AS n FROM {table}")).await, 0, "{table}");
    }
    // The address may be used for a new application.
    hana.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    assert_eq!(site.letters_to("hana@example.jp").await.len(), 2);
}

#[tokio::test]
async fn what_was_agreed_to_is_kept_with_the_person() {
    let site = Site::open().await;
    site.applicant("hana", SAITAMA).await;
    let agreed = format!(
        "SELECT COUNT(*) AS n FROM people WHERE agreed_terms = '{}' AND agreed_privacy = '{}' AND agreed_at IS NOT NULL",
        web::public_pages::TERMS_VERSION,
        web::public_pages::PRIVACY_VERSION,
    );
    assert_eq!(site.count(&agreed).await, 1);
    let versions = [("/terms", "令和8年11月30日版"), ("/privacy", "令和8年11月30日版")];
    for (path, version) in versions {
        site.visitor().get(path).await.is(200).shows(version);
    }
}
