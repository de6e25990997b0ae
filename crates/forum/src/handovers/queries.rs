//! What a seat hands on, as far as the viewer reads it and it belongs to the seat.

use std::collections::BTreeSet;

use directory::Roster;
use kernel::{Db, Places, Result, RoomId, TenureId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use web::Level;

use super::Handover;
use crate::follows::queries::of_tenures;
use crate::follows::{Shown, Subject};
use crate::posts::entity as posts;
use crate::reads::Seen;
use crate::threads::conditions::stands;
use crate::threads::entity::{Column, Entity};
use crate::threads::lists::{Listed, choice, load};
use crate::threads::queries::{OPENING, join_opening, titles_in};

/// More of them are on the list of discussions.
const MOST: u64 = 50;

/// Something that was followed from the seat.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The same for a verb.
    pub subject: Subject,
    /// Its name and page.
    pub shown: Shown,
    /// How loudly.
    pub level: Level,
}

/// Which questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Those that wait.
    Open,
    /// Those that were solved.
    Solved,
}

/// What was followed during these times in a seat, by name within each kind, in these rooms and beyond them themes and
/// municipalities.
pub async fn followed(
    db: &Db,
    viewer: &Viewer,
    (people, places): (&Roster, &Places),
    rooms: &BTreeSet<RoomId>,
    tenures: &[TenureId],
) -> Result<Vec<Followed>> {
    let all = of_tenures(db, tenures).await?;
    let threads: Vec<_> = all.iter().filter_map(|(subject, _)| subject.thread()).collect();
    let titles = titles_in(db, viewer, rooms, &threads).await?;
    let shown = |(subject, level): (Subject, Level)| {
        let shown = match &subject {
            Subject::Thread(id) => {
                let title = titles.iter().find(|(known, _)| known == id).map(|(_, title)| title)?;
                Shown { key: subject.key(), name: title.clone(), href: web::links::thread(id) }
            }
            Subject::Room(room) if !rooms.contains(room) => return None,
            _ => subject.known(viewer, people, places)?,
        };
        Some(Followed { subject, shown, level })
    };
    let mut found: Vec<Followed> = all.into_iter().filter_map(shown).collect();
    found.sort_by(|a, b| {
        let key = |one: &Followed| (one.subject.kind(), one.shown.name.clone(), one.shown.key.clone());
        key(a).cmp(&key(b))
    });
    Ok(found)
}

/// Questions that were asked from the seat during these times, under a name, the liveliest first.
pub async fn questions(
    db: &Db,
    viewer: &Viewer,
    rooms: &BTreeSet<RoomId>,
    tenures: &[TenureId],
    standing: Standing,
) -> Result<Vec<Listed>> {
    let word = if standing == Standing::Open { "open" } else { "solved" };
    let mut chosen = choice(viewer);
    join_opening(&mut chosen);
    chosen
        .cond_where(stands(word))
        .and_where(Expr::col((OPENING, posts::Column::TenureId)).is_in(tenures.iter().map(|id| id.0)))
        // A hidden author's text has no tenure; it is said once more, since everything here rests on it.
        .and_where(Expr::col((OPENING, posts::Column::Veil)).is_null())
        .and_where(Expr::col((Entity, Column::RoomId)).is_in(rooms.iter().map(|room| room.0)))
        .limit(MOST);
    load(db, viewer, &Seen::default(), chosen, vec![Expr::col((Entity, Column::LastPostAt))]).await
}

/// All that a successor finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was followed.
    pub followed: Vec<Followed>,
    /// Questions that wait.
    pub open: Vec<Listed>,
}

impl Found {
    /// What there is for a seat; nothing where nobody held it before.
    pub async fn of(
        db: &Db,
        viewer: &Viewer,
        (people, places): (&Roster, &Places),
        handover: &Handover<'_>,
    ) -> Result<Self> {
        let (rooms, tenures) = (handover.rooms(viewer, places), handover.tenures_before());
        if tenures.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self {
            followed: followed(db, viewer, (people, places), &rooms, &tenures).await?,
            open: questions(db, viewer, &rooms, &tenures, Standing::Open).await?,
        })
    }

    /// What one button takes over: all that was followed, and the questions, whose asker was told of them as such.
    pub fn subjects(&self) -> Vec<(Subject, Level)> {
        let followed = self.followed.iter().map(|one| (one.subject.clone(), one.level));
        let open = self.open.iter().map(|one| (Subject::Thread(one.id), Level::AtOnce));
        let mut all: Vec<(Subject, Level)> = followed.collect();
        for one in open {
            if !all.iter().any(|(subject, _)| *subject == one.0) {
                all.push(one);
            }
        }
        all
    }
}
