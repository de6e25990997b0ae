//! A few texts of which it is asked what questions they answer: they are put into an index in memory, which costs the same
//! however large the site is, and every question is asked there with the analysis and the rules of the search.

use std::collections::BTreeSet;

use kernel::Scope;
use tantivy::collector::DocSetCollector;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::BooleanQuery;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher};

use super::meaning::Meaning;
use super::run::Round;
use super::sight::Sights;
use super::statistics::Statistics;
use super::{Ask, clauses, rank};
use crate::document::Document;
use crate::schema::{Fields, schema};
use crate::synonyms::Synonyms;

/// Memory of the one indexing thread, in bytes; the engine takes no less.
const MEMORY: usize = 15_000_000;

/// The texts. Asking blocks the thread, if only for a moment.
pub struct Handful {
    searcher: Searcher,
    fields: Fields,
}

impl Handful {
    /// Of these documents, whose keys are all different. Blocks the thread.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a Document>) -> anyhow::Result<Self> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for document in documents {
            writer.add_document(fields.fill(document))?;
        }
        writer.commit()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), fields })
    }

    /// The ids of the documents that hold every word and pass every filter of a question, within its scope.
    pub fn answering(&self, ask: &Ask) -> anyhow::Result<BTreeSet<i64>> {
        if ask.scope == Scope::default() {
            return Ok(BTreeSet::new());
        }
        let (searcher, fields) = (&self.searcher, &self.fields);
        let meaning = Meaning::with(&ask.words, ask.synonyms());
        let sight = Sights::default().of(searcher, fields, ask, &[])?;
        if sight.docs.is_empty() {
            return Ok(BTreeSet::new());
        }
        let asked = sight.docs.narrowed(searcher, clauses::narrowing(fields, ask, &meaning))?;
        let statistics = Statistics::over(searcher, &sight);
        let round = Round { searcher, fields, ask, meaning: &meaning, asked: &asked, statistics: &statistics };
        let (held, _) = round.held()?;
        let whole = round.whole(&held)?;
        let found = searcher.search(&BooleanQuery::new(round.tagged(&whole, None)), &DocSetCollector)?;
        let found = found.into_iter().map(|address| (0.0, address)).collect();
        Ok(rank::candidates(searcher, found)?.into_iter().map(|candidate| candidate.id).collect())
    }
}

/// Whether what was typed is read as a sentence, of which any word will do.
pub fn is_sentence(typed: &str, synonyms: &Synonyms) -> bool {
    Meaning::with(typed, synonyms).any
}

#[cfg(test)]
mod tests {
    use kernel::changes::DocKey;
    use kernel::{RoomId, Timestamp};

    use super::*;
    use crate::document::ALWAYS;

    fn document(id: i64, room: RoomId, title: &str, tags: &[&str]) -> Document {
        Document {
            key: DocKey { kind: DocKey::KINDS[0], id },
            room,
            title: title.to_owned(),
            body: String::new(),
            reading: None,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            thanked: 0,
            at: Timestamp::default(),
            during: ALWAYS,
        }
    }

    #[test]
    fn a_question_is_answered_as_by_the_search() {
        let other = RoomId::prefecture("11").expect("a room");
        let documents = [
            document(1, RoomId::JAPAN, "訪問看護ステーションの様式", &["kind:consultation"]),
            document(2, RoomId::JAPAN, "薬局の様式", &["kind:practice"]),
            document(3, other, "訪看の様式", &["kind:consultation"]),
        ];
        let handful = Handful::of(&documents).expect("an index");
        let ask = |words: &str, rooms: &[RoomId]| {
            let scope = Scope::of(rooms.iter().copied().collect(), BTreeSet::new());
            Ask { words: words.to_owned(), ..Ask::new(DocKey::KINDS[0], scope, Timestamp::default()) }
        };
        let found = |ask: &Ask| handful.answering(ask).expect("an answer").into_iter().collect::<Vec<_>>();
        assert_eq!(found(&ask("訪看　様式", &[RoomId::JAPAN])), [1]);
        assert_eq!(found(&ask("訪看　様式", &[RoomId::JAPAN, other])), [1, 3]);
        assert_eq!(found(&ask("様式　-薬局", &[RoomId::JAPAN])), [1]);
        assert_eq!(found(&ask("", &[RoomId::JAPAN])), [1, 2]);
        assert_eq!(found(&ask("様式", &[])), Vec::<i64>::new());
        let filters = vec![("kind".to_owned(), vec!["practice".to_owned()])];
        assert_eq!(found(&Ask { filters, ..ask("", &[RoomId::JAPAN]) }), [2]);
    }

    #[test]
    fn a_sentence_is_told_from_words() {
        let is_sentence = |typed| is_sentence(typed, Synonyms::shipped());
        assert!(is_sentence("退院前カンファレンスに薬剤師を呼ぶ基準はありますか"));
        assert!(!is_sentence("退院　様式"));
    }
}
