//! What is offered while somebody types into the search box: themes, places, people and discussions that they may see.
//!
//! What is typed comes by POST and is kept nowhere, since it has not been asked yet.

use directory::Roster;
use directory::roster::Person;
use kernel::text::fold;
use kernel::{PersonId, Places, Result, ThreadId, Viewer, terms};
use search::Ask;
use web::{App, links};

use super::params::PAGE;

/// As many characters are read.
const LONGEST: usize = 100;

/// As many of each kind are offered.
const MOST: usize = 3;

/// As many discussions are offered.
const MOST_DISCUSSIONS: usize = 5;

/// Something to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// What it is called.
    pub text: String,
    /// Its address.
    pub href: String,
}

/// What begins with what was typed or is called so, for this viewer.
pub async fn find(app: &App, viewer: &Viewer, roster: &Roster, typed: &str) -> Result<Vec<Suggestion>> {
    let typed: String = typed.trim().chars().take(LONGEST).collect();
    if fold(&typed).chars().nth(1).is_none() {
        return Ok(Vec::new());
    }
    let mut all = themes(&typed);
    all.extend(places(&app.places, &typed));
    let now = app.db.clock.now();
    let about = |kind, limit| Ask { words: typed.clone(), limit, ..Ask::new(kind, viewer.scope().clone(), now) };
    // While the index is being built, nothing of it is offered.
    let (Ok(people), Ok(discussions)) =
        (app.search.search(&about("person", PAGE)).await, app.search.search(&about("thread", PAGE)).await)
    else {
        return Ok(all);
    };
    let is_called_so = |person: &&Person| is_called(&[&person.name, &person.kana], &typed);
    let people = people.whole.iter().filter_map(|hit| roster.listed_person(PersonId(hit.key.id)));
    all.extend(people.filter(is_called_so).take(MOST).map(|person| Suggestion {
        kind: "仲間",
        text: person.name.clone(),
        href: links::person(person.id),
    }));
    let ids: Vec<ThreadId> = discussions.whole.iter().map(|hit| ThreadId(hit.key.id)).collect();
    let mut titles = forum::threads::queries::titles(&app.db, viewer, &ids).await?;
    // What is called so comes before what only speaks of it.
    titles.sort_by_key(|(_, title)| !is_called(&[title], &typed));
    all.extend(titles.into_iter().take(MOST_DISCUSSIONS).map(|(id, text)| Suggestion {
        kind: "相談",
        text,
        href: links::thread(id),
    }));
    Ok(all)
}

/// Whether any of these names holds what was typed.
fn is_called(names: &[&str], typed: &str) -> bool {
    let typed = fold(typed);
    names.iter().any(|name| fold(name).contains(&typed))
}

fn themes(typed: &str) -> Vec<Suggestion> {
    let such = terms::THEMES.iter().filter(|theme| is_called(&[theme.name], typed));
    let suggestion = |theme: &terms::Term| Suggestion {
        kind: "テーマ",
        text: theme.name.to_owned(),
        href: links::with_query(links::SEARCH, [("theme", theme.slug)]),
    };
    such.take(MOST).map(suggestion).collect()
}

/// Municipalities by how they are written or spoken.
fn places(places: &Places, typed: &str) -> Vec<Suggestion> {
    let typed = fold(typed);
    let such = places.municipalities().filter(|place| place.city.is_none());
    let such = such.filter(|place| fold(&place.name).starts_with(&typed) || fold(&place.kana).starts_with(&typed));
    let suggestion =
        |code: &String| Suggestion { kind: "まち", text: places.full_name(code), href: links::municipality(code) };
    such.take(MOST).map(|place| suggestion(&place.code)).collect()
}
