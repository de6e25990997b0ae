//! Discussions as JSON, one on each line.

use kernel::text::hex;
use kernel::{Places, RoomId, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::charsets::clean;
use super::subjects;
use super::texts::{Addresses, Text};
use crate::posts::forms::MOST_CHARACTERS;
use crate::threads::{Kind, LISTS, Tags};

/// Bytes of one line.
pub const LONGEST: usize = 8 * 1024 * 1024;

/// A line as it stands; fields that are not known are left alone.
#[derive(Deserialize)]
struct Line {
    id: Value,
    #[serde(default)]
    room: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    title: String,
    #[serde(flatten)]
    opening: Said,
    #[serde(default)]
    scenes: Vec<String>,
    #[serde(default)]
    items: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    replies: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    body: String,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    created_at: Option<String>,
    #[serde(default)]
    solution: bool,
}

/// A discussion that a line tells.
#[derive(Clone, Debug)]
pub struct Told {
    /// What the line calls it.
    pub source: String,
    /// The key of its opening text.
    pub key: String,
    /// Where it wants to go.
    pub room: Option<RoomId>,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Tags,
    /// Its texts in their order, the opening one first.
    pub texts: Vec<Text>,
    /// How many of them were too long and were cut.
    pub shortened: usize,
}

/// What lines are read with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Whose addresses are known.
    pub addresses: &'a Addresses,
    /// The map with the rooms.
    pub places: &'a Places,
    /// The present; nothing was said later.
    pub now: Timestamp,
}

/// The discussion on a line, or what is wrong with it.
pub fn told(line: &str, desk: Desk) -> Result<Told, String> {
    let line: Line = serde_json::from_str(line).map_err(|cause| format!("JSONとして読めません（{cause}）"))?;
    let source = match &line.id {
        Value::String(id) if !id.trim().is_empty() && id.len() <= 500 => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return Err("id に、500文字以内の文字列か数を書いてください".to_owned()),
    };
    let key = format!("line-{}", hex(&Sha256::digest(&source)[..16]));
    let room = match line.room.as_deref() {
        None | Some("") => None,
        Some(slug) => {
            Some(desk.places.room_by_slug(slug).ok_or_else(|| format!("room「{slug}」という部屋はありません"))?.id)
        }
    };
    let kind = match line.kind.as_deref() {
        None | Some("") => Kind::Consultation,
        Some(slug) => Kind::parse(slug).ok_or_else(|| format!("kind「{slug}」という種類はありません"))?,
    };
    let title = clean(&line.title);
    if title.trim().is_empty() {
        return Err("title が空です".to_owned());
    }
    let tags = tags(&line.scenes, &line.items, &line.themes)?;
    let (mut texts, mut shortened, mut last) = (Vec::new(), 0, Timestamp(i64::MIN));
    for (number, said) in std::iter::once(line.opening).chain(line.replies).enumerate() {
        let place = if number == 0 { "body".to_owned() } else { format!("replies の{number}番目") };
        let (text, is_cut) = text(&said, desk, last).map_err(|why| format!("{place}：{why}"))?;
        let key = if number == 0 { key.clone() } else { format!("{key}-{number}") };
        (last, shortened) = (text.at, shortened + usize::from(is_cut));
        texts.push(Text { key, opens: number == 0, solves: text.solves && number > 0, ..text });
    }
    Ok(Told { source, key, room, kind, title: subjects::cut(&title), tags, texts, shortened })
}

/// A text after the `last` one.
fn text(said: &Said, desk: Desk, last: Timestamp) -> Result<(Text, bool), String> {
    let at = match said.created_at.as_deref() {
        None | Some("") => desk.now,
        Some(date) => Timestamp::of_iso(date).ok_or_else(|| format!("created_at「{date}」は日時として読めません"))?,
    };
    let body = clean(&said.body.replace("\r\n", "\n").replace('\r', "\n")).trim().to_owned();
    if body.is_empty() {
        return Err("本文が空です".to_owned());
    }
    let is_cut = body.chars().count() > MOST_CHARACTERS;
    let body = if is_cut {
        format!("{}\n\n（長いため、以下は省略）", body.chars().take(MOST_CHARACTERS - 50).collect::<String>())
    } else {
        body
    };
    let author = said.author.as_deref().and_then(|address| desk.addresses.person(address));
    let at = at.min(desk.now).max(last.plus(1));
    Ok((Text { author, at, body, solves: said.solution, ..Text::default() }, is_cut))
}

fn tags(scenes: &[String], items: &[String], themes: &[String]) -> Result<Tags, String> {
    for ((facet, list), slugs) in LISTS.iter().zip([scenes, items, themes]) {
        if let Some(slug) = slugs.iter().find(|slug| kernel::terms::name(list, slug).is_none()) {
            return Err(format!("{facet}s の「{slug}」は、選択肢にありません"));
        }
    }
    Ok(Tags::known(scenes, items, themes))
}

#[cfg(test)]
mod tests {
    use directory::reference::embedded;
    use kernel::PersonId;

    use super::*;

    fn read(line: &str) -> Result<Told, String> {
        let addresses = Addresses::of([("sato@example.jp".to_owned(), PersonId(5))]);
        told(
            line,
            Desk {
                addresses: &addresses,
                places: &embedded().unwrap(),
                now: Timestamp::start_of_day("2026-11-22").unwrap(),
            },
        )
    }

    #[test]
    fn a_line_is_a_discussion_with_its_replies() {
        let told = read(
            r#"{"id":"q-1","room":"pref-11","kind":"practice","title":"入退院支援の様式","body":"一つ目です。","author":"SATO@example.jp",
            "created_at":"2020-04-01T09:00:00+09:00","scenes":["transition"],"items":["d"],"themes":["acp"],
            "replies":[{"body":"返信です。","created_at":"2020-03-01","solution":true},{"body":"もう一つ。","author":"other@example.jp"}]}"#,
        )
        .unwrap();
        assert_eq!((&*told.source, told.room, told.kind), ("q-1", Some(RoomId(111)), Kind::Practice));
        assert_eq!(told.texts.iter().map(|text| text.author).collect::<Vec<_>>(), [Some(PersonId(5)), None, None]);
        assert_eq!(told.tags.as_text(), "scene:transition item:d theme:acp");
        assert!(told.texts.windows(2).all(|two| two[0].at < two[1].at), "replies come after what they answer");
        assert_eq!(
            told.texts.iter().map(|text| (text.opens, text.solves)).collect::<Vec<_>>(),
            [(true, false), (false, true), (false, false)]
        );
        assert_ne!(told.texts[0].key, told.texts[1].key);
        assert_eq!(read(r#"{"id":7,"title":"あ","body":"い"}"#).unwrap().source, "7");
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        for (line, word) in [
            ("x", "JSON"),
            (r#"{"id":"","title":"あ","body":"い"}"#, "id"),
            (r#"{"id":"1","title":" ","body":"い"}"#, "title"),
            (r#"{"id":"1","title":"あ","body":" "}"#, "本文"),
            (r#"{"id":"1","title":"あ","body":"い","room":"pref-99"}"#, "pref-99"),
            (r#"{"id":"1","title":"あ","body":"い","kind":"x"}"#, "種類"),
            (r#"{"id":"1","title":"あ","body":"い","themes":["x"]}"#, "themes"),
            (r#"{"id":"1","title":"あ","body":"い","created_at":"昨日"}"#, "created_at"),
            (r#"{"id":"1","title":"あ","body":"い","replies":[{"body":""}]}"#, "1番目"),
        ] {
            assert!(read(line).unwrap_err().contains(word), "{line}");
        }
    }
}
