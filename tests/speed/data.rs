//! A site with as many posts as wanted: the demo's people and discussions, and more of the same kind, made up from the
//! demo's sentences. The same every time but for the ids of the demo and the present day.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use directory::access::rooms_for;
use forum::past::{Past, PastPost, import};
use forum::reads::{self, Mark};
use forum::threads::{Kind, Tags};
use kernel::clock::{DAY, MINUTE};
use kernel::db::sql;
use kernel::{Clock, PersonId, PostId, RoomId, TenureId, ThreadId, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sea_orm::ConnectionTrait as _;
use serde::Deserialize;
use server::{Settings, Site, demo};

/// The address of the person who asks for the pages; the password is the demo's.
pub const READER: &str = "coordinator@example.jp";

/// Replies of the longest discussion.
const LONGEST: usize = 500;
/// Discussions that are written in one transaction.
const CHUNK: usize = 200;
/// The rooms in which the reader's own discussions lie, and how many of a hundred: 全国, 関東信越, 埼玉県.
const NEAR: [(i64, usize); 3] = [(1, 45), (12, 15), (111, 10)];

/// Opens the site, fills it if it holds fewer posts than that, and waits until everything can be found.
pub async fn prepare(settings: &Settings, posts: usize) -> anyhow::Result<Site> {
    let site = Site::open(settings, Clock::System).await?;
    if count(&site, "people WHERE id > 0").await? == 0 {
        demo::fill(&site, 1).await?;
    }
    let missing = posts.saturating_sub(count(&site, "posts").await?);
    if missing > 0 {
        hold(&site, missing).await.context("make discussions up")?;
    }
    site.app.search.settle().await?;
    Ok(site)
}

/// How many rows a table has.
pub async fn count(site: &Site, table: &str) -> anyhow::Result<usize> {
    let conn = &site.app.db.conn;
    let row = conn.query_one_raw(sql(conn, &format!("SELECT COUNT(*) AS rows FROM {table}"), [])).await?;
    let rows: i64 = row.context("a count")?.try_get("", "rows")?;
    Ok(usize::try_from(rows)?)
}

async fn hold(site: &Site, posts: usize) -> anyhow::Result<()> {
    let mut stage = Stage::new(site).await?;
    let mut past = vec![stage.discussion(LONGEST.min(posts / 2))];
    let mut written = past[0].replies.len() + 1;
    while written < posts {
        // One in ten has exactly twenty replies, which is the page that is measured.
        let replies = if past.len().is_multiple_of(10) { 20 } else { stage.draw.random_range(0..=15) };
        past.push(stage.discussion(replies.min(posts - written - 1)));
        written += past.last().map_or(0, |past| past.replies.len() + 1);
    }
    for chunk in past.chunks(CHUNK) {
        import(&site.app.db, chunk.to_vec()).await?;
    }
    // A mark points to its discussion.
    reads_of(site, &stage, &past).await
}

/// The reader has kept up but for the last weeks.
async fn reads_of(site: &Site, stage: &Stage, past: &[Past]) -> anyhow::Result<()> {
    let last = |past: &Past| past.replies.last().map_or(past.opening.at, |(_, reply)| reply.at);
    let old = past.iter().filter(|past| stage.now.since(last(past)) > 30 * DAY);
    let marks = old.map(|past| Mark { person: stage.reader, thread: past.id, until: last(past) });
    Ok(reads::mark(&site.app.db, marks.collect::<Vec<_>>()).await?)
}

/// A script of the demo, as far as it is borrowed from.
#[derive(Deserialize)]
pub struct Script {
    /// What is asked.
    pub title: String,
    scenes: Vec<String>,
    items: Vec<String>,
    themes: Vec<String>,
    body: String,
    replies: Vec<Line>,
}

impl Script {
    /// What is said in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.replies.iter().map(|line| line.body.as_str()).chain([self.body.as_str()])
    }
}

#[derive(Deserialize)]
struct Line {
    body: String,
}

struct Stage {
    now: Timestamp,
    draw: StdRng,
    scripts: Vec<Script>,
    paragraphs: Vec<String>,
    towns: Vec<String>,
    writers: BTreeMap<RoomId, Vec<(PersonId, Option<TenureId>)>>,
    rooms: Vec<RoomId>,
    reader: PersonId,
}

impl Stage {
    async fn new(site: &Site) -> anyhow::Result<Self> {
        let places = &site.app.places;
        let scripts = scripts()?;
        let paragraphs =
            scripts.iter().flat_map(Script::texts).flat_map(|text| text.split("\n\n")).map(str::to_owned).collect();
        let roster = directory::Roster::load(&site.app.db, places).await?;
        let mut writers: BTreeMap<RoomId, Vec<_>> = BTreeMap::new();
        for person in roster.listed() {
            let tenure = person.current().next().map(|tenure| tenure.id);
            for room in rooms_for(&person.roles, &person.seats(), places).writes {
                writers.entry(room).or_default().push((person.id, tenure));
            }
        }
        let conn = &site.app.db.conn;
        let text = "SELECT id FROM people WHERE email = $1";
        let reader = conn.query_one_raw(sql(conn, text, [READER.into()])).await?.context("the reader")?;
        Ok(Self {
            now: site.app.db.clock.now(),
            draw: StdRng::seed_from_u64(20_261_122),
            scripts,
            paragraphs,
            towns: places.municipalities().map(|place| place.name.clone()).collect(),
            rooms: writers.keys().copied().collect(),
            writers,
            reader: PersonId(reader.try_get("", "id")?),
        })
    }

    fn discussion(&mut self, replies: usize) -> Past {
        let script = self.draw.random_range(0..self.scripts.len());
        let room = self.room();
        let opened = self.now.plus(-self.draw.random_range(DAY..1_000 * DAY));
        let opening = self.post(room, opened, self.scripts[script].body.clone());
        let mut at = opened;
        // The last of them lies before the present however many there are.
        let step = (self.now.since(opened) / i64::try_from(replies + 1).unwrap_or(i64::MAX)).min(2 * DAY);
        let replies: Vec<(PostId, PastPost)> = (0..replies)
            .map(|_| {
                at = at.plus(self.draw.random_range(1..=step));
                let body = self.text();
                (PostId(self.id()), self.post(room, at, body))
            })
            .collect();
        let kind = match self.draw.random_range(0..100) {
            0..72 => Kind::Consultation,
            72..84 => Kind::Practice,
            84..87 => Kind::Notice,
            _ => Kind::Chat,
        };
        let solved = kind == Kind::Consultation && self.draw.random_bool(0.45);
        let town = self.towns[self.draw.random_range(0..self.towns.len())].clone();
        let script = &self.scripts[script];
        Past {
            id: ThreadId(self.draw.random_range(1..1 << 53)),
            room,
            kind,
            title: format!("{}（{town}）", script.title),
            tags: Tags::known(&script.scenes, &script.items, &script.themes),
            opening,
            solution: replies.first().filter(|_| solved).map(|(id, _)| *id),
            replies,
        }
    }

    fn room(&mut self) -> RoomId {
        let mut lot = self.draw.random_range(0..100);
        for (room, share) in NEAR {
            if lot < share && self.writers.contains_key(&RoomId(room)) {
                return RoomId(room);
            }
            lot = lot.saturating_sub(share);
        }
        self.rooms[self.draw.random_range(0..self.rooms.len())]
    }

    fn post(&mut self, room: RoomId, at: Timestamp, body: String) -> PastPost {
        let writers = &self.writers[&room];
        let (author, tenure) = writers[self.draw.random_range(0..writers.len())];
        let readers = self.draw.random_range(0..4).min(writers.len());
        let first = self.draw.random_range(0..writers.len());
        let thanks = (0..readers).map(|next| writers[(first + next) % writers.len()].0).collect();
        PastPost { author, tenure, body, at: at.plus(-at.0.rem_euclid(MINUTE)), thanks }
    }

    /// One to four paragraphs that somebody has written somewhere in the demo.
    fn text(&mut self) -> String {
        let count = self.draw.random_range(1..=4);
        let paragraphs: Vec<&str> =
            (0..count).map(|_| self.paragraphs[self.draw.random_range(0..self.paragraphs.len())].as_str()).collect();
        paragraphs.join("\n\n")
    }

    fn id(&mut self) -> i64 {
        self.draw.random_range(1..1 << 53)
    }
}

/// All scripts of the demo.
pub fn scripts() -> anyhow::Result<Vec<Script>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/discussions");
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut scripts = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file)?.lines() {
            scripts.push(serde_json::from_str(line).with_context(|| format!("read {}", file.display()))?);
        }
    }
    Ok(scripts)
}
