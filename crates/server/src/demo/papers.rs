//! Files on discussions of the demo, kept in `assets/demo/files`; written for it, like the discussions.

use std::io::{Seek as _, Write as _};

use anyhow::{Context as _, ensure};
use files::Incoming;
use forum::past::{Amendment, Deed, amend};
use kernel::FileId;

use super::lately::{Said, said};
use crate::Site;

/// A file on a text, the first of which opens its discussion.
struct Paper {
    /// How the title of the discussion begins.
    title: &'static str,
    text: usize,
    name: &'static str,
    bytes: &'static [u8],
}

macro_rules! papers {
    ($($title:literal $text:literal $name:literal $file:literal)*) => {
        [$(Paper {
            title: $title,
            text: $text,
            name: $name,
            bytes: include_bytes!(concat!("../../../../assets/demo/files/", $file)),
        }),*]
    };
}

const PAPERS: [Paper; 9] = papers! {
    "退院支援ルールの見直し：守られない項目" 0 "退院支援チェックリスト.pdf" "checklist.pdf"
    "退院支援ルールの見直し：守られない項目" 0 "守られた割合の推移.png" "kept-share.png"
    "入退院連携の共通様式を更新しました" 0 "退院支援チェックリスト（第4版）.pdf" "checklist.pdf"
    "相談の記録を「9項目＋自由記述」にした様式" 0 "相談記録様式.csv" "records.csv"
    "在宅療養者の夜間・休日の連絡先" 1 "夜間休日連絡先一覧_様式.csv" "night-contacts.csv"
    "年末年始に動いている訪問診療・薬局・訪看の一覧" 1 "年末年始連絡先一覧_様式.csv" "night-contacts.csv"
    "異動することになりました" 2 "引継書の項目.txt" "handover.txt"
    "4月から一人で着任しました" 1 "最初の3か月の予定表.csv" "three-months.csv"
    "退院調整率・連携率のアンケート" 1 "アンケート設問例.txt" "questions.txt"
};

/// Puts all of them onto their texts.
pub(super) async fn enclose(site: &Site) -> anyhow::Result<()> {
    for paper in &PAPERS {
        let texts = said(site, paper.title).await?;
        let text = texts.get(paper.text).or(texts.first()).with_context(|| format!("a text of {}", paper.title))?;
        let files = take_in(site, text, paper).await.with_context(|| format!("take in {}", paper.name))?;
        let deed = Deed::Enclosed { author: text.author_id, once: once(text), files };
        let amendment = Amendment { thread: text.thread_id, post: text.id, deed, at: text.created_at };
        amend(&site.app.db, vec![amendment]).await?;
    }
    Ok(())
}

/// As if it had come with the form of its text.
async fn take_in(site: &Site, text: &Said, paper: &Paper) -> anyhow::Result<Vec<FileId>> {
    let mut content = tempfile::tempfile_in(&site.files.landing)?;
    content.write_all(paper.bytes)?;
    content.rewind()?;
    let (db, once) = (&site.app.db, once(text));
    let incoming = vec![Incoming { name: paper.name.to_owned(), content: Ok(content) }];
    let refused = files::receive(db, &site.files, text.author_id, &once, incoming).await?;
    ensure!(refused.is_empty(), "it is refused: {refused:?}");
    let waiting = files::enclosed(db, text.author_id, &once).await?.waiting;
    Ok(waiting.iter().map(|file| file.id).collect())
}

fn once(text: &Said) -> String {
    format!("demo-{}", text.id)
}

#[cfg(test)]
mod tests {
    use guard::{Context, Guard, Level};

    use super::*;

    #[test]
    fn nothing_that_stands_in_the_files_would_have_been_stopped() {
        let guard = Guard::new();
        for paper in &PAPERS {
            let text = format!("{}\n{}", paper.name, std::str::from_utf8(paper.bytes).unwrap_or_default());
            let found = guard.findings(&text, &Context::default()).into_iter().find(|it| it.level > Level::Hint);
            assert!(found.is_none(), "{}: {found:?}", paper.name);
        }
    }
}
