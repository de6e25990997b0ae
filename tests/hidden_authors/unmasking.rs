//! Two people learn who wrote a text: who they must be, when, and what everybody is told.

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use super::{alike, asks_hidden, replies_hidden, reply_path};
use crate::support::{Answer, PASSWORD, Persona, Site, fresh_once};

const REASON: &str = "個人情報の事故を、ご本人に確かめるため。";
const MONTH: i64 = 31 * 24 * 60;

struct Scene {
    site: Site,
    asker: Persona,
    thread: String,
    manager: Persona,
    administrator: Persona,
}

impl Scene {
    /// A hidden question in 埼玉県, and two people who have held their roles for a month.
    async fn open() -> Self {
        let site = Site::open().await;
        let mut asker = alike(&site, 4).await;
        let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
        let mut administrator = site.person("administrator", "", "other", "administrator").await;
        site.wait_minutes(MONTH);
        for person in [&mut asker, &mut manager, &mut administrator] {
            person.signs_in().await.is(303);
        }
        let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
        Self { site, asker, thread, manager, administrator }
    }

    async fn granted(&self) -> i64 {
        self.site.count("SELECT COUNT(*) AS n FROM unmaskings WHERE granted_by IS NOT NULL").await
    }
}

async fn asks(person: &Persona, text: &str) -> Answer {
    let form = [("reason", REASON), ("password", PASSWORD), ("once", &fresh_once())];
    person.posts(&format!("{text}/unmasking"), &form).await
}

/// Asks, and returns the path of the request.
async fn asked(person: &Persona, text: &str) -> String {
    asks(person, text).await.is(303).location().split('?').next().expect("a path").to_owned()
}

async fn confirms(person: &Persona, request: &str) -> Answer {
    person.posts(&format!("{request}/confirmation"), &[("password", PASSWORD)]).await
}

#[tokio::test]
async fn a_manager_and_an_administrator_learn_the_name_once_and_the_asker_is_told() {
    let Scene { site, asker, thread, manager, administrator } = Scene::open().await;
    manager.get(&thread).await.shows(&format!("{thread}/unmasking"));
    manager.get(&format!("{thread}/unmasking")).await.is(200).shows("一度だけ名前が表示されます");
    let request = asked(&manager, &thread).await;
    manager.get(&request).await.is(200).shows(REASON).shows("サイト管理者の確認を待っています").hides("asker");
    let letter = site.letter_to(&administrator.email).await;
    assert!(!letter.body.contains("asker") && !letter.body.contains("看取り") && !letter.body.contains("事故"));
    assert_eq!(administrator.get("/admin/unmaskings").await.is(200).total(), 1);
    // The administrator reads the reason and not the text, which lies in a room of others.
    let page = administrator.get(&letter.path("/admin/unmaskings/")).await.is(200).shows(REASON).hides("asker");
    page.shows("埼玉県").hides(&thread);
    assert!(site.letters_to(&asker.email).await.is_empty());
    site.wait_minutes(23 * 60);
    let (mut administrator, mut manager) = (administrator, manager);
    administrator.signs_in().await.is(303);
    confirms(&administrator, &request).await.is(200).shows("asker さん").shows(REASON);
    // Once, and to nobody else.
    confirms(&administrator, &request).await.is(404);
    manager.signs_in().await.is(303);
    for page in [&request, &thread, "/admin/unmaskings"] {
        for person in [&manager, &administrator] {
            person.get(page).await.hides("asker");
        }
    }
    let told = site.letter_to(&asker.email).await;
    for words in ["manager さん（部屋の担当者）", "administrator さん（サイト管理者）", REASON, &thread]
    {
        assert!(told.body.contains(words), "{words} in {}", told.body);
    }
    let mut asker = asker;
    asker.signs_in().await.is(303);
    is_told_alone(&asker, &[&manager, &administrator], &thread, &request).await;
    let named = format!("SELECT COUNT(*) AS n FROM notices WHERE person_id = {}", asker.id);
    assert_eq!(site.count(&named).await, 0, "no row names who hides");
    for (action, person) in [("unmask-ask", &manager), ("unmask-confirm", &administrator)] {
        let text =
            format!("SELECT COUNT(*) AS n FROM audit_entries WHERE action = '{action}' AND actor_id = {}", person.id);
        assert_eq!(site.count(&text).await, 1, "{action}");
    }
    // Other texts of the same person stay as they were, and another accident needs two people again.
    asked(&manager, &thread).await;
}

/// The author sees it in the list and in the number of the header, until it is taken for seen; others see nothing of it.
async fn is_told_alone(asker: &Persona, others: &[&Persona], thread: &str, request: &str) {
    const LINE: &str = "名前を伏せた投稿の投稿者が確かめられました";
    let id = request.rsplit('/').next().expect("an id").to_owned();
    let list = asker.get("/me/notices").await.is(200).shows(LINE).shows(REASON).shows(&format!("href=\"{thread}\""));
    assert_eq!(list.values("data-id"), [id]);
    list.shows("manager").shows("（部屋の担当者）").shows("administrator").shows("未読");
    asker.get("/rooms").await.is(200).shows("unread-count\">1件");
    for person in others {
        person.get("/me/notices").await.is(200).hides(LINE).hides(REASON);
        person.get("/rooms").await.is(200).hides("unread-count\">1件");
    }
    asker.posts("/me/notices/seen", &[("once", &fresh_once())]).await.is(303);
    asker.get("/rooms").await.is(200).hides("unread-count\">1件");
    asker.get("/me/notices").await.is(200).shows(LINE).hides("未読");
}

#[tokio::test]
async fn one_side_alone_does_not_do_and_neither_do_two_of_one_side() {
    let scene = Scene::open().await;
    let Scene { site, thread, manager, administrator, .. } = &scene;
    let mut others = [
        site.person("second", "", "prefecture", "manager:11").await,
        site.person("osaka", "", "prefecture", "manager:27").await,
        site.person("root", "", "other", "administrator").await,
        site.member("reader", "11202").await,
    ];
    site.wait_minutes(MONTH);
    let (mut manager, mut administrator) = (manager.clone(), administrator.clone());
    for person in others.iter_mut().chain([&mut manager, &mut administrator]) {
        person.signs_in().await.is(303);
    }
    let [second, osaka, root, reader] = &others;
    asks(reader, thread).await.is(403);
    reader.get(thread).await.hides("/unmasking");
    asks(osaka, thread).await.is(404);
    let request = asked(&manager, thread).await;
    confirms(&manager, &request).await.is(403);
    confirms(second, &request).await.is(403);
    confirms(osaka, &request).await.is(404);
    confirms(reader, &request).await.is(404);
    reader.get("/admin/unmaskings").await.is(403);
    assert_eq!(osaka.get("/admin/unmaskings").await.is(200).total(), 0);
    // There is one request at a time.
    asks(second, thread).await.is(422).shows("すでに申し出があります").shows(REASON);
    assert_eq!(scene.granted().await, 0);
    // Two who confirm at the same moment: one of them learns the name.
    let (a, b) = tokio::join!(confirms(&administrator, &request), confirms(root, &request));
    let named = [&a, &b].iter().filter(|answer| answer.body.contains("asker さん")).count();
    assert_eq!((named, scene.granted().await), (1, 1), "{} {}", a.status, b.status);
}

#[tokio::test]
async fn a_role_counts_after_thirty_days_and_only_as_long_as_it_is_held() {
    let scene = Scene::open().await;
    let Scene { site, thread, manager, administrator, .. } = &scene;
    let new_manager = site.person("new", "", "prefecture", "manager:11").await;
    let new_administrator = site.person("newer", "", "other", "administrator").await;
    asks(&new_manager, thread).await.is(422).shows("30日たっていない").shows(REASON);
    let request = asked(manager, thread).await;
    confirms(&new_administrator, &request).await.is(422).shows("30日たっていない").hides("asker");
    let tx = site.inner.app.db.begin().await.expect("begin");
    let text = "UPDATE grants SET revoked_at = 1 WHERE person_id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [manager.id.0.into()])).await.expect("take the role");
    kernel::settings::roster_changed(&tx).await.expect("count the roster on");
    tx.commit().await.expect("commit");
    confirms(administrator, &request).await.is(422).shows("役割から離れています").hides("asker");
    assert_eq!(scene.granted().await, 0);
}

#[tokio::test]
async fn the_second_has_a_day() {
    let scene = Scene::open().await;
    let Scene { site, thread, manager, administrator, .. } = &scene;
    let request = asked(manager, thread).await;
    site.wait_minutes(24 * 60);
    let (mut manager, mut administrator) = (manager.clone(), administrator.clone());
    administrator.signs_in().await.is(303);
    administrator.get(&request).await.is(404);
    confirms(&administrator, &request).await.is(404);
    // It can be asked again, now by the other side.
    manager.signs_in().await.is(303);
    let request = asked(&manager, thread).await;
    confirms(&administrator, &request).await.is(200).shows("asker さん");
}

#[tokio::test]
async fn both_type_their_password_and_the_first_a_reason() {
    let Scene { thread, manager, administrator, .. } = Scene::open().await;
    let path = format!("{thread}/unmasking");
    let with = |reason: &'static str, password: &'static str| [("reason", reason), ("password", password)];
    manager.posts(&path, &with("", PASSWORD)).await.is(422).shows("確かめる理由を入力してください。");
    manager.posts(&path, &with(REASON, "")).await.is(422).shows("パスワードを入力してください。").shows(REASON);
    manager.posts(&path, &with(REASON, "まちがい")).await.is(422).shows("パスワードが違います").hides("まちがい");
    let request = asked(&manager, &thread).await;
    for password in ["", "まちがい"] {
        let answer = administrator.posts(&format!("{request}/confirmation"), &[("password", password)]).await;
        answer.is(422).hides("asker");
    }
    for _ in 0..9 {
        administrator.posts(&format!("{request}/confirmation"), &[("password", "まちがい")]).await;
    }
    confirms(&administrator, &request).await.is(429).hides("asker");
}

#[tokio::test]
async fn neither_of_the_two_is_the_author_and_nothing_tells_of_that() {
    let site = Site::open().await;
    let mut managers = Vec::new();
    for number in 0..6 {
        managers.push(site.person(&format!("manager{number}"), "", "prefecture", "manager:11").await);
    }
    let mut administrator = site.person("administrator", "", "other", "administrator").await;
    site.wait_minutes(MONTH);
    for person in managers.iter_mut().chain([&mut administrator]) {
        person.signs_in().await.is(303);
    }
    let (author, other) = (&managers[0], &managers[1]);
    let thread = asks_hidden(author, "pref-11", "夜間の看取り", "どうしていますか。").await;
    author.get(&thread).await.hides("/unmasking");
    asks(author, &thread).await.is(422).shows("ご自分の投稿");
    // An administrator does not read the room, so the request comes from a colleague.
    asks(&administrator, &thread).await.is(404);
    let request = asked(other, &thread).await;
    author.get(&request).await.is(404);
    assert_eq!(author.get("/admin/unmaskings").await.is(200).total(), 0);
    confirms(author, &request).await.is(404);
    let named =
        format!("SELECT COUNT(*) AS n FROM audit_entries WHERE actor_id = {} AND action <> 'sign-in'", author.id);
    assert_eq!(site.count(&named).await, 0);
    confirms(&administrator, &request).await.is(200).shows("manager0 さん");
}

#[tokio::test]
async fn in_the_room_of_all_japan_any_bureau_officer_is_the_manager() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let mut bureau = site.person("bureau", "", "other", "bureau:kyushu").await;
    let mut administrator = site.person("administrator", "", "other", "administrator").await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.wait_minutes(MONTH);
    let mut asker = asker;
    for person in [&mut asker, &mut bureau, &mut administrator, &mut manager] {
        person.signs_in().await.is(303);
    }
    let thread = asker.asks("japan", "夜間の看取り", "どうしていますか。").await;
    let reply = reply_path(&replies_hidden(&asker, &thread, "補足します。").await.is(303).location());
    asks(&manager, &reply).await.is(403);
    // What is under a name is nobody's secret.
    asks(&administrator, &thread).await.is(403);
    let request = asked(&administrator, &reply).await;
    manager.get(&request).await.is(404);
    assert_eq!(site.letter_to(&bureau.email).await.path("/admin/unmaskings/"), request);
    confirms(&bureau, &request).await.is(200).shows("asker さん");
}
