//! Rosters as files: brought in by those with a charge and by the operator, written out, taken back.

mod bringing;
mod permission;
mod progress;
mod reading;
mod terminal;
mod undoing;
mod writing;

use directory::{Person, Roster, Tenure};
use kernel::PersonId;

use crate::support::{Answer, Persona, Site, fresh_once};

/// The headings of the files of these tests.
const HEAD: &str = "氏名,メール,所属機関,所属区分,担当市町村,役職,役割,配置形態,電話,着任日,退任日";

/// A file that was made by a program of an office.
fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/rosters/files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{path}: {cause}"))
}

/// A file with these lines under the usual headings.
fn csv(lines: &[&str]) -> Vec<u8> {
    [&[HEAD], lines].concat().join("\r\n").into_bytes()
}

/// Sends a file to be looked at.
async fn sends(person: &Persona, name: &str, content: Vec<u8>) -> Answer {
    person.sends("/admin/roster", &[("once", &fresh_once())], &[(name, content)]).await
}

/// The page on which a file is shown.
async fn looks(person: &Persona, content: Vec<u8>) -> Answer {
    let location = sends(person, "名簿.csv", content).await.is(303).location();
    person.get(&location).await.is(200)
}

/// Has the file of a page written.
async fn confirms(person: &Persona, page: &Answer) -> Answer {
    let (seen, once) = (page.field("seen"), fresh_once());
    person.posts(&format!("{}/confirmation", page.path), &[("seen", &seen), ("once", &once)]).await
}

/// Looks at a file and has it written; the page on which it is shown afterwards.
async fn brings_in(person: &Persona, content: Vec<u8>) -> Answer {
    let page = looks(person, content).await;
    let location = confirms(person, &page).await.is(303).location();
    person.get(&location).await.is(200)
}

/// Everybody, as of now.
async fn roster(site: &Site) -> Roster {
    let app = &site.inner.app;
    Roster::load(&app.db, &app.places).await.expect("the roster")
}

/// Somebody, as of now.
async fn person(site: &Site, id: PersonId) -> Person {
    roster(site).await.person(id).expect("a person").clone()
}

/// Their newest seat.
async fn seat(site: &Site, id: PersonId) -> Tenure {
    person(site, id).await.tenures[0].clone()
}

/// Their roles, as text.
async fn roles(site: &Site, id: PersonId) -> Vec<String> {
    let text = |role| directory::access::role_text(role, &site.inner.app.places);
    person(site, id).await.roles.iter().map(text).map(|(word, scope)| format!("{word}:{scope}")).collect()
}
