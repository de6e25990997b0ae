//! The best hits of a question among a set of documents, and what decides which these are.

use std::collections::{HashMap, HashSet};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Occur, Query, QueryClone as _, Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, SegmentReader};

use super::clauses::{Clause, MOST_TERMS, adjacent, boosted, distinct_terms, scored, should, spoken, weight};
use super::docs::Docs;
use super::meaning::Meaning;
use super::rank;
use super::run::Round;
use crate::analysis::GramKind;
use crate::analysis::kana::is_katakana;
use crate::schema::Fields;

/// No more neighbours than this count for ranking; they are phrases too.
const MOST_NEIGHBOURS: usize = 32;

/// So many of the best by words are looked at again, since what words are worth beside others may put a document before
/// others: three times as many as are ordered anew.
const LIKELY: usize = 3 * rank::DEPTH;

impl Round<'_> {
    /// The best of these documents.
    ///
    /// Of many, those are left out first that cannot be among the best by the words alone: with pairs, some of which are
    /// in most documents, and with phrases nearly all would have to be looked at. Whether that is done does not depend on
    /// the limit, so that the pages of an answer follow each other.
    pub fn best(&self, docs: &Docs, limit: usize) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        if docs.len() > LIKELY {
            let likely = TopDocs::with_limit(limit.max(LIKELY)).order_by_score();
            let mut found = self.scored(&Among::new(docs, words(self.fields, self.meaning)), &likely)?;
            if found.len() >= LIKELY {
                self.weigh_again(&mut found, |best| self.beside_words(best))?;
                found[..LIKELY].sort_by(|(a, _), (b, _)| b.total_cmp(a));
                // Whatever holds none of the words, but a synonym, comes last.
                if found.len() < limit {
                    let held = Docs::at(self.searcher, found.iter().map(|(_, address)| *address));
                    let left = limit - found.len();
                    found.extend(self.by_everything(&docs.without(&held), left)?);
                }
                found.truncate(limit);
                return Ok(found);
            }
        }
        let mut found = self.by_everything(docs, limit)?;
        self.weigh_again(&mut found, |_| Vec::new())?;
        Ok(found)
    }

    /// The best by all that counts but neighbours.
    fn by_everything(&self, docs: &Docs, limit: usize) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        let mut clauses = words(self.fields, self.meaning);
        clauses.extend(self.beside_words(docs));
        clauses.push((Occur::Must, docs.box_clone()));
        self.scored(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())
    }

    fn beside_words(&self, docs: &Docs) -> Vec<(Occur, Clause)> {
        let mut all = pairs(self.fields, self.meaning);
        all.extend(others(self.fields, self.meaning, docs));
        all
    }

    /// Adds to the scores of the best documents what words are worth that are neighbours there as they were typed, and
    /// what has not been counted yet.
    fn weigh_again(
        &self,
        found: &mut [(f32, DocAddress)],
        uncounted: impl Fn(&Docs) -> Vec<(Occur, Clause)>,
    ) -> tantivy::Result<()> {
        let best = found.len().min(LIKELY);
        let best = &mut found[..best];
        let docs = Docs::at(self.searcher, best.iter().map(|(_, address)| *address));
        let mut clauses = neighbours(self.fields, self.meaning, &docs);
        clauses.extend(uncounted(&docs));
        if clauses.is_empty() {
            return Ok(());
        }
        clauses.push((Occur::Must, docs.box_clone()));
        let more =
            self.scored(&BooleanQuery::new(clauses), &TopDocs::with_limit(best.len().max(1)).order_by_score())?;
        let more: HashMap<DocAddress, f32> = more.into_iter().map(|(score, address)| (address, score)).collect();
        for (score, address) in best {
            *score += more.get(address).copied().unwrap_or_default();
        }
        Ok(())
    }
}

/// What decides which documents are best: words.
pub(super) fn words(fields: &Fields, meaning: &Meaning) -> Vec<(Occur, Clause)> {
    distinct_terms(meaning).map(|term| scored(fields.words, term, weight::MORPHEME)).collect()
}

/// Pairs of characters, which count where words are told apart in another way.
pub(super) fn pairs(fields: &Fields, meaning: &Meaning) -> Vec<(Occur, Clause)> {
    let mut seen = HashSet::new();
    let ranked = meaning.all.grams.iter().filter(|gram| gram.is_ranked() && seen.insert(gram.text.as_str()));
    let weighed = ranked.take(MOST_TERMS).map(|gram| {
        let is_faint = gram.kind == GramKind::Pair && gram.is_hiragana();
        scored(fields.grams, &gram.text, if is_faint { weight::HIRAGANA } else { weight::GRAM })
    });
    weighed.collect()
}

/// What counts a little beside it among these documents: synonyms and readings.
pub(super) fn others(fields: &Fields, meaning: &Meaning, docs: &dyn Query) -> Vec<(Occur, Clause)> {
    let mut all = Vec::new();
    for word in meaning.words.iter().chain([&meaning.all]) {
        let others = word.alternatives.iter().filter(|other| !other.morphemes.is_empty());
        all.extend(others.map(|other| {
            let weight = if other.is_related { weight::RELATED } else { weight::SYNONYM };
            should(boosted(within(docs, adjacent(fields, &other.morphemes)), weight))
        }));
        // What is written in katakana is compared in writing.
        let heard = spoken(fields, word).filter(|_| !word.text.chars().all(is_katakana));
        all.extend(heard.map(|clause| should(boosted(within(docs, clause), weight::SOUND))));
    }
    all
}

/// What decides the order of these, the best documents, beside it: words that are neighbours, which are phrases, and dear.
pub(super) fn neighbours(fields: &Fields, meaning: &Meaning, docs: &dyn Query) -> Vec<(Occur, Clause)> {
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    for pair in meaning.all.morphemes.windows(2) {
        let (gap, terms) = (pair[1].position - pair[0].position, (&pair[0].term, &pair[1].term));
        if gap <= 2 && seen.len() < MOST_NEIGHBOURS && seen.insert((terms, gap)) {
            all.push(should(boosted(within(docs, adjacent(fields, pair)), weight::NEIGHBOURS)));
        }
    }
    all
}

/// A phrase among these documents; beside other clauses it would be compared in all that hold its terms.
fn within(docs: &dyn Query, phrase: Clause) -> Clause {
    Box::new(BooleanQuery::intersection(vec![docs.box_clone(), phrase]))
}

/// A question of nothing but terms, of which only some documents are hits.
///
/// The engine leaves out what cannot be among the best only where a question is nothing but terms. Joined with a set it
/// scores every document of the set, which of a hundred thousand takes a long question 20 ms.
#[derive(Debug)]
pub struct Among {
    docs: Docs,
    terms: BooleanQuery,
}

impl Among {
    /// The documents among these that hold any of the terms.
    pub fn new(docs: &Docs, terms: Vec<(Occur, Clause)>) -> Self {
        Self { docs: docs.clone(), terms: BooleanQuery::new(terms) }
    }
}

impl Clone for Among {
    fn clone(&self) -> Self {
        Self { docs: self.docs.clone(), terms: self.terms.clone() }
    }
}

impl Query for Among {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let both = [self.docs.box_clone(), self.terms.box_clone()].map(|part| (Occur::Must, part));
        let both = BooleanQuery::new(both.into()).weight(scoring)?;
        Ok(Box::new(Best { docs: self.docs.clone(), terms: self.terms.weight(scoring)?, both }))
    }
}

struct Best {
    docs: Docs,
    terms: Box<dyn Weight>,
    /// The same for whoever wants all of them.
    both: Box<dyn Weight>,
}

impl Weight for Best {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.both.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.both.explain(segment, doc)
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        segment: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let Some(docs) = self.docs.within(segment) else { return Ok(()) };
        let mut least = threshold;
        self.terms.for_each_pruning(threshold, segment, &mut |doc, score| {
            if docs.contains(doc as usize) {
                least = callback(doc, score);
            }
            least
        })
    }
}
