//! Quoting a text of a discussion in an answer to it, with a link back.
//!
//! The text that is quoted is loaded under the viewer's scope when its button is pressed, and only within its own discussion:
//! a quotation never comes into a room in which its source could not be read. It names whoever wrote it as the byline does,
//! so a hidden author stays hidden. Once posted it is a text of whoever posted it.

pub(crate) mod handlers;
pub mod paths;

use directory::Roster;
use kernel::{Db, Places, PostId, Result, ThreadId, Viewer};
use web::{App, Problems};

use crate::posts::authors::Author;
use crate::posts::queries::{Written, find_opening, find_reply};
use crate::replies::forms::ReplyForm;
use crate::threads::paths::{ThreadPath, reply_location};

/// Most characters of a text that are quoted as a whole.
const MOST: usize = 1_000;

/// Told when there is nothing to quote.
const NOTHING: &str = "引用する投稿が見つかりませんでした。入力された文章は、そのまま残っています。";

/// Puts the text that a form asks for below what was typed, if it stands in this discussion and the viewer can read it now.
pub(crate) async fn put(
    app: &App,
    viewer: &Viewer,
    people: &Roster,
    thread: ThreadId,
    form: &mut ReplyForm,
) -> Result<Problems> {
    let mut problems = Problems::default();
    let found = match form.quote.parse() {
        Ok(id) => find(&app.db, viewer, thread, PostId(id)).await?,
        Err(_) => None,
    };
    match found {
        Some(text) => form.body = below(&form.body, &quotation(&text, people, &app.places)),
        None => problems.add("body", NOTHING),
    }
    Ok(problems)
}

/// What was typed, and a quotation below it.
fn below(typed: &str, quotation: &str) -> String {
    let typed = typed.trim_end();
    let between = if typed.is_empty() { "" } else { "\n\n" };
    format!("{typed}{between}{quotation}")
}

async fn find(db: &Db, viewer: &Viewer, thread: ThreadId, id: PostId) -> Result<Option<Written>> {
    let found =
        if id == thread.into() { find_opening(db, viewer, thread).await } else { find_reply(db, viewer, id).await };
    match found {
        Ok(text) => {
            Ok(Some(text).filter(|text| text.thread_id == thread && text.check_standing().is_ok() && !text.is_hidden()))
        }
        Err(kernel::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn quotation(text: &Written, people: &Roster, places: &Places) -> String {
    let source = source(text.thread_id, text.id, &text.author, people, places);
    format!("{}>\n> {source}\n\n", lines(&text.body))
}

/// A link to the text that is quoted, which says whose it is.
pub(crate) fn source(thread: ThreadId, id: PostId, author: &Author, people: &Roster, places: &Places) -> String {
    let (what, href) = if id == thread.into() {
        ("投稿", format!("{}#opening", ThreadPath { thread }))
    } else {
        ("返信", reply_location(thread, id))
    };
    format!("[{}の{what}]({href})", plain(&author.called(people, places)))
}

/// How the link below a quotation of somebody begins; see [`source`].
pub(crate) fn caption(name: &str) -> String {
    let honorific = if name.ends_with("さん") { "" } else { "さん" };
    format!("> [{}{honorific}の", plain(name))
}

/// The same where nobody is named.
pub(crate) fn caption_of_nobody(words: &str) -> String {
    format!("> [{words}の")
}

/// The words as a quotation, without what they quote themselves.
fn lines(body: &str) -> String {
    let own: Vec<&str> = body.lines().filter(|line| !line.trim_start().starts_with('>')).collect();
    let own = own.join("\n");
    let whole = if own.trim().is_empty() { body } else { own.trim() };
    let short: String = whole.chars().take(MOST).collect();
    let short = if short.len() < whole.len() { format!("{short}…") } else { short };
    short.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

/// A name in Markdown, whatever signs are in it.
fn plain(name: &str) -> String {
    let escaped = |sign: char| {
        if sign.is_ascii_punctuation() { vec!['\\', sign] } else { vec![sign] }
    };
    name.chars().flat_map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_quoted_and_what_was_quoted_before_is_left_out() {
        assert_eq!(lines("一行目\n\n二行目"), "> 一行目\n>\n> 二行目\n");
        assert_eq!(lines("> 前の方の文\n>\n> [引用元](/threads/1)\n\n私もです。"), "> 私もです。\n");
        assert_eq!(lines("> 引用だけ"), "> > 引用だけ\n");
        let long = lines(&"あ".repeat(MOST + 1));
        assert_eq!(long.chars().filter(|sign| *sign == 'あ').count(), MOST);
        assert!(long.ends_with("…\n"));
    }

    #[test]
    fn what_was_typed_stays_above_the_quotation() {
        assert_eq!(below("", "> 一行目\n\n"), "> 一行目\n\n");
        assert_eq!(below("もう書いた文章\r\n", "> 一行目\n\n"), "もう書いた文章\n\n> 一行目\n\n");
    }

    #[test]
    fn a_name_is_a_name_whatever_stands_in_it() {
        assert_eq!(plain("佐藤 花子さん"), "佐藤 花子さん");
        assert_eq!(plain("[a](b)"), "\\[a\\]\\(b\\)");
    }
}
