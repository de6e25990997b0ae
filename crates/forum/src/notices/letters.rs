//! Letters about what is new. Their words are put together when they leave, for one reader, from what that reader may
//! see at that moment.
//!
//! A subject names the room and the kind, never a title, and of a group not even its name. What more stands in the
//! letter is for the operator to say ([`MailText`]); it makes sense when links are cut out on its way.

use std::fmt::Write as _;

use accounts::people::{Account, by_id};
use directory::people::Reader;
use directory::{Roster, access};
use kernel::rooms::RoomKind;
use kernel::{PersonId, PostId, Result, RoomId, ThreadId};
use web::{App, MailText, links};

use super::byline;
use super::queries::{self, Line};
use crate::people_finds::queries::Line as Met;
use crate::reads::Marks;
use crate::{follows, people_finds, unsubscriptions};

/// Characters of an excerpt.
const EXCERPT: usize = 120;

/// People who are named in one line.
const NAMED: usize = 10;

/// What a line about people is called.
const MET: &str = "保存した条件に当てはまる方";

/// A letter that is ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// The e-mail address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Where such letters are stopped, without signing in.
    pub unsubscribe: String,
    /// The discussion that all of it is about, if it is one.
    pub about: Option<ThreadId>,
}

/// The letter with this number for this person, or nothing if there is nothing left to tell them, or they are not to be
/// written to any more.
pub async fn ready(app: &App, people: &Roster, marks: &Marks, mail: i64, person: PersonId) -> Result<Option<Ready>> {
    let Some(viewer) = access::on_behalf(people, person, &app.places).filter(|viewer| !viewer.is_outside()) else {
        return Ok(None);
    };
    let Some(account) = by_id(&app.db, person).await?.filter(|account| account.standing == "active") else {
        return Ok(None);
    };
    if !follows::queries::settings(&app.db.conn, person).await?.by_mail {
        return Ok(None);
    }
    let lines = queries::of_letter(&app.db, &viewer, &marks.seen_by(&viewer), mail).await?;
    let reader = Reader { viewer: &viewer, people, places: &app.places };
    let met = people_finds::queries::of_letter(&app.db, reader, mail).await?;
    if lines.is_empty() && met.is_empty() {
        return Ok(None);
    }
    let texts = match app.config.mail_text {
        MailText::None => Vec::new(),
        MailText::Excerpt | MailText::Full => {
            let ids: Vec<PostId> = lines.iter().map(|line| line.post_id).collect();
            queries::texts(&app.db, &viewer, &ids).await?
        }
    };
    let unsubscribe =
        format!("{}{}", app.config.url, links::unsubscribe(&unsubscriptions::token(&app.db, person).await?));
    let letter = Letter { app, people, account: &account, lines: &lines, texts: &texts, met: &met };
    let about = lines.first().map(|line| line.thread_id).filter(|_| met.is_empty());
    Ok(Some(Ready {
        to: account.email.clone(),
        subject: letter.subject(),
        body: letter.body(&unsubscribe),
        unsubscribe,
        about: about.filter(|about| lines.iter().all(|line| line.thread_id == *about)),
    }))
}

struct Letter<'a> {
    app: &'a App,
    people: &'a Roster,
    account: &'a Account,
    lines: &'a [Line],
    texts: &'a [(PostId, String)],
    met: &'a [Met<'a>],
}

impl Letter<'_> {
    fn subject(&self) -> String {
        let count = self.lines.len() + self.met.len();
        let words = match self.lines {
            [] => MET.to_owned(),
            [first, ..] if !self.met.is_empty() || self.lines.iter().any(|line| line.room_id != first.room_id) => {
                format!("お知らせ{count}件")
            }
            [only] => format!("{}：{}", self.place(only.room_id, false), what(only)),
            [first, ..] => format!("{}：お知らせ{count}件", self.place(first.room_id, false)),
        };
        format!("【よこいと】{words}")
    }

    fn body(&self, unsubscribe: &str) -> String {
        let url = &self.app.config.url;
        let mut body = format!("{} さん\n", self.account.name);
        if !self.lines.is_empty() {
            body.push_str("\nよこいとに、次の書き込みがありました。\n");
        }
        for line in self.lines {
            let _ = write!(body, "\n{}", self.line(line));
        }
        if !self.met.is_empty() {
            body.push_str("\n仲間をさがす条件に、新しく当てはまった方がいます。\n");
        }
        for line in self.met {
            let _ = write!(body, "\n{}", self.met(line));
        }
        if self.app.config.mail_text == MailText::None {
            let left_out = if self.lines.is_empty() { "お名前と条件" } else { "件名と本文、お名前" };
            let _ = writeln!(body, "\nこのメールには、{left_out}を載せていません。サインインしてお読みください。");
        }
        let _ = write!(
            body,
            "リンクを開けないときは、よこいとにサインインして、画面の上の「お知らせ」をご覧ください。

-- 
よこいと
{url}
お知らせの受け取り方を変える: {url}{settings}
このようなメールを止める（サインインは要りません）: {unsubscribe}
",
            settings = links::MY_NOTICE_SETTINGS
        );
        body
    }

    /// Where, what and when; then as much of it as the operator lets out.
    fn line(&self, line: &Line) -> String {
        let mut text = format!("■ {}：{}\n", self.place(line.room_id, true), what(line));
        if self.app.config.mail_text != MailText::None {
            let author = byline::author(self.people, &self.app.places, &line.author);
            if !line.opening_warned {
                let _ = writeln!(text, "件名：{}", line.title);
            }
            let _ = writeln!(text, "書いた方：{author}");
            if let Some(names) = &line.found_by {
                let _ = writeln!(text, "保存した検索：{names}");
            }
        }
        let _ = writeln!(text, "{}", line.created_at.japanese());
        if let Some((_, body)) = self.texts.iter().find(|(id, _)| *id == line.post_id) {
            let _ = write!(text, "\n{}\n", quoted(body, self.app.config.mail_text));
        }
        let _ = writeln!(text, "{}{}", self.app.config.url, line.location());
        text
    }

    /// How many people, and when; who they are and by which condition, as far as the operator lets names out.
    fn met(&self, line: &Met) -> String {
        let mut text = format!("■ {MET}：{}人\n", line.people.len());
        if self.app.config.mail_text != MailText::None {
            let names: Vec<String> =
                line.people.iter().take(NAMED).map(|person| format!("{}さん", person.name)).collect();
            let others = if line.people.len() > NAMED { "、ほか" } else { "" };
            let _ = write!(text, "保存した条件：「{}」\n{}{others}\n", line.name, names.join("、"));
        }
        let _ = write!(text, "{}\n{}{}\n", line.at.japanese(), self.app.config.url, links::MY_NOTICES);
        text
    }

    /// 「埼玉県の部屋」; a group's name is the words of its members, and stands in no subject.
    fn place(&self, room: RoomId, names_group: bool) -> String {
        match self.people.room(&self.app.places, room) {
            Some(room) if room.kind == RoomKind::Group && !names_group => "グループ".to_owned(),
            Some(room) if room.kind == RoomKind::Group => format!("グループ「{}」", room.name),
            Some(room) => format!("{}の部屋", room.name),
            None => "よこいと".to_owned(),
        }
    }
}

/// 「相談への返信」, 「新しい相談」, 「あなたへの呼びかけ」
pub(super) fn what(line: &Line) -> String {
    if line.is_mention() {
        "あなたへの呼びかけ".to_owned()
    } else if line.is_found() {
        "保存した検索に当てはまる投稿".to_owned()
    } else if line.is_unanswered() {
        "48時間、返信のない相談".to_owned()
    } else if line.is_opening() {
        format!("新しい{}", line.kind.noun())
    } else {
        format!("{}への返信", line.kind.noun())
    }
}

/// Behind bars, so that it is seen where the words of others begin and end.
fn quoted(body: &str, how: MailText) -> String {
    let short: String = body.chars().take(EXCERPT).collect();
    let text =
        if how == MailText::Excerpt && short.len() < body.len() { format!("{short}…") } else { body.to_owned() };
    text.lines().flat_map(|line| ["> ", line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_with_dots_only_if_something_is_missing() {
        assert_eq!(quoted("一行目\n二行目", MailText::Excerpt), "> 一行目\n> 二行目\n");
        let long = "あ".repeat(EXCERPT + 1);
        assert_eq!(quoted(&long, MailText::Excerpt), format!("> {}…\n", "あ".repeat(EXCERPT)));
        assert_eq!(quoted(&long, MailText::Full), format!("> {long}\n"));
    }
}
