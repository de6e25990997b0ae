//! Bringing the past in: what waits, who reads it, and how it is released.

mod archives;
mod releasing;

use forum::imports::report::Report;
use forum::imports::texts::Addresses;
use forum::imports::{Desk, Format, take_in};

use crate::support::{Persona, Site};

/// Brings a file in as the operator's command does, or only rehearses it.
pub(crate) async fn takes_in(site: &Site, name: &str, content: &[u8], room: Option<&str>, rehearsal: bool) -> Report {
    tries_to_take_in(site, name, content, room, rehearsal).await.expect("read the file")
}

/// The same, or why it could not.
pub(crate) async fn tries_to_take_in(
    site: &Site,
    name: &str,
    content: &[u8],
    room: Option<&str>,
    rehearsal: bool,
) -> Result<Report, String> {
    let app = &site.inner.app;
    let file = site.data().join(name);
    std::fs::write(&file, content).expect("write the file");
    let people = site.inner.people().await.expect("the roster");
    let addresses = Addresses::load(&app.db).await.expect("addresses");
    let room = room.map(|slug| people.room_by_slug(&app.places, slug).expect("a room").id);
    let desk = Desk { people: &people, places: &app.places, addresses: &addresses, room, now: app.db.clock.now() };
    let format = Format::of(&file).expect("a known format");
    take_in(&app.db, &desk, &file, format, rehearsal, &|_, _, _| {}).await.map_err(|cause| format!("{cause:#}"))
}

/// A mail of such an archive.
pub(crate) fn mail(id: &str, answers: &str, from: &str, subject: &str, body: &str) -> String {
    let reference = if answers.is_empty() { String::new() } else { format!("In-Reply-To: <{answers}@ml.example>\n") };
    format!(
        "From x Tue May  1 09:00:00 2018\nMessage-ID: <{id}@ml.example>\n{reference}From: {from}\nSubject: {subject}\n\
        Date: Tue, 1 May 2018 10:00:00 +0900\nContent-Type: text/plain; charset=utf-8\n\n{body}\n\n"
    )
}

/// An administrator, signed in.
pub(crate) async fn administrator(site: &Site) -> Persona {
    site.person("keeper", "", "other", "administrator").await
}

/// The address of the only archive.
pub(crate) async fn archive(keeper: &Persona) -> String {
    let ids = keeper.get("/admin/imports").await.is(200).values("data-id");
    assert_eq!(ids.len(), 1);
    format!("/admin/imports/{}", ids[0])
}

/// The addresses of the texts that wait in it, in their order.
pub(crate) async fn texts(keeper: &Persona, archive: &str) -> Vec<String> {
    let page = keeper.get(archive).await.is(200);
    page.values("data-id").into_iter().map(|id| format!("/admin/imports/texts/{id}")).collect()
}
