//! What makes the demo look as if it had been used until today: files, texts without a name, what people follow and search
//! for and are told of, a text that waits for another look, and what readers have reported.

use anyhow::Context as _;
use directory::people::Reader;
use forum::follows::{self, Subject};
use forum::past::{self, Amendment, Deed};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{PersonId, PostId, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::FromQueryResult;
use web::{Level, links};

use super::cast::CAST;
use super::{order, papers};
use crate::Site;
use crate::saved_searches::{self, About, Question, Wanted};

/// Discussions, by the beginning of their title, whose asker hides name and municipality, where that can be done.
const HIDDEN: [&str; 4] = [
    "身寄りのない方の緊急連絡先",
    "家族が遠方で意思決定が進まない場合",
    "ひとり職場です。休むときの相談窓口",
    "認知症の方の退院後、薬が変わったこと",
];

/// What the cast has said that they want to be told of.
const FOLLOWS: [(&str, &str, Level); 5] = [
    ("coordinator", "room-111", Level::Digest),
    ("coordinator", "theme-discharge-rules", Level::AtOnce),
    ("coordinator", "place-11218", Level::Digest),
    ("officer", "room-111", Level::Digest),
    ("manager", "room-111", Level::AtOnce),
];

/// The fields of a form.
type Fields = &'static [(&'static str, &'static str)];

/// Searches that the cast has saved: who, what, its name, and how they are told.
const SEARCHES: [(&str, Fields, &str, saved_searches::Level); 4] = [
    ("coordinator", &[("q", "訪問診療")], "訪問診療のこと", saved_searches::Level::Site),
    (
        "coordinator",
        &[("q", "ケアマネ"), ("kind", "consultation")],
        "ケアマネさんとの相談",
        saved_searches::Level::Mail,
    ),
    ("officer", &[("q", "目標値")], "計画の目標値", saved_searches::Level::Site),
    (
        "manager",
        &[("room", "bloc-kantoshinetsu"), ("state", "unanswered")],
        "ブロックの返信のない相談",
        saved_searches::Level::Site,
    ),
];

/// The same of people.
const CONDITION: (&str, Fields, &str) =
    ("coordinator", &[("q", "川越市の近く"), ("theme", "discharge-rules")], "川越の近くで入退院のルールに詳しい方");

/// Days of which the cast is told.
const NEWS: i64 = 30;

/// A text with a number that is none, which its author has asked to be looked at.
const DISPUTED: [(&str, &str); 5] = [
    ("room", "pref-11"),
    ("kind", "practice"),
    ("title", "入院時情報提供書の記入例をそろえました"),
    (
        "body",
        "番号の欄の書き方が事業所ごとに違うため、記入例を1枚にまとめました。被保険者番号は0012345678のように、先頭の0を省かずに10桁で書きます。",
    ),
    ("theme", "discharge-rules"),
];
const REASON: &str = "記入例として作った架空の番号で、実在の方のものではありません。";

/// A text that was said.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Said {
    pub id: PostId,
    pub thread_id: ThreadId,
    pub room_id: RoomId,
    pub author_id: PersonId,
    pub created_at: Timestamp,
}

/// Lets all of it happen.
pub(super) async fn happen(site: &Site) -> anyhow::Result<()> {
    papers::enclose(site).await.context("put files onto texts")?;
    for title in HIDDEN {
        hide(site, title).await.context("let some hide their names")?;
    }
    tell(site).await.context("let them be told")?;
    dispute(site).await.context("let a text wait")?;
    order::keep(site).await.context("let texts be reported")
}

/// The texts of the first discussion whose title begins like this, in their order.
pub(super) async fn said(site: &Site, title: &str) -> anyhow::Result<Vec<Said>> {
    Ok(discussions(site, title).await?.into_iter().next().unwrap_or_default())
}

/// The texts of every discussion whose title begins like this; a larger demo has several.
pub(super) async fn discussions(site: &Site, title: &str) -> anyhow::Result<Vec<Vec<Said>>> {
    let texts = texts(site, "threads.title LIKE $1", format!("{title}%").into()).await?;
    Ok(texts.chunk_by(|one, next| one.thread_id == next.thread_id).map(<[Said]>::to_vec).collect())
}

async fn texts(site: &Site, which: &str, value: sea_orm::Value) -> anyhow::Result<Vec<Said>> {
    let text = format!(
        "SELECT posts.id, posts.thread_id, threads.room_id, posts.author_id, posts.created_at
        FROM posts JOIN threads ON threads.id = posts.thread_id
        WHERE {which} AND posts.withdrawn_at IS NULL AND threads.withdrawn_at IS NULL
        ORDER BY threads.created_at, threads.id, posts.created_at, posts.id"
    );
    let conn = &site.app.db.conn;
    Ok(Said::find_by_statement(sql(conn, &text, [value])).all(conn).await?)
}

/// Whoever asked hides throughout the discussion.
async fn hide(site: &Site, title: &str) -> anyhow::Result<()> {
    let texts = said(site, title).await?;
    let asker = texts.first().with_context(|| format!("the discussion {title}"))?.author_id;
    let people = site.people().await?;
    let own = texts.iter().filter(|text| text.author_id == asker);
    let amendments = own.filter_map(|text| {
        let veil = people.veil(asker, text.room_id, &site.app.places)?;
        let deed = Deed::Hidden { author: asker, veil };
        Some(Amendment { thread: text.thread_id, post: text.id, deed, at: text.created_at })
    });
    past::amend(&site.app.db, amendments.collect()).await?;
    Ok(())
}

async fn tell(site: &Site) -> anyhow::Result<()> {
    let db = &site.app.db;
    for (word, subject, level) in FOLLOWS {
        let subject = Subject::parse(subject).context("a subject")?;
        follows::set(db, &viewer(site, word).await?, &subject, level).await?;
    }
    for (word, asked, name, level) in SEARCHES {
        save(site, word, (About::Texts, asked), Wanted { name: name.to_owned(), level }).await?;
    }
    let (word, asked, name) = CONDITION;
    save(site, word, (About::People, asked), Wanted { name: name.to_owned(), ..Wanted::default() }).await?;
    let since = db.clock.now().plus(-NEWS * DAY);
    let news = texts(site, "posts.created_at > $1", since.0.into()).await?;
    past::announce(db, &news.iter().map(|text| text.id).collect::<Vec<_>>()).await?;
    crate::news::tell(site).await?;
    site.app.search.settle().await?;
    saved_searches::matching::tell(site).await?;
    Ok(())
}

async fn save(site: &Site, word: &str, asked: (About, Fields), wanted: Wanted) -> anyhow::Result<()> {
    let (about, fields) = asked;
    let query = links::with_query("", fields.iter().copied());
    let places = &site.app.places;
    let question = Question::read(about, query.trim_start_matches('?'), places).context("a question")?;
    let (viewer, people) = (viewer(site, word).await?, site.people().await?);
    let reader = Reader { viewer: &viewer, people: &people, places };
    saved_searches::save(&site.app.db, reader, &question, &wanted, "").await?;
    Ok(())
}

async fn dispute(site: &Site) -> anyhow::Result<()> {
    let author = viewer(site, "coordinator").await?;
    let fields = DISPUTED.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let people = site.people().await?;
    forum::disputes::of_the_past(&site.app, &people, &author, web::links::THREADS, &fields, REASON).await?;
    Ok(())
}

pub(super) async fn viewer(site: &Site, word: &str) -> anyhow::Result<Viewer> {
    let email = CAST.iter().find(|part| part.word == word).context("somebody of the cast")?.email();
    let account = accounts::people::by_email(&site.app.db, &email).await?.context("an account")?;
    let viewer = directory::access::on_behalf(&*site.people().await?, account.id, &site.app.places);
    viewer.context("somebody active")
}
