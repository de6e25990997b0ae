//! What is asked for: the pages that people open most.

use kernel::db::sql;
use kernel::{Db, RoomId};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use web::links::with_query;

use crate::client::Ask;

/// One kind of page, at one or several addresses that are asked for in turn.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is called in the report.
    pub name: &'static str,
    /// The status that it must answer with.
    pub status: u16,
    paths: Vec<String>,
    /// The text of a form that is sent there.
    text: Option<&'static str>,
}

impl Page {
    /// A page that is read.
    pub fn read(name: &'static str, paths: Vec<String>) -> Self {
        Self { name, status: 200, paths, text: None }
    }

    /// Whether asking for it changes something.
    pub fn writes(&self) -> bool {
        self.text.is_some()
    }

    /// The request of one connection of so many in its turn.
    pub fn ask(&self, lane: usize, lanes: usize, turn: usize) -> Ask {
        let path = self.paths[(lane + turn * lanes) % self.paths.len()].clone();
        let form = self.text.map(|text| {
            with_query("", [("body", text), ("once", &web::forms::once())]).trim_start_matches('?').to_owned()
        });
        Ask { path, form }
    }
}

/// All of them.
pub async fn all(db: &Db) -> anyhow::Result<Vec<Page>> {
    let twenty = discussions(db, "reply_count = 20", "id", 50).await?;
    let longest = discussions(db, "reply_count > 20", "reply_count DESC", 1).await?;
    let open = discussions(db, "reply_count BETWEEN 1 AND 12", "id", 400).await?;
    let replies = open.iter().map(|path| format!("{path}/replies")).collect();
    Ok(vec![
        Page::read("home", vec!["/".to_owned()]),
        Page::read("list", vec!["/threads".to_owned()]),
        Page::read("list, filtered", LISTS.map(|query| with_query("/threads", query)).to_vec()),
        Page::read("discussion of 20 replies", twenty),
        Page::read("longest discussion", longest),
        Page::read("directory", vec!["/coordinators".to_owned()]),
        Page::read("directory, filtered", DIRECTORY.map(|query| with_query("/coordinators", query)).to_vec()),
        Page::read("largest prefecture", vec!["/prefectures/01".to_owned()]),
        Page::read("country", vec!["/prefectures".to_owned()]),
        Page::read("search", SEARCHES.map(|words| with_query("/search", [("q", words)])).to_vec()),
        Page::read("search, filtered", FILTERED.map(|query| with_query("/search", query)).to_vec()),
        Page { name: "posting a reply", status: 303, paths: replies, text: Some(REPLY) },
    ])
}

#[derive(FromQueryResult)]
struct IdRow {
    id: i64,
}

/// Addresses of discussions that everybody may read.
async fn discussions(db: &Db, condition: &str, order: &str, limit: u64) -> anyhow::Result<Vec<String>> {
    let text = format!("SELECT id FROM threads WHERE room_id = $1 AND {condition} ORDER BY {order} LIMIT {limit}");
    let rows = db.conn.query_all_raw(sql(&db.conn, &text, [RoomId::JAPAN.0.into()])).await?;
    let ids = rows.iter().map(|row| IdRow::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    anyhow::ensure!(!ids.is_empty(), "no discussion with {condition}: generate more posts");
    Ok(ids.into_iter().map(|row| format!("/threads/{}", row.id)).collect())
}

const LISTS: [[(&str, &str); 3]; 5] = [
    [("state", "unanswered"), ("", ""), ("", "")],
    [("theme", "acp"), ("", ""), ("", "")],
    [("room", "pref-11"), ("sort", "new"), ("", "")],
    [("scene", "transition"), ("state", "solved"), ("", "")],
    [("kind", "practice"), ("theme", "discharge-rules"), ("theme", "ict")],
];

const DIRECTORY: [[(&str, &str); 3]; 4] = [
    [("bloc", "kantoshinetsu"), ("affiliation", "medical-association"), ("", "")],
    [("pref", "11"), ("theme", "acp"), ("", "")],
    [("qualification", "nurse"), ("qualification", "public-health-nurse"), ("sort", "kana")],
    [("q", "さいたま"), ("", ""), ("", "")],
];

/// Single words, words together, abbreviations, readings, a phrase, and a sentence as people type it.
const SEARCHES: [&str; 8] = [
    "退院支援ルール",
    "訪看 夜間",
    "ケアマネ 情報共有 ICT",
    "看取り 施設",
    "ACP 住民 講演会",
    "\"在宅医療\" 救急",
    "たいいんカンファ",
    "訪問診療をしてくれる先生が足りないときはどうしていますか",
];

const FILTERED: [[(&str, &str); 3]; 4] = [
    [("q", "退院支援ルール"), ("state", "solved"), ("", "")],
    [("q", "多職種研修"), ("theme", "acp"), ("kind", "consultation")],
    [("q", "医師会"), ("pref", "11"), ("sort", "new")],
    [("q", "救急"), ("room", "pref-11"), ("", "")],
];

const REPLY: &str = "うちの市でも同じことで悩みました。\n\n- まず**医師会の担当理事**に相談しました\n- 次に、訪問看護ステーションの連絡会で\
困りごとを出し合いました\n\n半年ほどで、夜間の連絡先を一枚にまとめることができました。様式が必要でしたらお知らせください。";
