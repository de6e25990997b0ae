//! The discussions of the demo: written by hand in `assets/demo/discussions`, given to people who could have said them.

use std::collections::{BTreeMap, BTreeSet};

use directory::access::{Seats, rooms_for};
use forum::past::{Past, PastPost, amend, import};
use forum::reads::{self, Mark};
use forum::threads::{Kind, Tags};
use kernel::clock::{DAY, HOUR, MINUTE};
use kernel::rooms::RoomKind;
use kernel::viewer::Role;
use kernel::{PersonId, PostId, RoomId, TenureId, ThreadId, Timestamp};
use serde::Deserialize;

use super::afterwards::amendments;
use super::cast::CAST;
use super::circles::Circles;
use super::draw::Draw;
use super::people::Actor;
use crate::Site;

const SCRIPT: [&str; 6] = [
    include_str!("../../../../assets/demo/discussions/01.jsonl"),
    include_str!("../../../../assets/demo/discussions/02.jsonl"),
    include_str!("../../../../assets/demo/discussions/03.jsonl"),
    include_str!("../../../../assets/demo/discussions/04.jsonl"),
    include_str!("../../../../assets/demo/discussions/05.jsonl"),
    include_str!("../../../../assets/demo/discussions/06.jsonl"),
];

/// Fewer people than this cannot hold a discussion.
const FEWEST: usize = 4;

/// Rooms where a script that says 「県」 or speaks of snow would sound wrong: 北海道, 東京都, 京都府, 大阪府, 沖縄県, and the blocs
/// 北海道, 四国 and 九州.
const UNFIT: [i64; 8] = [101, 113, 126, 127, 147, 10, 16, 17];

#[derive(Clone, Debug, Deserialize)]
struct Scene {
    title: String,
    kind: String,
    room: String,
    affiliation: String,
    #[serde(default)]
    role: String,
    scenes: Vec<String>,
    items: Vec<String>,
    themes: Vec<String>,
    body: String,
    days_ago: i64,
    #[serde(default)]
    thanks: usize,
    replies: Vec<Line>,
}

#[derive(Clone, Debug, Deserialize)]
struct Line {
    affiliation: Option<String>,
    #[serde(default)]
    role: String,
    body: String,
    hours_after: f64,
    #[serde(default)]
    thanks: usize,
    #[serde(default)]
    solution: bool,
}

/// Writes everything that was said.
pub async fn hold(site: &Site, actors: &[Actor], circles: &Circles, scale: usize) -> anyhow::Result<()> {
    let scenes: Vec<Scene> =
        SCRIPT.iter().flat_map(|part| part.lines()).map(serde_json::from_str).collect::<Result<_, _>>()?;
    let roster = directory::Roster::load(&site.app.db, &site.app.places).await?;
    let tenure = |actor: &Actor| Some((actor.id, roster.person(actor.id)?.tenures.first()?.id));
    let mut stage = Stage {
        now: site.app.db.clock.now(),
        draw: Draw::new(2),
        tenures: actors.iter().filter_map(tenure).collect(),
        rooms: rooms(site, actors, circles),
        circles,
        actors,
    };
    let mut read = Vec::new();
    for _ in 0..scale {
        let past: Vec<Past> = script(&scenes).iter().filter_map(|scene| stage.play(scene)).collect();
        read.extend(past.iter().flat_map(|past| stage.already_read(past)));
        for chunk in past.chunks(100) {
            import(&site.app.db, chunk.to_vec()).await?;
        }
        amend(&site.app.db, amendments(&past, stage.now)).await?;
    }
    reads::mark(&site.app.db, read).await?;
    Ok(())
}

/// The script with a few questions so fresh that nobody has answered yet.
fn script(scenes: &[Scene]) -> Vec<Scene> {
    let is_open = |scene: &Scene| scene.kind == "consultation" && !scene.replies.iter().any(|line| line.solution);
    let mut fresh = 0;
    let mut script = scenes.to_vec();
    for scene in script.iter_mut().filter(|scene| is_open(scene)).step_by(3) {
        fresh += 1;
        scene.replies.clear();
        scene.days_ago = fresh;
        scene.thanks = scene.thanks.min(2);
    }
    script
}

/// Who can speak in which room, as positions in `actors`.
fn rooms(site: &Site, actors: &[Actor], circles: &Circles) -> BTreeMap<RoomId, Vec<usize>> {
    let mut rooms: BTreeMap<RoomId, Vec<usize>> = BTreeMap::new();
    for (index, actor) in actors.iter().enumerate() {
        let roles = actor.role.iter().cloned().collect();
        for room in rooms_for(&roles, &Seats::of([actor.places.as_slice()]), &site.app.places).writes {
            rooms.entry(room).or_default().push(index);
        }
    }
    rooms.extend(circles.values().cloned());
    rooms.retain(|_, people| people.len() >= FEWEST);
    rooms
}

struct Stage<'a> {
    now: Timestamp,
    draw: Draw,
    actors: &'a [Actor],
    tenures: BTreeMap<PersonId, TenureId>,
    rooms: BTreeMap<RoomId, Vec<usize>>,
    circles: &'a Circles,
}

impl Stage<'_> {
    fn play(&mut self, scene: &Scene) -> Option<Past> {
        let room = self.room(&scene.room)?;
        let opened = self.working_hours(scene.days_ago);
        let asker = self.author(scene, room, opened)?;
        let mut spoken = BTreeSet::from([asker]);
        let mut replies = Vec::new();
        let mut solution = None;
        for (index, line) in scene.replies.iter().enumerate() {
            let at = self.reply_time(opened, line, scene.replies.len() - index);
            let at = replies.last().map_or(at, |(_, last): &(PostId, PastPost)| at.max(last.at.plus(5 * MINUTE)));
            let speaker = if line.role == "asker" { asker } else { self.speaker(line, room, at, &spoken)? };
            spoken.insert(speaker);
            let id = PostId::random();
            if line.solution {
                solution = Some(id);
            }
            replies.push((id, self.post(speaker, room, &line.body, at, line.thanks)));
        }
        Some(Past {
            id: ThreadId::random(),
            room,
            kind: Kind::parse(&scene.kind)?,
            title: scene.title.clone(),
            tags: Tags::known(&scene.scenes, &scene.items, &scene.themes),
            opening: self.post(asker, room, &scene.body, opened, scene.thanks),
            replies,
            solution,
        })
    }

    /// Every other regional discussion happens where the visitor of the demo can read it.
    fn room(&mut self, kind: &str) -> Option<RoomId> {
        let (kind, home) = match kind {
            "bloc" => (RoomKind::Bloc, RoomId::bloc("kantoshinetsu")),
            "pref" => (RoomKind::Prefecture, RoomId::prefecture("11")),
            "area" => (RoomKind::Area, RoomId::area("1109")),
            "japan" => return Some(RoomId::JAPAN),
            circle => return self.circles.get(circle).map(|(room, _)| *room),
        };
        let is_home = self.draw.chance(50);
        let fits = |room: &RoomId| room.kind() == Some(kind) && !UNFIT.contains(&room.0);
        let of_kind: Vec<RoomId> = self.rooms.keys().copied().filter(fits).collect();
        home.filter(|room| is_home && self.rooms.contains_key(room)).or_else(|| self.draw.one(&of_kind).copied())
    }

    fn author(&mut self, scene: &Scene, room: RoomId, at: Timestamp) -> Option<usize> {
        if scene.kind == "notice" {
            let tends = |actor: &Actor| match (room.kind()?, actor.role.as_ref()?) {
                (RoomKind::Japan, Role::Administrator) => Some(true),
                (RoomKind::Bloc, Role::Bureau(slug)) => Some(RoomId::bloc(slug) == Some(room)),
                (RoomKind::Prefecture, Role::Manager(code)) => Some(RoomId::prefecture(code) == Some(room)),
                (RoomKind::Area, Role::Manager(code)) => Some((room.0 - 10_000) / 100 == code.parse::<i64>().ok()?),
                _ => Some(false),
            };
            let found = self.actors.iter().position(|actor| tends(actor) == Some(true));
            return found.or_else(|| self.candidate(room, at, &scene.affiliation, &scene.role, &BTreeSet::new()));
        }
        self.candidate(room, at, &scene.affiliation, &scene.role, &BTreeSet::new())
    }

    fn speaker(&mut self, line: &Line, room: RoomId, at: Timestamp, spoken: &BTreeSet<usize>) -> Option<usize> {
        self.candidate(room, at, line.affiliation.as_deref().unwrap_or_default(), &line.role, spoken)
    }

    /// Somebody who was there then, best with the right employer and role and not heard yet.
    fn candidate(
        &mut self,
        room: RoomId,
        at: Timestamp,
        affiliation: &str,
        role: &str,
        spoken: &BTreeSet<usize>,
    ) -> Option<usize> {
        let everybody = self.rooms.get(&room)?;
        let there = |index: &&usize| {
            let actor = &self.actors[**index];
            !actor.left || at < self.now.plus(-11 * DAY)
        };
        let rank = |index: &usize| {
            let actor = &self.actors[*index];
            let has_role = matches!(
                (role, &actor.role),
                ("manager", Some(Role::Manager(_)))
                    | ("officer", Some(Role::Officer(_)))
                    | ("" | "member", None | Some(Role::Officer(_)))
            );
            (spoken.contains(index), actor.affiliation != affiliation, !has_role, actor.joined > at)
        };
        let ranked: Vec<(_, usize)> = everybody.iter().filter(there).map(|index| (rank(index), *index)).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).min()?;
        let equals: Vec<usize> = ranked.iter().filter(|(rank, _)| *rank == best).map(|(_, index)| *index).collect();
        self.draw.one(&equals).copied()
    }

    fn post(&mut self, speaker: usize, room: RoomId, body: &str, at: Timestamp, thanks: usize) -> PastPost {
        let author = self.actors[speaker].id;
        let readers = self.rooms.get(&room).cloned().unwrap_or_default();
        let others: Vec<usize> = readers.into_iter().filter(|index| *index != speaker).collect();
        let thanks = self.draw.some(thanks, &others).into_iter().map(|index| self.actors[*index].id).collect();
        PastPost { author, tenure: self.tenures.get(&author).copied(), body: body.to_owned(), at, thanks }
    }

    /// Between eight and seven in Japan, so many days ago.
    fn working_hours(&mut self, days_ago: i64) -> Timestamp {
        let midnight = self.now.0 - (self.now.0 + 9 * HOUR).rem_euclid(DAY);
        let minutes = i64::try_from(self.draw.below(660)).unwrap_or_default();
        Timestamp(midnight - days_ago.max(1) * DAY + 8 * HOUR + minutes * MINUTE)
    }

    /// As the script says, but never in the future.
    fn reply_time(&self, opened: Timestamp, line: &Line, left: usize) -> Timestamp {
        #[expect(clippy::cast_possible_truncation, reason = "a script's hours are small numbers")]
        let scripted = opened.plus((line.hours_after * 60.0) as i64 * MINUTE);
        let latest = self.now.plus(-17 * MINUTE * i64::try_from(left).unwrap_or_default());
        by_day(scripted).min(latest).max(opened.plus(MINUTE))
    }

    /// The visitor has been here before: what is older than three weeks has been read.
    fn already_read(&self, past: &Past) -> Vec<Mark> {
        let last = past.replies.last().map_or(past.opening.at, |(_, reply)| reply.at);
        if self.now.since(last) < 21 * DAY {
            return Vec::new();
        }
        let cast = self.actors.iter().take(CAST.len()).map(|actor| actor.id);
        cast.map(|person| Mark { person, thread: past.id, until: last }).collect()
    }
}

/// Nobody answers at night: what the script puts there is said eight hours later.
fn by_day(at: Timestamp) -> Timestamp {
    let hour = (at.0 + 9 * HOUR).rem_euclid(DAY) / HOUR;
    if (8..20).contains(&hour) { at } else { at.plus(if hour < 8 { 8 } else { 12 } * HOUR) }
}

#[cfg(test)]
mod tests {
    use guard::{Context, Guard, Level};

    use super::*;

    #[test]
    fn nothing_that_is_said_in_the_demo_would_have_been_stopped() {
        let guard = Guard::new();
        let texts = SCRIPT.iter().flat_map(|part| part.lines()).flat_map(|line| {
            let scene: Scene = serde_json::from_str(line).unwrap();
            let opening = format!("{}\n\n{}", scene.title, scene.body);
            std::iter::once(opening).chain(scene.replies.into_iter().map(|reply| reply.body)).collect::<Vec<_>>()
        });
        let said = super::super::introductions::all().into_values().flatten();
        for text in texts.chain(said) {
            let stops = |it: &guard::Finding| it.level > Level::Hint;
            let found = guard.findings(&text, &Context::default()).into_iter().find(stops);
            assert!(found.is_none(), "{text}: {found:?}");
        }
    }
}
