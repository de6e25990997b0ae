//! Quoting a text in an answer to it.

use crate::support::{Answer, Persona, Site, fresh_once};

fn id_of(location: &str) -> String {
    location.rsplit("reply-").next().and_then(|rest| rest.rsplit('/').next()).expect("an id").to_owned()
}

fn field(page: &Answer) -> String {
    let area = page.body.split("<textarea id=\"body\"").nth(1).and_then(|rest| rest.split("</textarea>").next());
    area.and_then(|area| area.split_once('>')).expect("a form").1.trim_start_matches('\n').to_owned()
}

async fn quotes(person: &Persona, thread: &str, quote: &str, typed: &str) -> Answer {
    let fields = [("body", typed), ("quote", quote), ("once", &fresh_once())];
    person.posts(&format!("{thread}/quotations"), &fields).await
}

/// What stands in the form of the reply.
async fn quoted(person: &Persona, thread: &str, quote: &str) -> String {
    field(&quotes(person, thread, quote, "").await.is(200))
}

/// Nothing is quoted, and what was typed stays.
async fn refuses(person: &Persona, thread: &str, quote: &str) {
    let page =
        quotes(person, thread, quote, "もう書いた文章").await.is(422).shows("引用する投稿が見つかりませんでした");
    assert_eq!(field(&page), "もう書いた文章", "{quote}");
}

#[tokio::test]
async fn a_text_is_quoted_with_a_link_back_by_whoever_can_read_it_there() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。\n\n月に一度でよいですか。").await;
    let reply = bob.replies(&thread, "> 前の文\n\n当番表を送っています。").await;
    let page = bob.get(&thread).await.is(200).shows("引用して返信");
    page.shows(&format!(
        "form=\"reply\" formaction=\"{thread}/quotations#reply-form\" name=\"quote\" value=\"{}\"",
        id_of(&reply)
    ));
    assert_eq!(
        quoted(&bob, &thread, &id_of(&thread)).await,
        format!(
            "&gt; 一覧の作り方は。\n&gt;\n&gt; 月に一度でよいですか。\n&gt;\n&gt; [alice さんの投稿]({thread}#opening)\n\n"
        )
    );
    let quotation = quoted(&alice, &thread, &id_of(&reply)).await;
    assert_eq!(quotation, format!("&gt; 当番表を送っています。\n&gt;\n&gt; [bob さんの返信]({reply})\n\n"));
    // Posted, it is a quotation with a link.
    let body = format!("{}助かります。", quotation.replace("&gt;", ">"));
    alice.replies(&thread, &body).await;
    alice.get(&thread).await.shows("<blockquote>").shows(&format!("<a href=\"{reply}\""));
    // What is no text of this discussion, or cannot be read, is not quoted, whatever it is.
    let other = alice.asks("japan", "ほかの相談", "よその文章です。").await;
    let hidden = site.member("carol", "27100").await.asks("pref-27", "大阪の相談", "ヒミツの文章です。").await;
    for nothing in [id_of(&other), id_of(&hidden), "0".to_owned(), "x".to_owned(), "%00".to_owned()] {
        refuses(&alice, &thread, &nothing).await;
    }
    let dave = site.member("dave", "27100").await;
    quotes(&dave, &thread, &id_of(&thread), "").await.is(404).hides("夜間の連絡先");
}

#[tokio::test]
async fn what_was_withdrawn_is_not_quoted_and_a_quotation_stays_as_a_text_of_its_writer() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let reply = bob.replies(&thread, "当番表を送っています。").await;
    let body = quoted(&alice, &thread, &id_of(&reply)).await.replace("&gt;", ">");
    alice.replies(&thread, &format!("{body}ありがとうございます。")).await;
    bob.posts(&format!("/replies/{}/withdrawal", id_of(&reply)), &[("once", &fresh_once())]).await.is(303);
    refuses(&alice, &thread, &id_of(&reply)).await;
    alice.get(&thread).await.shows("当番表を送っています。").shows(&format!("<a href=\"{reply}\""));
    // Where nobody answers any more, nothing is quoted.
    alice.posts(&format!("{thread}/closure"), &[("closed", "1"), ("once", &fresh_once())]).await.is(303);
    bob.get(&thread).await.is(200).hides("引用して返信");
    let late = quotes(&bob, &thread, &id_of(&thread), "もう書いた文章").await.is(409).shows("返信を受け付けていません");
    assert!(field(&late).starts_with("もう書いた文章"), "{}", late.body);
}

#[tokio::test]
async fn a_quotation_of_somebody_who_hides_names_nobody() {
    let site = Site::open().await;
    for number in 0..4 {
        site.member(&format!("like{number}"), "11362").await;
    }
    let (asker, reader) = (site.member("asker", "11362").await, site.member("reader", "11202").await);
    let hide = |body, once| {
        [
            ("room", "pref-11"),
            ("kind", "consultation"),
            ("title", "看取り"),
            ("body", body),
            ("byline", "place_hidden"),
            ("once", once),
        ]
    };
    let thread = asker.posts("/threads", &hide("どうしていますか。", &fresh_once())).await.is(303).location();
    let reply = [("body", "補足します。"), ("byline", "place_hidden"), ("once", &*fresh_once())];
    let reply = asker.posts(&format!("{thread}/replies"), &reply).await.is(303).location();
    reader.get(&thread).await.is(200).hides("asker").shows("[質問した方の投稿]");
    for person in [&reader, &asker] {
        let quotations =
            [quoted(person, &thread, &id_of(&thread)).await, quoted(person, &thread, &id_of(&reply)).await];
        assert!(quotations[0].contains("[質問した方の投稿]") && quotations[1].contains("[質問した方の返信]"));
        assert!(quotations.iter().all(|it| !it.contains("asker")), "{quotations:?}");
    }
}

#[tokio::test]
async fn a_reply_that_is_half_typed_comes_back_with_the_quotation_and_nothing_is_written() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let reply = bob.replies(&thread, "当番表を送っています。").await;
    let posts = site.count("SELECT COUNT(*) AS n FROM posts").await;
    let once = fresh_once();
    let fields = [
        ("body", "まず、ありがとうございます。<b>"),
        ("byline", "place_hidden"),
        ("quote", &id_of(&reply)),
        ("once", &once),
        ("files_seen", "1"),
    ];
    let path = format!("{thread}/quotations");
    let page = alice.sends(&path, &fields, &[("表.txt", "当番の表".into())]).await.is(200).shows("表.txt");
    let typed = field(&page);
    assert_eq!(
        typed,
        format!(
            "まず、ありがとうございます。&lt;b&gt;\n\n&gt; 当番表を送っています。\n&gt;\n&gt; [bob さんの返信]({reply})\n\n"
        )
    );
    assert!(page.body.contains("value=\"place_hidden\" checked"), "{}", page.body);
    assert!(page.values("value").contains(&once), "the files stay with their form");
    // A second quotation stands below the first.
    let again = [("body", typed.replace("&gt;", ">").replace("&lt;", "<")), ("quote", id_of(&thread)), ("once", once)];
    let page = alice.fills(&path, &again).await.is(200).shows("表.txt");
    let both = field(&page);
    assert!(both.starts_with(typed.trim_end()) && both.contains("&gt; 一覧の作り方は。"), "{both}");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM posts").await, posts);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM drafts").await, 0);
    alice.get(&path).await.is(405);
}
