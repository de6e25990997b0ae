//! Whatever is sent, the answer is a message beside the field with everything kept, or a plain 4xx; never a 500.

use axum::http::Method;

use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_value_that_no_form_of_ours_has_is_refused_by_every_form_and_breaks_none() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let long = "x".repeat(201);
    for once in ["a\0b", "\u{1b}", &long] {
        for path in ["/me/contact", "/me/sessions/others/end", "/join"] {
            let status = alice.posts(path, &[("once", once)]).await.status;
            assert!((400..500).contains(&status), "{path} answered {status} to {once:?}");
        }
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_accepted_comes_back_with_everything_typed() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let long = "長い件名".repeat(50);
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "practice"),
        ("title", long.as_str()),
        ("body", "書きかけの本文です。"),
        ("scene", "transition"),
        ("scene", "endoflife"),
        ("item", "c"),
        ("theme", "acp"),
        ("once", &once),
    ];
    let page = alice.posts("/threads", &fields).await.is(422);
    let page = page.shows(&long).shows("書きかけの本文です。").shows("件名").shows("いま200文字").shows(&once);
    for value in ["pref-11", "practice", "transition", "endoflife", "c", "acp"] {
        let kept = page.body.split('<').any(|tag| {
            tag.contains(&format!("value=\"{value}\"")) && (tag.contains(" checked") || tag.contains(" selected"))
        });
        assert!(kept, "{value} is not kept");
    }
    assert_eq!(alice.get("/threads").await.total(), 0);
}

#[tokio::test]
async fn what_cannot_be_seen_is_no_text() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "相談です", "本文です。").await;
    for nothing in ["", "   ", "\u{3000}\n", "\u{200b}\u{feff}", "\u{3164}\u{2800}"] {
        let new = [("room", "pref-11"), ("kind", "consultation"), ("title", nothing), ("body", nothing)];
        alice.posts("/threads", &new).await.is(422).shows("入力してください");
        alice
            .posts(&format!("{thread}/replies"), &[("body", nothing)])
            .await
            .is(422)
            .shows("入力してください")
            .shows("本文です。");
        alice.posts(&format!("{thread}/edit"), &[("title", nothing), ("body", nothing)]).await.is(422);
    }
    for hidden in ["a\0b", "a\u{1b}[31m", "a\u{7f}"] {
        alice.posts(&format!("{thread}/replies"), &[("body", hidden)]).await.is(422).shows("表示できない文字");
    }
}

#[tokio::test]
async fn unknown_values_are_refused_and_unknown_fields_ignored() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let good = [("room", "pref-11"), ("kind", "consultation"), ("title", "件名です"), ("body", "本文です。")];
    let with = |name: &'static str, value: &'static str| {
        let mut fields: Vec<(&str, &str)> = good.iter().filter(|(known, _)| *known != name).copied().collect();
        fields.push((name, value));
        fields
    };
    for (name, value) in [("room", "pref-27"), ("room", "nowhere"), ("room", ""), ("kind", "x"), ("kind", "")] {
        alice.posts("/threads", &with(name, value)).await.is(422);
    }
    // A hidden room and one that does not exist get the same words.
    let hidden = alice.posts("/threads", &with("room", "pref-27")).await.body.replace("pref-27", "R");
    let absent = alice.posts("/threads", &with("room", "pref-99")).await.body.replace("pref-99", "R");
    let without_once = |body: String| body.split("name=\"once\"").next().unwrap_or_default().to_owned();
    assert_eq!(without_once(hidden), without_once(absent));
    let mut more = good.to_vec();
    more.extend([("author_id", "1"), ("role", "administrator"), ("created_at", "0"), ("approved", "1")]);
    alice.posts("/threads", &more).await.is(303);
    let mut twice = good.to_vec();
    twice.push(("title", "もう一つの件名"));
    let status = alice.posts("/threads", &twice).await.status;
    assert!((400..500).contains(&status) || status == 303, "{status}");
}

#[tokio::test]
async fn broken_bodies_and_addresses_are_four_hundreds() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "相談です", "本文です。").await;
    let replies = format!("{thread}/replies");
    let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    for body in [&b"body=%FF%FE"[..], b"body=%ED%A0%80", b"\xff\xfe", b"body=a&body=b", b"%", b"=&=&="] {
        let status = alice.send(Method::POST, &replies, &form, body.to_vec()).await.status;
        assert!((400..500).contains(&status) || status == 303, "{body:?}: {status}");
    }
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let status = alice.send(Method::POST, &replies, &headers, "body=x").await.status;
        assert!((400..500).contains(&status), "{kind}: {status}");
    }
    alice.send(Method::POST, &replies, &form, vec![b'a'; 2 * 1024 * 1024]).await.is(413).shows("大きすぎます");
    for path in [
        "/threads/0",
        "/threads/-1",
        "/threads/99999999999999999999",
        "/threads/abc",
        "/threads/%00",
        "/threads/1%27",
        "/coordinators/x",
        "/municipalities/99999",
        "/municipalities/%F0%9F%98%80",
        "/prefectures/48",
        "/prefectures/1",
        "/rooms/pref-99",
        "/rooms/group-1",
        "/rooms/..%2f",
        "/replies/1/edit",
        "/nowhere",
        "/metrics",
        "/.git/config",
        "/setup/none",
    ] {
        alice.get(path).await.is(404).shows("見つかりません");
    }
    let status = alice.get("/threads/%FF").await.status;
    assert!((400..500).contains(&status), "{status}");
    alice.send(Method::DELETE, &thread, &[("sec-fetch-site", "same-origin")], "").await.is(405);
}

#[tokio::test]
async fn strange_parameters_never_break_a_page() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "相談です", "本文です。").await;
    site.settle().await;
    let long = "あ".repeat(3_000);
    let values = [
        "-1",
        "0",
        "99999999999999999999",
        "2147483648",
        "1;2",
        "%00",
        "%27%22%3Cscript%3E",
        "%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",
        "2026-13-45",
        "japan",
        "a%20OR%201%3D1",
        "*",
        "%22",
        "-",
        "room%3A1",
        "%E3%80%80",
    ];
    let names = [
        "q",
        "page",
        "cursor",
        "room",
        "kind",
        "scene",
        "state",
        "sort",
        "from",
        "to",
        "pref",
        "area",
        "bloc",
        "population",
        "to",
        "tab",
    ];
    for page in ["/search", "/threads", "/coordinators", "/threads/new"] {
        for name in names {
            for value in values {
                let status = alice.get(&format!("{page}?{name}={value}")).await.status;
                assert!(status < 500, "{page}?{name}={value}: {status}");
            }
        }
        let status = alice.get(&format!("{page}?q={}", web::links::encode(&long))).await.status;
        assert!(status < 500, "{page} with a long question: {status}");
        let status = alice.get(&format!("{page}?q=a&q=b&page=1&page=2")).await.status;
        assert!(status < 500, "{page} with repeated parameters: {status}");
    }
}

#[tokio::test]
async fn nothing_that_is_typed_runs() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let hostile =
        "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) \"'><svg onload=alert(1)>";
    let thread = alice.asks("pref-11", hostile, hostile).await;
    alice.replies(&thread, hostile).await;
    alice.posts("/me/profile", &[("kana", "てすと"), ("introduction", hostile)]).await.is(303);
    site.settle().await;
    let profile = format!("/coordinators/{}", alice.id);
    let search = format!("/search?q={}", web::links::encode("alert script"));
    let echo = format!("/search?q={}", web::links::encode(hostile));
    for path in
        [thread.as_str(), "/threads", "/", "/rooms/pref-11", &search, &echo, &profile, &format!("{thread}/edit")]
    {
        let page = alice.get(path).await.is(200);
        for bad in ["<script>alert", "<img src=x", "<svg onload", "href=\"javascript:"] {
            assert!(!page.body.contains(bad), "{path} contains {bad}");
        }
    }
}
