//! Where nothing is found: what would be found if a condition were given up, or in a wider room.
//!
//! Everything is asked within what the viewer may see, so a count tells of nothing else.

use directory::Roster;
use directory::people::SIMILAR_TO;
use kernel::places::Room;
use kernel::rooms::RoomKind;
use kernel::{Places, Result, RoomId, ThreadId, Viewer};
use search::{Ask, Found};
use web::App;

use super::params::{PROPERTIES, Params};

/// Another way to put the question.
#[derive(Clone, Debug)]
pub struct Wider {
    /// What it gives up, or where it looks.
    pub words: String,
    /// Its address.
    pub href: String,
    /// How many discussions it finds.
    pub count: usize,
}

/// What stands on the page instead of hits.
#[derive(Clone, Debug, Default)]
pub struct Instead {
    /// Other ways that find something.
    pub wider: Vec<Wider>,
    /// What is nearest when every condition is given up; empty where there was none.
    pub nearest: Vec<ThreadId>,
}

impl Instead {
    /// What is nearest to the question, of what was found or instead of it.
    pub fn or_found(&self, found: &Found) -> Vec<ThreadId> {
        if self.nearest.is_empty() { hits(found) } else { self.nearest.clone() }
    }
}

/// Looks for other ways; asks the index once for all of them, and not at all where the question has no condition.
pub async fn instead(
    app: &App,
    viewer: &Viewer,
    people: &Roster,
    params: &Params,
    (words, conditions): (&str, &str),
) -> Result<Instead> {
    let ways = ways(viewer, people, &app.places, params, (words, conditions));
    if ways.is_empty() {
        return Ok(Instead::default());
    }
    let now = app.db.clock.now();
    let ask = |params: &Params, limit| Ask {
        facets: Vec::new(),
        offset: 0,
        limit,
        ..params.discussions(viewer, people, &app.places, now).0
    };
    let bare = Params { q: words.to_owned(), ..Params::default() };
    let mut asks: Vec<Ask> = ways.iter().map(|(_, params)| ask(params, 0)).collect();
    asks.push(ask(&bare, forum::advisers::NEAR));
    let mut found = app.search.search_each(asks).await?;
    let nearest = found.pop().as_ref().map(hits).unwrap_or_default();
    let wider = ways.into_iter().zip(found).map(|((words, params), found)| Wider {
        words,
        href: params.at_page(1),
        count: if found.whole_total > 0 { found.whole_total } else { found.partial_total },
    });
    Ok(Instead { wider: wider.filter(|wider| wider.count > 0).collect(), nearest })
}

/// The discussions of an answer, the nearest first.
fn hits(found: &Found) -> Vec<ThreadId> {
    [&found.whole, &found.partial, &found.near].into_iter().flatten().map(|hit| ThreadId(hit.key.id)).collect()
}

/// The question without each of its conditions, in wider rooms, and without all conditions if there are several.
fn ways(
    viewer: &Viewer,
    people: &Roster,
    places: &Places,
    params: &Params,
    (words, conditions): (&str, &str),
) -> Vec<(String, Params)> {
    let first = Params { page: String::new(), ..params.clone() };
    let without = |what: &str| format!("{what}の条件を外す");
    let mut ways: Vec<(String, Params)> = Vec::new();
    for property in PROPERTIES.iter().filter(|property| !params.chosen(property.name).is_empty()) {
        ways.push((without(property.legend), first.without(property.name)));
    }
    if params.has_days() {
        ways.push((without("期間"), Params { from: String::new(), to: String::new(), ..first.clone() }));
    }
    if !params.similar_to.is_empty() {
        ways.push((without("似た自治体"), first.without(SIMILAR_TO)));
    }
    if !conditions.is_empty() {
        ways.push((without(&format!("「{conditions}」")), Params { q: words.to_owned(), ..first.clone() }));
    }
    if !params.room.is_empty() {
        ways.push((without("部屋"), Params { room: String::new(), ..first.clone() }));
    }
    let several = ways.len() > 1;
    let room = people.room_by_slug(places, &params.room).filter(|room| viewer.reads(room.id));
    let around = room.map(|room| around(room, places)).unwrap_or_default();
    for room in around.into_iter().filter(|room| viewer.reads(room.id)) {
        ways.push((format!("「{}」の部屋でさがす", room.name), Params { room: room.slug.clone(), ..first.clone() }));
    }
    if several {
        ways.push(("すべての条件を外す".to_owned(), Params { q: words.to_owned(), ..Params::default() }));
    }
    ways
}

/// The rooms around a regional one, the narrowest first; there is none around a group.
fn around<'a>(room: &Room, places: &'a Places) -> Vec<&'a Room> {
    let area = places.areas().iter().find(|area| RoomId::area(&area.code) == Some(room.id));
    let is_prefecture = |code: &str| RoomId::prefecture(code) == Some(room.id);
    let prefecture = places.prefectures().iter().find(|prefecture| match area {
        Some(area) => area.prefecture == prefecture.code,
        None => is_prefecture(&prefecture.code),
    });
    let of_prefecture =
        prefecture.filter(|_| area.is_some()).and_then(|prefecture| RoomId::prefecture(&prefecture.code));
    let of_bloc = prefecture.and_then(|prefecture| RoomId::bloc(&prefecture.bloc));
    let of_japan = (!matches!(room.kind, RoomKind::Japan | RoomKind::Group)).then_some(RoomId::JAPAN);
    [of_prefecture, of_bloc, of_japan].into_iter().flatten().filter_map(|id| places.room(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rooms_around_one_are_told_from_the_narrowest_to_the_widest() {
        let places = directory::reference::embedded().unwrap();
        let slugs = |slug: &str| {
            let around = around(places.room_by_slug(slug).unwrap(), &places);
            around.iter().map(|room| room.slug.clone()).collect::<Vec<_>>()
        };
        assert_eq!(slugs("area-1109"), ["pref-11", "bloc-kantoshinetsu", "japan"]);
        assert_eq!(slugs("pref-11"), ["bloc-kantoshinetsu", "japan"]);
        assert_eq!(slugs("bloc-kinki"), ["japan"]);
        assert_eq!(slugs("japan"), [] as [&str; 0]);
    }
}
