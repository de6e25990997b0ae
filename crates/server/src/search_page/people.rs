//! People who were found, and where on their page the words stand.

use directory::people::Around;
use directory::rows::post;
use directory::{Person, Roster, access};
use kernel::{PersonId, Places, Timestamp, Viewer, terms};
use search::{Ask, Found, Highlighter, Hit, Snippet, Way};

/// More people than any site has.
const EVERYBODY: usize = 10_000;

/// Characters of a piece of an introduction.
const PIECE: usize = 80;

/// People of one page.
pub struct People<'a> {
    /// Those whom the directory shows now.
    pub hits: Vec<PersonHit<'a>>,
    /// How many there are on all pages.
    pub total: usize,
}

/// Somebody who was found; in each text the words of the question are marked.
pub struct PersonHit<'a> {
    /// Who it is.
    pub person: &'a Person,
    /// The name.
    pub name: Snippet,
    /// How it is read, if that is known.
    pub kana: Snippet,
    /// The employer of the first seat, if there is one.
    pub post: Snippet,
    /// The places served.
    pub places: Snippet,
    /// What else of their page holds words of the question, by what it is called there.
    pub others: Vec<(&'static str, Snippet)>,
    /// How words were found that do not stand as typed in any of these.
    pub ways: Vec<Way>,
}

/// The question about people, in the words that are asked of discussions; all of them at once where places decide, which the
/// index does not know.
pub fn question(viewer: &Viewer, around: &Around, (skipped, limit): (usize, usize), now: Timestamp) -> Ask {
    let (offset, limit) = if around.narrows() { (0, EVERYBODY) } else { (skipped, limit) };
    let asked = Ask::new("person", viewer.scope().clone(), now);
    Ask { words: around.words.clone(), names: true, offset, limit, ..asked }
}

/// The people of an answer, with the number of all; where places decide, so many of those who are there.
pub fn people<'a>(
    roster: &'a Roster,
    places: &Places,
    found: &Found,
    around: &Around,
    (skipped, limit): (usize, usize),
) -> People<'a> {
    let mut highlighter = Highlighter::of(found);
    let shown = |hit: &Hit| roster.listed_person(PersonId(hit.key.id));
    let mut all: Vec<&Person> = found.whole.iter().filter_map(shown).collect();
    // Whoever has left since the index last read them is not counted either.
    let mut total = found.whole_total - (found.whole.len() - all.len());
    if around.narrows() {
        all = around.among(all.into_iter());
        total = all.len();
        all = all.into_iter().skip(skipped).take(limit).collect();
    }
    let hits = all.into_iter().map(|person| hit(person, places, &mut highlighter)).collect();
    People { hits, total }
}

fn hit<'a>(person: &'a Person, places: &Places, asked: &mut Highlighter) -> PersonHit<'a> {
    let mut whole = |text: &str| asked.snippet(text, usize::MAX);
    let served = person.places().map(|code| places.full_name(code)).collect::<Vec<_>>().join("、");
    let post = person.current().next().map(post).unwrap_or_default();
    let (name, kana, post, served) = (whole(&person.name), whole(&person.kana), whole(&post), whole(&served));
    let others: Vec<_> = others(person, places)
        .map(|(what, text)| (what, asked.snippet(&text, PIECE)))
        .filter(|(_, snippet)| snippet.matched > 0)
        .collect();
    let ways = asked.ways([&name, &kana, &post, &served].into_iter().chain(others.iter().map(|(_, text)| text)));
    PersonHit { person, name, kana, post, places: served, others, ways }
}

/// What stands on somebody's page beside name, employer and places, each with what it is called.
fn others(person: &Person, places: &Places) -> impl Iterator<Item = (&'static str, String)> {
    let more = person.current().skip(1).map(|tenure| ("兼務", post(tenure)));
    let roles = person.shown_roles().map(|role| ("役割", access::role_title(role, places)));
    let named = |what, list, slugs: &[&'static str]| {
        let names = slugs.iter().filter_map(move |slug| terms::name(list, slug));
        names.map(|name| (what, name.to_owned())).collect::<Vec<_>>()
    };
    let themes = named("テーマ", terms::THEMES, &person.themes);
    let qualifications = named("資格", terms::QUALIFICATIONS, &person.qualifications);
    let introduction = [("自己紹介", person.introduction.clone())];
    more.chain(roles).chain(themes).chain(qualifications).chain(introduction).collect::<Vec<_>>().into_iter()
}
