//! A plain configuration to compare the search with: the same dictionary and the same pairs of characters, asked with
//! fixed weights and without anything that the product adds (readings, synonyms, words that must be held, recency).
//!
//! `cargo run --release -p search --example reference -- FOLDER…`
//!
//! Words weigh 1, pairs of characters 0.4 (of hiragana only 0.08), neighbouring words 0.5. The best 200 are weighed by
//! how much of the question's words, by rarity, they hold: `score × (0.05 + 0.95 × share)^0.5`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use search::analysis::{Gram, GramKind, Morpheme, Norm, grams, morphemes};
use search::evaluate::{Line, measure};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocAddress, DocSet as _, Index, IndexReader, IndexWriter, TERMINATED, TantivyDocument, Term};

/// Hits that are weighed again.
const WEIGHED: usize = 200;
/// Hits that are answered with.
const ANSWERED: usize = 100;
/// Neighbouring words may have so many positions between them, counting their own.
const APART: usize = 2;

fn main() -> anyhow::Result<()> {
    search::analysis::dictionary::check()?;
    for folder in std::env::args().skip(1) {
        let report = measure(Path::new(&folder), None, Reference::index, Reference::ask)?;
        println!("{folder}: {report:#.4?}");
    }
    Ok(())
}

struct Reference {
    reader: IndexReader,
    at: Field,
    words: Field,
    pairs: Field,
}

/// A text as terms with their positions.
struct Terms {
    words: Vec<(String, usize)>,
    pairs: Vec<Gram>,
}

impl Terms {
    fn of(text: &str) -> Self {
        let norm = Norm::of(text);
        let words =
            morphemes(&norm.text).into_iter().filter(Morpheme::is_indexed).map(|m| (m.term, m.position)).collect();
        Self { words, pairs: grams(&norm.text).into_iter().filter(|gram| gram.kind != GramKind::Last).collect() }
    }
}

impl Reference {
    fn index(corpus: &[Line]) -> anyhow::Result<Self> {
        let mut schema = Schema::builder();
        let positions = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(positions);
        let at = schema.add_u64_field("at", FAST | INDEXED);
        let [words, pairs] = ["words", "pairs"].map(|name| schema.add_text_field(name, text.clone()));
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 200 << 20)?;
        for (place, line) in (0_u64..).zip(corpus) {
            let terms = Terms::of(&format!("{}\n{}", line.title, line.text));
            let mut document = TantivyDocument::new();
            document.add_u64(at, place);
            document.add_pre_tokenized_text(words, tokens(terms.words));
            document
                .add_pre_tokenized_text(pairs, tokens(terms.pairs.into_iter().map(|gram| (gram.text, gram.position))));
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Self { reader: index.reader()?, at, words, pairs })
    }

    fn ask(&self, question: &str) -> anyhow::Result<Vec<usize>> {
        let terms = Terms::of(question);
        let words: BTreeMap<&str, Term> =
            terms.words.iter().map(|(word, _)| (word.as_str(), Term::from_field_text(self.words, word))).collect();
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(WEIGHED).order_by_score();
        let hits: Vec<(f32, DocAddress)> = searcher.search(&BooleanQuery::new(self.clauses(&terms, &words)), &best)?;
        let held = self.share_held(&words, &hits)?;
        let mut weighed: Vec<(f32, DocAddress)> = hits
            .into_iter()
            .map(|(score, hit)| (score * (0.05 + 0.95 * held.get(&hit).copied().unwrap_or(0.0)).sqrt(), hit))
            .collect();
        weighed.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let name = searcher.schema().get_field_name(self.at).to_owned();
        let place = |(_, hit): &(f32, DocAddress)| {
            let column = searcher.segment_reader(hit.segment_ord).fast_fields().u64(&name)?;
            Ok(usize::try_from(column.first(hit.doc_id).unwrap_or(u64::MAX))?)
        };
        weighed.iter().take(ANSWERED).map(place).collect()
    }

    fn clauses(&self, terms: &Terms, words: &BTreeMap<&str, Term>) -> Vec<(Occur, Box<dyn Query>)> {
        let term = |term: Term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>;
        let weighed = |query, weight| (Occur::Should, Box::new(BoostQuery::new(query, weight)) as Box<dyn Query>);
        let mut clauses: Vec<_> = words.values().map(|word| weighed(term(word.clone()), 1.0)).collect();
        let pairs: BTreeMap<&str, &Gram> = terms.pairs.iter().map(|gram| (gram.text.as_str(), gram)).collect();
        for (text, gram) in pairs {
            let weight = if gram.is_hiragana() { 0.08 } else { 0.4 };
            clauses.push(weighed(term(Term::from_field_text(self.pairs, text)), weight));
        }
        for neighbours in terms.words.windows(2) {
            let [(left, first), (right, second)] = neighbours else { continue };
            let apart = second - first;
            if (1..=APART).contains(&apart) {
                let both = vec![(0, words[left.as_str()].clone()), (apart, words[right.as_str()].clone())];
                clauses.push(weighed(Box::new(PhraseQuery::new_with_offset_and_slop(both, 0)), 0.5));
            }
        }
        clauses
    }

    /// Of the words of a question, by rarity, the share that each hit holds.
    fn share_held(
        &self,
        words: &BTreeMap<&str, Term>,
        hits: &[(f32, DocAddress)],
    ) -> anyhow::Result<HashMap<DocAddress, f32>> {
        let searcher = self.reader.searcher();
        let mut docs: Vec<DocAddress> = hits.iter().map(|(_, hit)| *hit).collect();
        docs.sort_unstable();
        let (mut held, mut sum) = (HashMap::new(), 0.0);
        for word in words.values() {
            let rarity = rarity(searcher.num_docs(), searcher.doc_freq(word)?);
            sum += rarity;
            for segment in docs.chunk_by(|left, right| left.segment_ord == right.segment_ord) {
                let inverted = searcher.segment_reader(segment[0].segment_ord).inverted_index(self.words)?;
                let Some(mut postings) = inverted.read_postings(word, IndexRecordOption::Basic)? else { continue };
                for hit in segment {
                    if postings.doc() < hit.doc_id {
                        postings.seek(hit.doc_id);
                    }
                    if postings.doc() == TERMINATED {
                        break;
                    }
                    if postings.doc() == hit.doc_id {
                        *held.entry(*hit).or_insert(0.0) += rarity;
                    }
                }
            }
        }
        Ok(held.into_iter().map(|(hit, part)| (hit, part / f32::max(sum, f32::EPSILON))).collect())
    }
}

/// As BM25 reckons it.
#[expect(clippy::cast_precision_loss, reason = "a weight need not be exact")]
fn rarity(documents: u64, holding: u64) -> f32 {
    let (all, some) = (documents as f32, holding as f32);
    ((all - some + 0.5) / (some + 0.5)).ln_1p()
}

fn tokens(terms: impl IntoIterator<Item = (String, usize)>) -> PreTokenizedString {
    let token = |(text, position)| Token { text, position, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: terms.into_iter().map(token).collect() }
}
