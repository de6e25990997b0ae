//! A form that has had its effect leads to a page that says so, once and in words.

use crate::support::{Answer, Persona, Site, fresh_once};

/// Sends a form and reads the page to which it leads.
async fn does(person: &Persona, path: &str, fields: &[(&str, &str)]) -> Answer {
    let once = fresh_once();
    let fields = [fields, &[("once", once.as_str())]].concat();
    let location = person.posts(path, &fields).await.is(303).location();
    person.get(&location).await.is(200).shows("role=\"status\"")
}

#[tokio::test]
async fn what_was_done_in_a_group_is_said() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let group = alice.founds("看取りの会").await.replace("group-", "/groups/");
    let with = |what: &str| format!("{group}/{what}");
    let (to_bob, to_alice) = (bob.id.to_string(), alice.id.to_string());
    let person = [("person", to_bob.as_str())];
    does(&alice, &with("invitations"), &person).await.shows("グループに招待しました");
    does(&bob, &with("membership"), &[("on", "0")]).await.shows("参加しないことにしました");
    does(&alice, &with("invitations"), &person).await;
    does(&bob, &with("membership"), &[("on", "1")]).await.shows("グループに参加しました");
    does(&alice, &group, &[("name", "看取りの会"), ("purpose", "学びます。")]).await.shows("名前と目的を保存しました");
    does(&alice, &with("owner"), &person).await.shows("世話役を交代しました");
    does(&alice, &with("membership"), &[("on", "0")]).await.shows("グループから抜けました");
    does(&bob, &with("invitations"), &[("person", &to_alice)]).await;
    does(&bob, &with("removals"), &[("person", &to_alice)]).await.shows("一覧から外しました");
    does(&bob, &with("closure"), &[]).await.shows("グループを終了しました");
    bob.get(&group).await.is(200).hides("role=\"status\"");
    bob.get(&format!("{group}?done=whatever")).await.is(200).hides("role=\"status\"");
}

#[tokio::test]
async fn what_was_done_at_the_desk_and_about_a_contact_is_said() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let registration = format!("/admin/people/{}", alice.id);
    let with = |what: &str| format!("{registration}/{what}");
    let alumni = |on| [("role", "alumni"), ("on", on)];
    does(&manager, &with("grants"), &alumni("1")).await.shows("役割を加えました");
    does(&manager, &with("grants"), &alumni("0")).await.shows("役割を解除しました");
    let ask = [("message", "お話をうかがいたいです。")];
    does(&bob, &format!("/coordinators/{}/contact-requests", alice.id), &ask).await.shows("おたずねを届けました");
    let request = alice.get("/me/contact-requests").await.values("data-id")[0].clone();
    let acceptance = format!("/me/contact-requests/{request}/acceptance");
    does(&alice, &acceptance, &[("on", "1")]).await.shows("承諾しました");
    does(&alice, &acceptance, &[("on", "0")]).await.shows("知らせ合うのをやめました");
    let suspend = [("standing", "suspended"), ("reason", "職を離れました。")];
    does(&manager, &with("standing"), &suspend).await.shows("利用を停止しました");
    does(&manager, &with("standing"), &[("standing", "active")]).await.shows("利用を再開しました");
    let offer = [
        ("email", "new@example.jp"),
        ("organisation", "連携支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "熊谷市"),
        ("phone", "048-000-0000"),
        ("title", "相談員"),
        ("form", "direct"),
        ("places", "熊谷市"),
    ];
    does(&manager, "/admin/invitations", &offer).await.shows("招待しました");
}
