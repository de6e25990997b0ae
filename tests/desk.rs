//! The managers' desk: what may be changed of whose registration, attacked from every side.

use directory::{Roster, Tenure};
use kernel::PersonId;

use crate::support::{Persona, Site};

/// The newest seat of a person, as the roster has it now.
async fn seat_of(site: &Site, person: PersonId) -> Tenure {
    let app = &site.inner.app;
    let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
    roster.person(person).expect("a person").tenures.first().expect("a seat").clone()
}

/// Their grants in force, as text.
async fn roles_of(site: &Site, person: PersonId) -> Vec<String> {
    let app = &site.inner.app;
    let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
    let roles = &roster.person(person).expect("a person").roles;
    let text = |role| directory::access::role_text(role, &app.places);
    roles.iter().map(text).map(|(role, scope)| format!("{role}:{scope}")).collect()
}

fn registration(person: &Persona) -> String {
    format!("/admin/people/{}", person.id)
}

/// The fields of a seat, serving these places.
fn seat_fields(places: &str) -> Vec<(&str, &str)> {
    vec![
        ("organisation", "連携支援センター"),
        ("affiliation", "medical-association"),
        ("municipality", "熊谷市"),
        ("title", "相談員"),
        ("form", "commissioned"),
        ("is_full_time", "1"),
        ("places", places),
        ("started_on", "2026-11-01"),
    ]
}

async fn sets(actor: &Persona, person: &Persona, standing: &str) -> u16 {
    actor
        .posts(&format!("{}/standing", registration(person)), &[("standing", standing), ("reason", "職を離れました。")])
        .await
        .status
}

async fn grants(actor: &Persona, person: &Persona, role: &str, on: &str) -> u16 {
    actor.posts(&format!("{}/grants", registration(person)), &[("role", role), ("on", on)]).await.status
}

#[tokio::test]
async fn a_manager_finds_those_of_the_prefecture_and_others_do_not_exist() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let inside = site.member("inside", "11202").await;
    let officer = site.person("officer", "", "municipality", "officer:11218").await;
    let outside = site.member("outside", "10205").await;
    let both = site.member("both", "10205,11202").await;
    let list = manager.get("/admin/people").await.is(200);
    let found = list.values("data-id");
    for (person, known) in [(&inside, true), (&officer, true), (&both, true), (&manager, true), (&outside, false)] {
        assert_eq!(found.contains(&person.id.to_string()), known, "{}", person.email);
    }
    assert_eq!(manager.get("/admin/people?q=inside").await.total(), 1);
    assert_eq!(manager.get("/admin/people?q=outside").await.total(), 0);
    manager.get(&registration(&inside)).await.is(200).shows("insideの勤め先").hides("inside@example.jp");
    let hidden = manager.get(&registration(&outside)).await.is(404);
    let absent = manager.get("/admin/people/123456789").await.is(404);
    assert_eq!(hidden.body, absent.body, "hidden and absent must be the same bytes");
    for path in ["/admin", "/admin/people", &registration(&inside)] {
        inside.get(path).await.is(403);
    }
    inside.get("/").await.hides("\"/admin\"");
    manager.get("/").await.shows("\"/admin\"");
    let link = format!("\"{}\"", registration(&inside));
    manager.get(&format!("/coordinators/{}", inside.id)).await.shows(&link);
    outside.get(&format!("/coordinators/{}", inside.id)).await.hides(&link);
}

#[tokio::test]
async fn nobody_changes_their_own_registration() {
    let site = Site::open().await;
    for (name, role) in [("manager", "manager:11"), ("bureau", "bureau:kantoshinetsu"), ("admin", "administrator")] {
        let actor = site.person(name, "11202", "prefecture", role).await;
        let seat = seat_of(&site, actor.id).await;
        let (path, before) = (registration(&actor), roles_of(&site, actor.id).await);
        actor.get(&path).await.is(200).hides("/standing\"").hides("/seats\"").hides("/end\"");
        actor.posts(&format!("{path}/seats"), &seat_fields("熊谷市")).await.is(403);
        let change = [("title", "部長"), ("form", "direct"), ("places", "熊谷市、深谷市")];
        actor.posts(&format!("/admin/seats/{}", seat.seat), &change).await.is(403);
        actor.posts(&format!("/admin/tenures/{}/end", seat.id), &[("ended_on", "2026-11-22")]).await.is(403);
        assert_eq!(grants(&actor, &actor, "officer:11202", "1").await, 403, "{name}");
        assert_eq!(grants(&actor, &actor, role, "0").await, 403, "{name}");
        assert_eq!(sets(&actor, &actor, "suspended").await, 403, "{name}");
        actor.posts(&format!("{path}/code"), &[]).await.is(403);
        assert_eq!(roles_of(&site, actor.id).await, before);
        assert_eq!(seat_of(&site, actor.id).await.places, seat.places);
    }
}

#[tokio::test]
async fn nothing_is_given_above_ones_own_role_and_a_grant_takes_effect_at_once() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut alice = site.member("alice", "11202").await;
    for role in
        ["administrator", "bureau:kantoshinetsu", "manager:10", "observer:japan", "observer:pref-10", "officer:10205"]
    {
        assert_eq!(grants(&manager, &alice, role, "1").await, 403, "{role}");
    }
    assert!(roles_of(&site, alice.id).await.is_empty());
    alice.get("/rooms/area-1110").await.is(404);
    assert_eq!(grants(&manager, &alice, "observer:area-1110", "1").await, 303);
    alice.get("/rooms").await.is(303);
    alice.signs_in().await.is(303);
    alice.get("/rooms/area-1110").await.is(200);
    let typed = [("role", "officer"), ("scope", "深谷市")];
    manager.posts(&format!("{}/grants", registration(&alice)), &typed).await.is(303);
    assert_eq!(roles_of(&site, alice.id).await, ["officer:11218", "observer:area-1110"]);
    assert_eq!(grants(&manager, &alice, "observer:area-1110", "0").await, 303);
    alice.signs_in().await.is(303);
    alice.get("/rooms/area-1110").await.is(404);
    let page = manager.get(&registration(&alice)).await;
    page.shows("市町村担当者：深谷市（埼玉県）").shows("役割を解除").shows("manager さん");
    let unclear = [("role", "officer"), ("scope", "どこか")];
    manager.posts(&format!("{}/grants", registration(&alice)), &unclear).await.is(422).shows("どこか");
}

#[tokio::test]
async fn whoever_outranks_the_desk_is_beyond_it() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let colleague = site.person("colleague", "", "prefecture", "manager:11").await;
    // Their offices stand in the prefecture, so the manager sees them.
    let bureau = site.person("bureau", "11100", "other", "bureau:kantoshinetsu").await;
    let admin = site.person("admin", "11100", "other", "administrator").await;
    for above in [&bureau, &admin] {
        manager.get(&registration(above)).await.is(200);
        assert_eq!(sets(&manager, above, "suspended").await, 403);
        assert_eq!(grants(&manager, above, "officer:11100", "1").await, 403);
        manager.posts(&format!("{}/code", registration(above)), &[]).await.is(403);
        let seat = seat_of(&site, above.id).await;
        manager.posts(&format!("/admin/tenures/{}/end", seat.id), &[("ended_on", "2026-11-22")]).await.is(403);
    }
    // Whoever has a code can be the person, so a peer is as far away as somebody above.
    let code = |person: &Persona| format!("{}/code", registration(person));
    manager.get(&registration(&colleague)).await.is(200).hides("コードを発行する");
    manager.posts(&code(&colleague), &[]).await.is(403);
    bureau.posts(&code(&colleague), &[]).await.is(200).shows("colleague さん");
    let other_admin = site.person("other", "", "other", "administrator").await;
    admin.posts(&code(&other_admin), &[]).await.is(403);
    admin.posts(&code(&bureau), &[]).await.is(200);
    assert_eq!(grants(&manager, &colleague, "manager:11", "0").await, 303, "a colleague is no higher");
    assert_eq!(sets(&bureau, &manager, "suspended").await, 303);
    manager.get("/admin").await.is(303);
    assert_eq!(sets(&admin, &bureau, "suspended").await, 303);
}

#[tokio::test]
async fn a_municipality_of_another_prefecture_is_not_smuggled_in_among_ones_own() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let seat = seat_of(&site, alice.id).await;
    for places in ["熊谷市、太田市", "11202,10205", "熊谷市、大阪市"] {
        let refused = manager.posts(&format!("{}/seats", registration(&alice)), &seat_fields(places)).await.is(422);
        refused.shows(places).shows("担当の範囲の外です");
        let change = [("title", "相談員"), ("form", "commissioned"), ("places", places)];
        manager.posts(&format!("/admin/seats/{}", seat.seat), &change).await.is(422).shows(places);
    }
    let office_elsewhere = [("municipality", "太田市"), ("places", "")];
    let fields: Vec<_> = seat_fields("").into_iter().filter(|(name, _)| *name != "municipality").collect();
    let fields = [fields.as_slice(), &office_elsewhere[..1]].concat();
    manager.posts(&format!("{}/seats", registration(&alice)), &fields).await.is(422);
    assert_eq!(seat_of(&site, alice.id).await.seat, seat.seat, "there is no other seat");
    assert_eq!(seat_of(&site, alice.id).await.places, ["11202"]);
    let change = [("title", "主任"), ("form", "direct"), ("is_hub", "1"), ("places", "深谷市\n秩父市")];
    manager.posts(&format!("/admin/seats/{}", seat.seat), &change).await.is(303);
    let changed = seat_of(&site, alice.id).await;
    assert_eq!((changed.title.as_str(), changed.form, changed.is_hub), ("主任", "direct", true));
    assert_eq!(changed.places, ["11207", "11218"]);
    alice.get("/rooms/area-1110").await.is(200);
    let nothing_left = [("title", "主任"), ("form", "direct"), ("places", "")];
    manager.posts(&format!("/admin/seats/{}", seat.seat), &nothing_left).await.is(422).shows("一つは残して");
}

#[tokio::test]
async fn a_phone_number_may_be_as_long_at_the_desk_as_in_an_application() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, seats) =
        (site.member("alice", "11202").await, |person: &Persona| format!("{}/seats", registration(person)));
    let too_long = "0".repeat(41);
    let with = |phone| [seat_fields("熊谷市"), vec![("phone", phone)]].concat();
    let long = "０４８（０００）００００ 内線: 1234-5678-9012345678";
    manager.posts(&seats(&alice), &with(&too_long)).await.is(422).shows("事務所の電話番号は40文字以内");
    manager.posts(&seats(&alice), &with(long)).await.is(303);
    manager.get(&format!("/coordinators/{}", alice.id)).await.is(200).shows("048(000)0000 内線: 1234");
}

#[tokio::test]
async fn each_manager_changes_only_their_own_part_of_a_seat_over_a_border() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let osaka = site.person("osaka", "", "prefecture", "manager:27").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let alice = site.member("alice", "11202,10205").await;
    let seat = seat_of(&site, alice.id).await;
    let (path, end) = (format!("/admin/seats/{}", seat.seat), format!("/admin/tenures/{}/end", seat.id));
    saitama.get(&path).await.is(200).shows("太田市").hides("name=\"title\"");
    // The title is not theirs to change, so what the form says of it does not matter.
    let change = [("title", "部長"), ("form", "direct"), ("places", "深谷市")];
    saitama.posts(&path, &change).await.is(303);
    let changed = seat_of(&site, alice.id).await;
    assert_eq!((changed.places.as_slice(), changed.title), (&["10205".to_owned(), "11218".to_owned()][..], seat.title));
    gunma.posts(&path, &[("places", "前橋市")]).await.is(303);
    assert_eq!(seat_of(&site, alice.id).await.places, ["10201", "11218"]);
    for manager in [&saitama, &gunma] {
        manager.get(&end).await.is(403);
        manager.posts(&end, &[("ended_on", "2026-11-22")]).await.is(403);
        assert_eq!(sets(manager, &alice, "suspended").await, 403);
    }
    osaka.get(&path).await.is(404);
    osaka.posts(&path, &[("places", "大阪市")]).await.is(404);
    osaka.posts(&end, &[("ended_on", "2026-11-22")]).await.is(404);
    let absent = osaka.get("/admin/seats/123456789").await.is(404);
    assert_eq!(osaka.get(&path).await.body, absent.body);
    assert!(seat_of(&site, alice.id).await.ended_at.is_none());
    bureau.posts(&end, &[("ended_on", "2026-11-22")]).await.is(303);
    assert!(seat_of(&site, alice.id).await.ended_at.is_some());
}

#[tokio::test]
async fn a_seat_elsewhere_of_a_person_in_ones_charge_is_not_reached_by_its_id() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let alice = site.member("alice", "10205").await;
    let first = seat_of(&site, alice.id).await;
    admin.posts(&format!("{}/seats", registration(&alice)), &seat_fields("熊谷市")).await.is(303);
    saitama.get(&registration(&alice)).await.is(200).hides(&format!("/admin/seats/{}", first.seat));
    saitama.get(&format!("/admin/seats/{}", first.seat)).await.is(404);
    saitama.posts(&format!("/admin/seats/{}", first.seat), &[("places", "熊谷市")]).await.is(404);
    let today = [("ended_on", "2026-11-22")];
    saitama.posts(&format!("/admin/tenures/{}/end", first.id), &today).await.is(404);
    gunma.posts(&format!("/admin/tenures/{}/end", first.id), &today).await.is(303);
    alice.get("/rooms/pref-10").await.is(404);
    alice.get("/rooms/pref-11").await.is(200);
}
