//! Files on discussions and replies: what is taken, who may have it, and what becomes of it.

mod forms;
mod kinds;
mod limits;
mod permission;
pub mod samples;
mod searching;
mod stores;
mod sweeping;

use crate::support::{Answer, Persona, Site, fresh_once};

/// A discussion with files, whose sender has looked through them.
async fn asks_with(persona: &Persona, title: &str, files: &[(&str, Vec<u8>)]) -> Answer {
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", title),
        ("body", "本文です。"),
        ("once", &once),
        ("files_seen", "1"),
    ];
    persona.sends("/threads", &fields, files).await
}

/// The path of a discussion with one file, and the file's id.
async fn one_file(persona: &Persona, title: &str, name: &str, content: Vec<u8>) -> (String, String) {
    let thread = asks_with(persona, title, &[(name, content)]).await.is(303).location();
    let file = persona.get(&thread).await.is(200).files().remove(0);
    (thread, file)
}

/// How many contents lie in the folder of a site.
fn stored(site: &Site) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    count(&site.data().join("files"))
}
