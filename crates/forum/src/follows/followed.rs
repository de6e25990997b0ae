//! What somebody follows, by the names under which they may know it.

use directory::Roster;
use kernel::{Db, Places, Result, Viewer};
use web::{Bell, Level, links};

use super::subject::Shown;
use super::{Subject, queries};

/// One of the things that somebody follows, in words.
#[derive(Clone, Debug)]
pub struct Followed {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// How it is followed.
    pub level: &'static str,
}

/// All that the viewer follows and may still know of.
pub async fn followed_by(db: &Db, viewer: &Viewer, people: &Roster, places: &Places) -> Result<Vec<Followed>> {
    let bell = queries::followed(db, viewer).await?;
    let all = shown(db, viewer, people, places, &bell).await?;
    let followed = |(shown, level): (Shown, Level)| {
        let kind = Subject::parse(&shown.key)?.kind();
        Some(Followed { kind, name: shown.name, level: level.name() })
    };
    Ok(all.into_iter().filter_map(followed).collect())
}

/// What the viewer has said something of and may still know of, by name within each kind.
pub(super) async fn shown(
    db: &Db,
    viewer: &Viewer,
    people: &Roster,
    places: &Places,
    bell: &Bell,
) -> Result<Vec<(Shown, Level)>> {
    let titles = queries::titles(db, viewer, bell).await?;
    let shown = |(key, level): (&str, Level)| {
        let subject = Subject::parse(key)?;
        let known = match &subject {
            Subject::Thread(id) => titles.iter().find(|(known, _)| known == id).map(|(id, title)| Shown {
                key: subject.key(),
                name: title.clone(),
                href: links::thread(id),
            }),
            _ => subject.known(viewer, people, places),
        };
        Some((known?, level))
    };
    let mut all: Vec<_> = bell.follows().filter_map(shown).collect();
    all.sort_by(|(a, _), (b, _)| {
        (a.key.split('-').next(), &a.name, &a.key).cmp(&(b.key.split('-').next(), &b.name, &b.key))
    });
    Ok(all)
}
