//! A first text for a note, from what the seat has done. It holds no title and no name of a person: discussions stand there
//! by their addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use directory::seats::Seat;
use directory::{Person, Roster, Tenure};
use kernel::{Db, Places, Result, TenureId, Viewer, terms};

use crate::follows::Subject;
use crate::handovers::queries::{Standing, followed, questions};
use crate::threads::lists::Listed;

/// So many themes are named, the most frequent ones.
const THEMES: usize = 5;

/// The text, for somebody who holds the seat.
pub(super) async fn outline(
    db: &Db,
    viewer: &Viewer,
    (people, places): (&Roster, &Places),
    seat: &Seat<'_>,
) -> Result<String> {
    let rooms = seat.rooms(places).into_iter().filter(|room| viewer.reads(*room)).collect();
    let tenures: Vec<TenureId> = seat.tenures().collect();
    // What somebody else follows who holds the seat beside the writer is theirs as long as they do.
    let mut following = Vec::new();
    if let Some(own) = seat.tenure_of(viewer.id()) {
        following.push(own.id);
        following.extend(seat.before(own, viewer.id()).map(|former| former.tenure.id));
    }
    let followed = followed(db, viewer, (people, places), &rooms, &following).await?;
    let open = questions(db, viewer, &rooms, &tenures, Standing::Open).await?;
    let solved = questions(db, viewer, &rooms, &tenures, Standing::Solved).await?;
    let threads = followed.iter().filter(|one| matches!(one.subject, Subject::Thread(_)));
    let topics = followed.iter().filter(|one| !matches!(one.subject, Subject::Thread(_)));
    let mut text = String::new();
    let served: Vec<String> = seat.known.places.iter().map(|code| places.full_name(code)).collect();
    part(&mut text, "担当する市町村", &served);
    part(&mut text, "まわりの機関（同じ市町村を担当する方の所属先）", &around(people, seat));
    part(&mut text, "お知らせを受け取っている相談", &threads.map(|one| one.shown.href.clone()).collect::<Vec<_>>());
    part(
        &mut text,
        "お知らせを受け取っている部屋・テーマ・市町村",
        &topics.map(|one| one.shown.name.clone()).collect::<Vec<_>>(),
    );
    part(&mut text, "まだ解決していない相談", &addresses(&open));
    part(&mut text, "解決した相談", &addresses(&solved));
    part(&mut text, "よく関わるテーマ", &themes(open.iter().chain(&solved)));
    part(&mut text, "定例の会議・研修", &[]);
    part(&mut text, "関係する機関との申し合わせ", &[]);
    part(&mut text, "次の方に伝えたいこと", &[]);
    Ok(text)
}

fn part(text: &mut String, heading: &str, lines: &[String]) {
    let _ = write!(text, "# {heading}\n\n");
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
    if lines.is_empty() {
        let _ = writeln!(text, "（書いてください）");
    }
    text.push('\n');
}

fn addresses(questions: &[Listed]) -> Vec<String> {
    questions.iter().map(|one| web::links::thread(one.id)).collect()
}

/// Employers of those whom the directory shows beside the seat, with their kind.
fn around(people: &Roster, seat: &Seat) -> Vec<String> {
    let own = &seat.known.places;
    let tenures = people.listed().flat_map(Person::current);
    let beside = tenures.filter(|it| it.organisation != seat.known.organisation);
    let near = beside.filter(|it| it.places.iter().any(|code| own.contains(code)));
    let name = |it: &Tenure| {
        let kind = terms::name(terms::AFFILIATIONS, it.affiliation).unwrap_or_default();
        format!("{}（{kind}）", it.organisation_name)
    };
    near.map(name).collect::<BTreeSet<String>>().into_iter().collect()
}

fn themes<'a>(questions: impl Iterator<Item = &'a Listed>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in questions.flat_map(|one| &one.tags.themes) {
        *counts.entry(slug).or_default() += 1;
    }
    let mut all: Vec<(&str, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(slug, count)| (std::cmp::Reverse(*count), *slug));
    all.iter().take(THEMES).filter_map(|(slug, _)| terms::name(terms::THEMES, slug)).map(str::to_owned).collect()
}
