//! Searches that people save: how they are kept, what they tell of, and to whom.

mod feeds;
mod keeping;
mod many;
mod people;
mod telling;

use crate::support::{Answer, Persona, Site, fresh_once};

/// The list of one's own.
const LIST: &str = "/me/searches";

/// How somebody is told, as the form says it.
const NOTHING: &str = "0";
const SITE: &str = "1";
const MAIL: &str = "2";

/// Sends the form that saves a question.
async fn sends(person: &Persona, query: &str, name: &str, level: &str) -> Answer {
    let once = fresh_once();
    person.posts(LIST, &[("query", query), ("name", name), ("level", level), ("once", &once)]).await
}

/// Saves words, of which one is told on the site.
async fn saves(person: &Persona, words: &str) -> String {
    saves_told(person, &format!("q={}", web::links::encode(words)), words, SITE).await
}

/// Saves a question and returns the address of what was saved.
async fn saves_told(person: &Persona, query: &str, name: &str, level: &str) -> String {
    sends(person, query, name, level).await.is(303);
    let page = person.get(LIST).await.is(200);
    let row = page.body.split("<li").find(|row| row.contains(&format!(">{name}</bdi>")));
    let id = row.and_then(|row| row.split("data-id=\"search-").nth(1)?.split('"').next()).expect("a saved search");
    format!("{LIST}/{id}")
}

/// Lets the search read what was written, and tells of it.
async fn tells(site: &Site) {
    site.settle().await;
    site.tells().await;
}

/// The texts of which somebody is told, the newest first.
async fn told(person: &Persona) -> Vec<String> {
    person.get("/me/notices").await.is(200).values("data-id")
}

fn id_of(location: &str) -> String {
    location.rsplit("reply-").next().and_then(|rest| rest.rsplit('/').next()).expect("an id").to_owned()
}
