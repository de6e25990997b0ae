//! Two sites, one with and one without discussions that an outsider may not see: everything that the outsider can see
//! must be the same on both.

mod surfaces;

use self::surfaces::{OF_A_PEER, surfaces};
use crate::handovers::seat_of;
use crate::support::{Persona, Site, seat, with};

/// Words that stand only in what is hidden.
const SECRET: &str = "ヒミツノコトバ";

struct Twin {
    /// Kept open while its pages are looked at.
    _site: Site,
    outsider: Persona,
    /// In charge of another prefecture.
    peer: Persona,
    saved: String,
    feed: String,
    shared: Vec<String>,
}

#[tokio::test]
async fn an_outsider_cannot_tell_whether_hidden_discussions_exist() {
    let (with, without) = (twin(true).await, twin(false).await);
    for path in surfaces() {
        let (a, b) = (with.sees(&path).await, without.sees(&path).await);
        assert_eq!(a, b, "{path} differs");
    }
    for path in OF_A_PEER {
        let (a, b) = (with.peer.get(path).await, without.peer.get(path).await);
        assert_eq!(a.comparable(), b.comparable(), "{path} differs");
    }
    for title in ["退院前カンファ", "看取り", SECRET] {
        let (a, b) = (with.is_told_of(title).await, without.is_told_of(title).await);
        assert_eq!(a, b, "what is like {title} differs");
    }
    for typed in [SECRET, "ヒミツ", "ひみ", "退院", "看取りの", "夜間の連絡先", "insi"] {
        let (a, b) = (with.is_offered(typed).await, without.is_offered(typed).await);
        assert_eq!(a, b, "what is offered for {typed} differs");
    }
    for (a, b) in with.shared.iter().zip(&without.shared) {
        assert_eq!(with.sees(a).await, without.sees(b).await, "a shared discussion differs");
        let like = |path: &str| format!("{path}/similar");
        if a.starts_with("/threads/") {
            assert_eq!(with.sees(&like(a)).await, without.sees(&like(b)).await, "what is like it differs");
            let beside = |path: &str| format!("{path}/similar?beside=1");
            assert_eq!(with.sees(&beside(a)).await, without.sees(&beside(b)).await, "what stands beside it differs");
        }
    }
}

async fn twin(with_secrets: bool) -> Twin {
    let site = Site::open().await;
    let insider = site.member("insider", "11202").await;
    let friend = site.member("friend", "11218").await;
    let outsider = site.member("outsider", "27100").await;
    let peer = site.person("peer", "", "prefecture", "manager:27").await;
    // The outsider follows in the seat of somebody who knew more.
    let before = site.member("before", "27100").await;
    let (saved, feed) = saves(&outsider).await;
    let mut shared = Vec::new();
    for (title, body) in [
        ("退院前カンファに呼ばれない", "ケアマネさんの声です。"),
        ("夜間の連絡先の一覧", "どのように更新していますか。"),
        ("看取りの振り返り", "地域で開くには。"),
    ] {
        shared.push(insider.asks("japan", title, body).await);
        site.wait_minutes(1);
    }
    let useful = friend.replies(&shared[0], "退院支援ルールに入れました。").await;
    let useful = useful.rsplit("reply-").next().unwrap_or_default().to_owned();
    insider.posts(&format!("/replies/{useful}/thanks"), &[("on", "1")]).await.is(303);
    // On both sites somebody keeps order, so that what differs is only what the outsider may not see.
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    if with_secrets {
        let mut offer = seat("埼玉県熊谷市");
        offer.push(("email", "himitsu@example.jp".to_owned()));
        manager.fills("/admin/invitations", &with(&offer, "organisation", "ヒミツノコトバ医師会")).await.is(303);
        let note = [("body", "看取りはヒミツノコトバ。"), ("version", "0"), ("once", "")];
        insider.posts("/municipalities/11202/note", &note).await.is(303);
        let group = insider.founds("ヒミツノコトバの会").await;
        insider.takes_in(&group, &friend).await;
        let secret = insider.asks(&group, "退院とヒミツノコトバ", "看取りの話です。").await;
        insider.takes_in(&group, &before).await;
        before.asks(&group, "引き継がないヒミツノコトバ", "看取りの話です。").await;
        for subject in [secret.replace("/threads/", "thread-"), group.replace("group-", "room-")] {
            before.posts(&format!("/me/follows/{subject}"), &[("level", "2")]).await.is(303);
        }
        friend.replies(&secret, "ヒミツノコトバの返信。").await;
        for room in ["area-1109", "pref-11", "bloc-kantoshinetsu"] {
            let fields = [
                ("room", room),
                ("kind", "consultation"),
                ("title", "退院と看取りのヒミツノコトバ"),
                ("body", "訪看と夜間の連絡先、ヒミツノコトバ。"),
                ("theme", "acp"),
                ("scene", "daily"),
            ];
            let secret = insider.posts("/threads", &fields).await.is(303).location();
            let reply = friend.replies(&secret, "ヒミツノコトバの返信。退院。").await;
            friend.posts(&format!("{secret}/thanks"), &[("on", "1")]).await.is(303);
            let reply = reply.rsplit("reply-").next().unwrap_or_default().to_owned();
            insider.posts(&format!("{secret}/solution"), &[("reply", &reply)]).await.is(303);
            if room != "bloc-kantoshinetsu" {
                keeps_order(&manager, &friend, &secret, &reply).await;
            }
        }
    }
    site.wait_minutes(1);
    let seat = seat_of(&site, &before).await;
    site.leaves(&before).await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::succeed(&tx, None, outsider.id, seat, tx.now).await.expect("succeed");
    tx.commit().await.expect("commit");
    site.settle().await;
    site.tells().await;
    shared.extend([format!("/me/handover?seat={seat}"), format!("/seats/{seat}")]);
    shared.extend(["note", "note/edit", "note/edit?outline=1"].map(|page| format!("/seats/{seat}/{page}")));
    shared.extend([&insider, &friend].map(|person| format!("/coordinators/{}", person.id)));
    Twin { _site: site, outsider, peer, saved, feed, shared }
}

/// Saves what only hidden discussions answer beside the shared ones, and tells the address of the search and of its feed.
async fn saves(outsider: &Persona) -> (String, String) {
    let query = format!("q={}", web::links::encode("退院 OR 看取り OR ヒミツノコトバ"));
    let fields = [("query", query.as_str()), ("name", "退院"), ("level", "1"), ("once", "")];
    outsider.posts("/me/searches", &fields).await.is(303);
    let saved = outsider.get("/me/searches").await.values("data-id").remove(0).replace("search-", "/me/searches/");
    let page = outsider.posts(&format!("{saved}/feed"), &[("once", "")]).await.is(200);
    let feed = page.body.split("http://127.0.0.1:8080/feeds").nth(1).and_then(|rest| rest.split('<').next());
    (saved, format!("/feeds{}", feed.expect("an address")))
}

/// A report, a hiding, a closing and a wish to move, all in a room that the outsider does not read.
async fn keeps_order(manager: &Persona, reader: &Persona, thread: &str, reply: &str) {
    let opening = thread.rsplit('/').next().unwrap_or_default();
    let report = [("kind", "improper"), ("words", SECRET), ("once", "")];
    reader.posts(&format!("/posts/{opening}/report"), &report).await.is(303);
    let reason = |more: (&'static str, &'static str)| [more, ("ground", "other"), ("words", SECRET)];
    manager.posts(&format!("/admin/posts/{reply}/hiding"), &reason(("hidden", "1"))).await.is(303);
    manager.posts(&format!("{thread}/closure"), &reason(("closed", "1"))).await.is(303);
    let to = if manager.get(&format!("/admin{thread}/move")).await.body.contains("value=\"pref-11\"") {
        "pref-11"
    } else {
        "area-1109"
    };
    manager.posts(&format!("/admin{thread}/move"), &reason(("room", to))).await.is(303);
}

impl Twin {
    /// What the outsider is offered while typing.
    async fn is_offered(&self, typed: &str) -> String {
        self.outsider.posts("/search/suggestions", &[("q", typed)]).await.is(200).comparable()
    }

    /// What the outsider is told of while typing a title.
    async fn is_told_of(&self, title: &str) -> String {
        self.outsider.posts("/threads/similar", &[("title", title)]).await.is(200).comparable()
    }

    /// A page as the outsider sees it.
    async fn sees(&self, path: &str) -> String {
        let path = path.replace("{saved}", &self.saved).replace("{feed}", &self.feed);
        let page = self.outsider.get(&path).await.comparable();
        // Entries of a feed are called after random numbers.
        let mut parts = page.split("urn:uuid:");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |page, part| {
            page + part.trim_start_matches(|c: char| c.is_ascii_hexdigit() || "-#".contains(c))
        })
    }
}
