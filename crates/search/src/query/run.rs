//! Asks the index: hits, totals and facets, all under the same filters.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use kernel::changes::DocKey;
use tantivy::collector::{Collector, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, QueryClone as _};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::clauses::{self, Clause};
use super::docs::Docs;
use super::facets::{Counts, TagCounts};
use super::meaning::{Meaning, Wish, Word};
use super::rank::{self, Candidate};
use super::statistics::Statistics;
use super::{Ask, Found, Hit, Order, near, spelling};
use crate::analysis::norm::normal_without_dots;
use crate::index::Volume;
use crate::schema::{AT, Fields, ID, THANKED};
use crate::synonyms::Synonyms;

/// Nobody leafs further than this; deeper pages are empty.
const DEEPEST: usize = 10_000;

/// Where fewer documents hold words of the question, others are shown that resemble it.
const FEW: usize = 10;

/// Where fewer documents hold everything, the asker may have meant something else.
const LITTLE: usize = 3;

/// Answers questions in their order. What the same words mean under the same list of synonyms is found out once.
pub fn run_each(volume: &Volume, asks: &[Ask], narrowed: &[DocKey]) -> tantivy::Result<Vec<Found>> {
    let mut meant: HashMap<(&str, *const Synonyms), Arc<Meaning>> = HashMap::new();
    let found = asks.iter().map(|ask| {
        let synonyms = ask.synonyms();
        let meaning = meant.entry((&ask.words, synonyms)).or_insert_with(|| Meaning::with(&ask.words, synonyms).into());
        answer(volume, ask, meaning, narrowed)
    });
    found.collect()
}

/// Answers a question as if these documents, which have been narrowed since the index read them, were not there.
pub fn run(volume: &Volume, ask: &Ask, narrowed: &[DocKey]) -> tantivy::Result<Found> {
    answer(volume, ask, &Meaning::with(&ask.words, ask.synonyms()).into(), narrowed)
}

fn answer(volume: &Volume, ask: &Ask, meaning: &Arc<Meaning>, narrowed: &[DocKey]) -> tantivy::Result<Found> {
    let (searcher, fields) = (&volume.searcher(), &volume.fields);
    let sight = volume.sights.of(searcher, fields, ask, narrowed)?;
    let round = Round {
        searcher,
        fields,
        ask,
        meaning,
        asked: &sight.docs.narrowed(searcher, clauses::narrowing(fields, ask, meaning))?,
        statistics: &Statistics::over(searcher, &sight),
    };
    let (held, heard) = round.held()?;
    let all = round.whole(&held)?;
    let is_phrase = meaning.is_phrase && !ask.names;
    let whole = if is_phrase { round.any()?.or(&all) } else { all.clone() };
    let mut found = Found { heard, any: meaning.any || is_phrase, meaning: Arc::clone(meaning), ..Found::default() };
    let first = ask.offset.min(DEEPEST)..ask.offset.saturating_add(ask.limit).min(DEEPEST);
    (found.whole, found.whole_total) = round.page(&whole, first.clone())?;
    let rest = first.start.saturating_sub(found.whole_total)..first.end.saturating_sub(found.whole_total);
    if !meaning.any && !is_phrase && !meaning.words.is_empty() {
        (found.partial, found.partial_total) = round.partial(&held, &whole, found.whole_total, rest)?;
    }
    found.facets = facets(&round, &whole)?;
    found.tried.clone_from(&meaning.tried);
    // Whoever wants no hits counts.
    if ask.limit == 0 {
        return Ok(found);
    }
    if found.whole_total + found.partial_total < FEW && ask.offset == 0 && !meaning.all.grams.is_empty() {
        let known: Vec<i64> = found.whole.iter().chain(&found.partial).map(|hit| hit.key.id).collect();
        found.near = near::near(&round, &whole, &known)?;
    }
    if found.whole_total < LITTLE || all.len() < LITTLE {
        found.guesses = round.guesses(volume, &held, &sight.docs)?;
    }
    Ok(found)
}

/// A question on its way to an answer.
pub struct Round<'a> {
    /// The index as it is now.
    pub searcher: &'a Searcher,
    /// Its fields.
    pub fields: &'a Fields,
    /// The question.
    pub ask: &'a Ask,
    /// What it means.
    pub meaning: &'a Meaning,
    /// What is visible and passes every filter but the facets.
    pub asked: &'a Docs,
    /// How rare words are among what is visible.
    pub statistics: &'a Statistics<'a>,
}

impl Round<'_> {
    /// For each word the documents that hold it, and the words that some hold by their sound alone. A sentence asks for
    /// none of its words.
    pub(super) fn held(&self) -> tantivy::Result<(Vec<Docs>, Vec<String>)> {
        let (mut held, mut heard) = (Vec::new(), Vec::new());
        for word in self.meaning.words.iter().filter(|_| !self.meaning.any) {
            let written = self.asked.passing(self.searcher, clauses::written(self.fields, word))?;
            // Letters are taken for kana only where nothing holds the letters.
            let spoken = clauses::spoken(self.fields, word).filter(|_| !word.is_romaji() || written.is_empty());
            let Some(spoken) = spoken else {
                held.push(written);
                continue;
            };
            let spoken = self.asked.passing(self.searcher, vec![spoken])?;
            if !spoken.without(&written).is_empty() {
                heard.extend(word.sound().cloned());
            }
            held.push(written.or(&spoken));
        }
        Ok((held, heard))
    }

    /// What holds everything: the documents whose number is told.
    pub(super) fn whole(&self, held: &[Docs]) -> tantivy::Result<Docs> {
        if held.is_empty() && self.meaning.any {
            return self.any();
        }
        let all = |words: &Vec<usize>| fold(words.iter().map(|word| held[*word].clone()), Docs::and);
        let granted = |ways: &Wish| fold(ways.iter().filter_map(all), Docs::or);
        Ok(match fold(self.meaning.wishes.iter().filter_map(granted), Docs::and) {
            Some(docs) => docs,
            None if self.meaning.nothing => self.asked.clone(),
            None => self.asked.without(self.asked),
        })
    }

    /// What holds only some of the words; where nothing holds any word, what holds a morpheme of any.
    fn partial(
        &self,
        held: &[Docs],
        whole: &Docs,
        others: usize,
        page: Range<usize>,
    ) -> tantivy::Result<(Vec<Hit>, usize)> {
        if let [first, more @ ..] = held
            && !more.is_empty()
        {
            let some = more.iter().fold(first.clone(), |all, docs| all.or(docs));
            let (hits, total) = self.page(&some.without(whole), page.clone())?;
            if others + total > 0 {
                return Ok((hits, total));
            }
        }
        if others > 0 {
            // A compound may be told apart: 文字列の比較 for 文字列比較.
            return self.page(&self.every()?.without(whole), page);
        }
        self.page(&self.any()?, page)
    }

    /// What may have been meant by the words that nothing visible holds.
    fn guesses(&self, volume: &Volume, held: &[Docs], visible: &Docs) -> tantivy::Result<Vec<String>> {
        let is_held = |text: &str| -> tantivy::Result<bool> {
            let ways = clauses::written(self.fields, &Word::plain(text));
            Ok(!visible.passing(self.searcher, ways)?.is_empty())
        };
        let words = self.meaning.words.iter().zip(held);
        let unheld = words.filter(|(word, held)| held.is_empty() && !word.morphemes.is_empty()).map(|(word, _)| word);
        let unheld: Vec<&Word> = unheld.take(spelling::MOST).collect();
        if unheld.is_empty() {
            return Ok(Vec::new());
        }
        let (mut all, vocabulary) = (Vec::new(), volume.vocabulary(self.searcher, self.ask.synonyms())?);
        for word in unheld {
            all.extend(spelling::guesses(&vocabulary, word, is_held)?.into_iter().map(|guess| (word, guess)));
        }
        all.sort_by(|(_, a), (_, b)| a.distance.total_cmp(&b.distance));
        let typed = normal_without_dots(&self.ask.words);
        let told = all.into_iter().map(|(word, guess)| typed.replacen(&word.text, &guess.text, 1));
        Ok(told.filter(|guess| *guess != typed).take(spelling::MOST).collect())
    }

    /// What holds all morphemes, wherever.
    fn every(&self) -> tantivy::Result<Docs> {
        let holding = |m| self.asked.passing(self.searcher, clauses::any_of(self.fields, std::iter::once(m)));
        let all = self.meaning.content().map(holding).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(fold(all.into_iter(), Docs::and).unwrap_or_else(|| self.asked.without(self.asked)))
    }

    /// What holds any morpheme.
    fn any(&self) -> tantivy::Result<Docs> {
        self.asked.passing(self.searcher, clauses::any_of(self.fields, self.meaning.content()))
    }

    /// One page of those documents that carry the tags asked for, and the number of all of them.
    fn page(&self, docs: &Docs, page: Range<usize>) -> tantivy::Result<(Vec<Hit>, usize)> {
        if docs.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let tagged = clauses::tagged(self.fields, self.ask, None);
        let docs = &if tagged.is_empty() { docs.clone() } else { docs.narrowed(self.searcher, tagged)? };
        let total = docs.len();
        if page.is_empty() {
            return Ok((Vec::new(), total));
        }
        let thanked = self.ask.order == Order::Thanked;
        let is_sorted = thanked || self.ask.order == Order::Newest || self.meaning.nothing;
        let found = if is_sorted {
            let top = TopDocs::with_limit(page.end).order_by(move |segment: &SegmentReader| sorting(segment, thanked));
            self.searcher.search(docs, &top)?.into_iter().map(|(_, address)| (0.0, address)).collect()
        } else {
            self.best(docs, page.end.max(rank::DEPTH))?
        };
        Ok((self.hits(found, is_sorted, page)?, total))
    }

    /// What a collector makes of a query that scores by what is visible.
    pub fn scored<C: Collector>(&self, query: &dyn Query, collector: &C) -> tantivy::Result<C::Fruit> {
        self.searcher.search_with_statistics_provider(query, collector, self.statistics)
    }

    fn hits(&self, found: Vec<(f32, DocAddress)>, is_sorted: bool, page: Range<usize>) -> tantivy::Result<Vec<Hit>> {
        let mut candidates = rank::candidates(self.searcher, found)?;
        if !is_sorted {
            let terms: Vec<&str> = clauses::distinct_terms(self.meaning).collect();
            rank::rerank(self.searcher, self.statistics, self.fields.words, &terms, self.ask.now, &mut candidates)?;
        }
        let hit = |c: &Candidate| Hit { key: DocKey { kind: self.ask.kind, id: c.id }, score: c.score };
        Ok(candidates.iter().take(page.end).skip(page.start).map(hit).collect())
    }

    /// These documents with the tags asked for; `except` names a facet that shall not filter.
    pub fn tagged(&self, docs: &Docs, except: Option<&str>) -> Vec<(Occur, Clause)> {
        let mut clauses = clauses::tagged(self.fields, self.ask, except);
        clauses.push((Occur::Must, docs.box_clone()));
        clauses
    }
}

/// What comes first where words do not decide: what most found useful, if that is asked for, then what is newest. Rows
/// decide between equals, so that pages do not overlap.
fn sorting(segment: &SegmentReader, thanked: bool) -> impl Fn(DocId) -> (i64, i64, i64) + use<> {
    let fast = segment.fast_fields();
    let column = |name| fast.i64(name).ok().map(|column| column.first_or_default_col(0));
    let columns = [column(THANKED).filter(|_| thanked), column(AT), column(ID)];
    move |doc| {
        let [thanked, at, id] = columns.each_ref().map(|column| column.as_ref().map_or(0, |it| it.get_val(doc)));
        (thanked, at, id)
    }
}

/// All of them in one; nothing of none.
fn fold(docs: impl Iterator<Item = Docs>, join: fn(&Docs, &Docs) -> Docs) -> Option<Docs> {
    docs.reduce(|all, docs| join(&all, &docs))
}

/// The counts of all facets asked for. A facet that filters is counted once more without its own filter.
fn facets(round: &Round<'_>, whole: &Docs) -> tantivy::Result<BTreeMap<String, Vec<(String, u64)>>> {
    let Round { searcher, ask, .. } = round;
    let filters = |facet: &str| ask.filters.iter().any(|(name, slugs)| name == facet && !slugs.is_empty());
    let count = |except: Option<&str>| searcher.search(&BooleanQuery::new(round.tagged(whole, except)), &TagCounts);
    let mut all = BTreeMap::new();
    let mut shared = None;
    for facet in &ask.facets {
        let counts = if filters(facet) {
            of(facet, &count(Some(facet))?)
        } else {
            if shared.is_none() {
                shared = Some(count(None)?);
            }
            shared.as_ref().map(|counts| of(facet, counts)).unwrap_or_default()
        };
        all.insert(facet.clone(), counts);
    }
    Ok(all)
}

/// The slugs of one facet, the most frequent first.
fn of(facet: &str, counts: &Counts) -> Vec<(String, u64)> {
    let slug = |(tag, count): (&String, &u64)| {
        let (name, slug) = tag.split_once(':')?;
        (name == facet).then(|| (slug.to_owned(), *count))
    };
    let mut slugs: Vec<(String, u64)> = counts.iter().filter_map(slug).collect();
    slugs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    slugs
}
