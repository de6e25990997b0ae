//! The order of hits tells nothing about documents that the asker must not see.

use std::sync::Arc;

use kernel::RoomId;
use tantivy::query::{AllQuery, Bm25StatisticsProvider, BooleanQuery};
use tantivy::{Term, collector::TopDocs};

use super::{Library, asking, document};
use crate::document::Document;
use crate::query::best;
use crate::query::docs::Docs;
use crate::query::meaning::Meaning;
use crate::query::sight::Sight;
use crate::query::statistics::Statistics;

const TEXTS: [&str; 4] = ["避難所の鍵の話", "発電機の貸し出しと避難所", "訪問看護の夜間対応", "夜間の見回り"];

fn visible() -> Vec<Document> {
    (1..).zip(TEXTS).map(|(id, text)| document(id, text, "")).collect()
}

fn hidden(id: i64, text: &str) -> Document {
    Document { room: RoomId(2), ..document(id, text, "") }
}

/// Rows and scores of what is found; scores are told as far as sums of single precision are the same in any order.
fn told(library: &Library, words: &str) -> Vec<(i64, i64)> {
    let found = library.ask(&asking(words));
    #[expect(clippy::cast_possible_truncation, reason = "scores are small")]
    let told = |score: f32| (f64::from(score) * 10_000.0).round() as i64;
    found.whole.iter().chain(&found.partial).map(|hit| (hit.key.id, told(hit.score))).collect()
}

#[test]
fn hidden_documents_change_neither_order_nor_scores() {
    let alone = Library::of(&visible());
    for text in ["鍵", "鍵の鍵の鍵の話", "発電機", "発電機の鍵と避難所の夜間対応".repeat(50).as_str()]
    {
        let mut documents = visible();
        documents.extend((10..30).map(|id| hidden(id, text)));
        let beside = Library::of(&documents);
        for words in ["鍵 発電機", "避難所", "鍵の話と発電機の貸し出しの夜間の対応", "夜間", "訪看 鍵"]
        {
            assert!(!told(&alone, words).is_empty(), "{words}");
            assert_eq!(told(&alone, words), told(&beside, words), "{words} beside {text}");
        }
    }
}

#[test]
fn over_all_documents_the_numbers_are_those_of_the_index() {
    let library = Library::of(&visible());
    let (searcher, fields) = (library.volume.searcher(), &library.volume.fields);
    let all = Docs::of(&searcher, &AllQuery).unwrap();
    let numbers = searcher.segment_readers().iter().map(|_| Arc::default()).collect();
    let sight = Sight { docs: all.clone(), numbers };
    let own = Statistics::over(&searcher, &sight);
    assert_eq!(own.total_num_docs().unwrap(), Bm25StatisticsProvider::total_num_docs(&searcher).unwrap());
    for field in [fields.words, fields.grams, fields.sounds] {
        assert_eq!(own.total_num_tokens(field).unwrap(), searcher.total_num_tokens(field).unwrap());
    }
    for word in ["避難", "夜間", "花見"] {
        let term = Term::from_field_text(fields.words, word);
        assert_eq!(own.doc_freq(&term).unwrap(), searcher.doc_freq(&term).unwrap(), "{word}");
    }
    let meaning = Meaning::of("避難所の夜間対応");
    let ranking = [best::words(fields, &meaning), best::pairs(fields, &meaning), best::others(fields, &meaning, &all)]
        .into_iter()
        .flatten();
    let ranking = BooleanQuery::new(ranking.collect());
    let top = || TopDocs::with_limit(9).order_by_score();
    let ours = searcher.search_with_statistics_provider(&ranking, &top(), &own).unwrap();
    assert_eq!(ours, searcher.search(&ranking, &top()).unwrap());
    assert_eq!(ours.len(), 4);
}
