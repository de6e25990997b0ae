//! Questions asked of a small index.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::changes::DocKey;
use kernel::clock::DAY;
use kernel::{RoomId, Scope, Timestamp};
use tempfile::TempDir;

use super::{Ask, Found, Order, run};
use crate::document::{ALWAYS, Document};
use crate::index::{Mark, Pen, Volume};

mod budget;
mod during;
mod forms;
mod language;
mod spelling;
mod statistics;

struct Library {
    volume: Arc<Volume>,
    _folder: TempDir,
}

const NOW: Timestamp = Timestamp(1_000 * DAY);

fn document(id: i64, title: &str, body: &str) -> Document {
    Document {
        key: DocKey { kind: "thread", id },
        room: RoomId(1),
        title: title.to_owned(),
        body: body.to_owned(),
        reading: None,
        tags: Vec::new(),
        at: NOW,
        thanked: 0,
        during: ALWAYS,
    }
}

impl Library {
    fn of(documents: &[Document]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let volume = Arc::new(Volume::create(folder.path()).unwrap());
        let mut pen = Pen::take(Arc::clone(&volume), "").unwrap();
        for document in documents {
            pen.add(volume.fields.fill(document)).unwrap();
        }
        pen.commit(Mark::default()).unwrap();
        Self { volume, _folder: folder }
    }

    fn texts(texts: &[&str]) -> Self {
        let documents: Vec<Document> = (1..).zip(texts).map(|(id, text)| document(id, text, "")).collect();
        Self::of(&documents)
    }

    fn ask(&self, ask: &Ask) -> Found {
        run::run(&self.volume, ask, &[]).unwrap()
    }

    fn found(&self, words: &str) -> Found {
        self.ask(&asking(words))
    }

    /// The rows of what holds every word, in order.
    fn whole(&self, words: &str) -> BTreeSet<i64> {
        let found = self.found(words);
        assert_eq!(found.whole.len(), found.whole_total, "{words}");
        found.whole.iter().map(|hit| hit.key.id).collect()
    }

    fn partial(&self, words: &str) -> BTreeSet<i64> {
        self.found(words).partial.iter().map(|hit| hit.key.id).collect()
    }
}

fn asking(words: &str) -> Ask {
    let scope = Scope::of(BTreeSet::from([RoomId(1)]), BTreeSet::new());
    Ask { words: words.to_owned(), ..Ask::new("thread", scope, NOW) }
}

fn ids(all: &[i64]) -> BTreeSet<i64> {
    all.iter().copied().collect()
}

#[test]
fn no_piece_of_text_is_unfindable() {
    let text = "鍵の髙橋さん、R6年度のＢＣＰ訓練（第２版）。8050問題とｹｱﾏﾈ";
    let library = Library::texts(&[text, "別の話"]);
    for piece in [
        "鍵",
        "橋",
        "高橋",
        "髙橋",
        "R6",
        "BC",
        "bcp訓",
        "805",
        "r6年",
        "R6年度",
        "bcp",
        "BCP訓練",
        "訓",
        "第2版",
        "版",
        "8050",
        "ケアマネ",
        "ｹｱﾏ",
        "題と",
    ] {
        assert_eq!(library.whole(piece), ids(&[1]), "{piece}");
    }
    assert_eq!(library.whole("問題訓練"), ids(&[]));
    assert_eq!(library.whole("c"), ids(&[]));
}

#[test]
fn every_piece_of_a_random_text_is_found() {
    let text =
        "在宅医療・介護連携の手引きVer.3は、A4で30頁。鎌ヶ谷市では看とりの相談が増え、コーディネーターが困っている！";
    let library = Library::texts(&[text]);
    let words: Vec<char> = text.chars().collect();
    for length in 1..8 {
        for piece in words.windows(length) {
            let piece: String = piece.iter().collect();
            let cuts_a_word = piece.chars().any(|c| c.is_ascii_alphabetic());
            let has_mark = piece.chars().any(|c| !c.is_alphanumeric() && c != '・');
            if !cuts_a_word
                && !has_mark
                && piece != "・"
                && piece != "0"
                && !piece.ends_with('3')
                && !piece.starts_with('0')
            {
                assert_eq!(library.whole(&format!("\"{piece}\"")), ids(&[1]), "{piece}");
            }
        }
    }
}

#[test]
fn the_total_counts_what_holds_every_word() {
    let library = Library::texts(&["訪問看護の夜間対応", "訪問看護の会議", "夜間の見回り", "花見"]);
    let found = library.found("訪問看護　夜間");
    assert_eq!((found.whole_total, found.partial_total), (1, 2));
    assert_eq!(found.whole[0].key.id, 1);
    assert_eq!(library.partial("訪問看護　夜間"), ids(&[2, 3]));
    assert_eq!(library.whole("会議"), ids(&[2]));
    assert_eq!(library.found("会議").partial_total, 0);
}

#[test]
fn where_nothing_holds_a_word_its_parts_are_shown() {
    let library = Library::texts(&["訪問看護の会議", "花見"]);
    let found = library.found("訪問連携会議");
    assert_eq!((found.whole_total, found.partial_total), (0, 1));
}

#[test]
fn pages_run_through_whole_and_then_partial() {
    let library = Library::texts(&["退院 薬局 一", "退院 薬局 二", "退院 三", "薬局 四", "退院 五"]);
    let page = |offset| {
        let found = library.ask(&Ask { offset, limit: 2, ..asking("退院 薬局") });
        assert_eq!((found.whole_total, found.partial_total), (2, 3));
        (found.whole.len(), found.partial.len())
    };
    assert_eq!([page(0), page(1), page(2), page(4), page(6)], [(2, 0), (1, 1), (0, 2), (0, 1), (0, 0)]);
}

#[test]
fn middle_dots_and_synonyms_do_not_matter() {
    let library = Library::texts(&["在宅医療・介護連携", "訪看が足りない", "訪問看護ステーションの会", "花見"]);
    assert_eq!(library.whole("在宅医療介護連携"), ids(&[1]));
    assert_eq!(library.whole("訪問看護"), ids(&[2, 3]));
    assert_eq!(library.found("訪看").whole[0].key.id, 2);
    assert_eq!(library.found("訪看").tried[0].word, "訪看");
}

#[test]
fn phrases_are_exact_and_exclusions_exclude() {
    let library = Library::texts(&["顔の見える関係", "顔が見える関係と研修", "関係づくりの研修"]);
    assert_eq!(library.whole("\"見える関係\""), ids(&[1, 2]));
    assert_eq!(library.whole("\"顔の見える関係\""), ids(&[1]));
    assert_eq!(library.whole("関係 -研修"), ids(&[1]));
    assert_eq!(library.whole("-研修"), ids(&[1]));
    assert_eq!(library.whole("関係 －\"見える関係\""), ids(&[3]));
}

#[test]
fn kana_finds_what_is_spoken_so() {
    let mut person = document(9, "佐藤 花子", "");
    person.reading = Some("さとう　ハナコ".to_owned());
    let library = Library::of(&[person, document(2, "訪問看護の質", ""), document(3, "看取りの夜", "")]);
    for kana in ["さとう", "サトウ", "ｻﾄｳ", "はなこ", "さと", "さとうはなこ", "さとう はなこ"]
    {
        assert_eq!(library.whole(kana), ids(&[9]), "{kana}");
    }
    assert_eq!(library.whole("ほうもんかんご"), ids(&[2]));
    assert_eq!(library.whole("みとり"), ids(&[3]));
    assert_eq!(library.whole("うもんか"), ids(&[]));
}

#[test]
fn a_sentence_is_ranked_by_any_of_its_words() {
    let library = Library::texts(&[
        "退院前カンファレンスと薬剤師",
        "薬剤師の会",
        "退院前カンファレンスに薬剤師を呼ぶ基準",
        "花見",
    ]);
    let found = library.found("退院前カンファレンスに薬剤師を呼ぶ基準はありますか？");
    assert_eq!((found.whole_total, found.partial_total), (3, 0));
    assert_eq!(found.whole[0].key.id, 3);
}

#[test]
fn nothing_outside_the_scope_is_found_or_counted() {
    let mut hidden = document(2, "避難所の鍵", "");
    hidden.room = RoomId(2);
    hidden.tags = vec!["theme:secret".to_owned()];
    let library = Library::of(&[document(1, "避難所の話", ""), hidden]);
    let facets = vec!["theme".to_owned()];
    for words in ["", "避難所", "避難所 鍵", "鍵", "-話", "*", "room:2", "避難所の鍵はどこにあるのか誰か教えて", "\"鍵"]
    {
        let found = library.ask(&Ask { facets: facets.clone(), ..asking(words) });
        assert!(found.whole.iter().chain(&found.partial).all(|hit| hit.key.id == 1), "{words}");
        assert!(found.whole_total + found.partial_total <= 1 && found.facets["theme"].is_empty(), "{words}");
    }
    let nowhere = Ask { scope: Scope::default(), ..asking("") };
    let found = library.ask(&nowhere);
    let (facets, meaning) = (found.facets.clone(), Arc::clone(&found.meaning));
    assert_eq!(found, Found { facets, meaning, ..Found::default() });
    let many = Scope::of((1..100).map(RoomId).collect(), BTreeSet::new());
    assert_eq!(library.ask(&Ask { scope: many.clone(), ..asking("避難所") }).whole_total, 2);
    assert_eq!(library.ask(&Ask { scope: many, rooms: vec![RoomId(2)], ..asking("避難所") }).whole_total, 1);
    assert_eq!(library.ask(&Ask { rooms: vec![RoomId(2)], ..asking("避難所") }).whole_total, 0);
}

#[test]
fn a_facet_is_counted_as_if_it_did_not_filter() {
    let tagged = |id, tags: &[&str]| Document {
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        ..document(id, "会議", "")
    };
    let library = Library::of(&[
        tagged(1, &["kind:chat", "pref:11", "theme:acp", "theme:ict"]),
        tagged(2, &["kind:chat", "pref:12", "theme:acp"]),
        tagged(3, &["kind:notice", "pref:11"]),
    ]);
    let ask = Ask {
        filters: vec![
            ("kind".to_owned(), vec!["chat".to_owned()]),
            ("pref".to_owned(), vec!["11".to_owned(), "13".to_owned()]),
        ],
        facets: ["kind", "pref", "theme"].map(str::to_owned).to_vec(),
        ..asking("会議")
    };
    let found = library.ask(&ask);
    assert_eq!(found.whole_total, 1);
    let told =
        |facet: &str| found.facets[facet].iter().map(|(slug, n)| format!("{slug}{n}")).collect::<Vec<_>>().join(" ");
    assert_eq!(told("kind"), "chat1 notice1");
    assert_eq!(told("pref"), "111 121");
    assert_eq!(told("theme"), "acp1 ict1");
}

#[test]
fn without_words_the_newest_come_first_and_days_limit() {
    let dated = |id, days: i64| Document { at: NOW.plus(-days * DAY), ..document(id, "会議", "") };
    let library = Library::of(&[dated(1, 30), dated(2, 1), dated(3, 400)]);
    let order = |ask: &Ask| library.ask(ask).whole.iter().map(|hit| hit.key.id).collect::<Vec<_>>();
    assert_eq!(order(&asking("")), [2, 1, 3]);
    assert_eq!(order(&asking("会議")), [2, 1, 3]);
    assert_eq!(order(&Ask { order: Order::Newest, ..asking("会議") }), [2, 1, 3]);
    let from = Some(NOW.plus(-30 * DAY));
    assert_eq!(order(&Ask { from, to: Some(NOW.plus(-DAY)), ..asking("") }), [1]);
}
