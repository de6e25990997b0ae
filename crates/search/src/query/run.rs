//! Asks the index: hits, totals and facets, all under the same filters.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kernel::changes::DocKey;
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, QueryClone as _};
use tantivy::{DocAddress, Order as Sorting, Searcher};

use super::clauses::{self, Clause};
use super::docs::Docs;
use super::facets::{Counts, TagCounts};
use super::meaning::Meaning;
use super::rank::{self, Candidate};
use super::statistics::Statistics;
use super::{Ask, Found, Hit, Order};
use crate::schema::{AT, Fields};

/// Nobody leafs further than this; deeper pages are empty.
const DEEPEST: usize = 10_000;

/// Answers a question as if these documents, which have been narrowed since the index read them, were not there.
pub fn run(searcher: &Searcher, fields: &Fields, ask: &Ask, narrowed: &[DocKey]) -> tantivy::Result<Found> {
    let meaning = Meaning::of(&ask.words);
    let visible = Docs::of(searcher, &BooleanQuery::new(clauses::visible(fields, ask, narrowed)))?;
    let round = Round {
        searcher,
        fields,
        ask,
        meaning: &meaning,
        asked: &visible.narrowed(searcher, clauses::narrowing(fields, ask, &meaning))?,
        statistics: &Statistics::over(searcher, &visible),
    };
    let (held, heard) = round.held()?;
    let whole = round.whole(&held)?;
    let mut found = Found { heard, ..Found::default() };
    let first = ask.offset.min(DEEPEST)..ask.offset.saturating_add(ask.limit).min(DEEPEST);
    (found.whole, found.whole_total) = round.page(&whole, first.clone())?;
    let rest = first.start.saturating_sub(found.whole_total)..first.end.saturating_sub(found.whole_total);
    if !meaning.any && !meaning.words.is_empty() {
        (found.partial, found.partial_total) = round.partial(&held, &whole, found.whole_total, rest)?;
    }
    found.facets = facets(&round, &whole)?;
    found.tried.clone_from(&meaning.tried);
    Ok(found)
}

struct Round<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    ask: &'a Ask,
    meaning: &'a Meaning,
    /// What is visible and passes every filter but the facets.
    asked: &'a Docs,
    statistics: &'a Statistics<'a>,
}

impl Round<'_> {
    /// For each word the documents that hold it, and the words that some hold by their sound alone. A sentence asks for
    /// none of its words.
    fn held(&self) -> tantivy::Result<(Vec<Docs>, Vec<String>)> {
        let (mut held, mut heard) = (Vec::new(), Vec::new());
        for word in self.meaning.words.iter().filter(|_| !self.meaning.any) {
            let written = self.asked.passing(self.searcher, clauses::written(self.fields, word))?;
            let Some(spoken) = clauses::spoken(self.fields, word) else {
                held.push(written);
                continue;
            };
            let spoken = self.asked.passing(self.searcher, vec![spoken])?;
            if !spoken.without(&written).is_empty() {
                heard.extend(word.kana.clone());
            }
            held.push(written.or(&spoken));
        }
        Ok((held, heard))
    }

    /// What holds everything: the documents whose number is told.
    fn whole(&self, held: &[Docs]) -> tantivy::Result<Docs> {
        match held {
            [] if self.meaning.any => self.any(),
            [] if self.meaning.nothing => Ok(self.asked.clone()),
            [] => Ok(self.asked.without(self.asked)),
            [first, others @ ..] => Ok(others.iter().fold(first.clone(), |all, docs| all.and(docs))),
        }
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
            return Ok((Vec::new(), 0));
        }
        self.page(&self.any()?, page)
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
        let mut clauses = self.tagged(docs, None);
        if page.is_empty() {
            return Ok((Vec::new(), self.searcher.search(&BooleanQuery::new(clauses), &Count)?));
        }
        let newest = self.ask.order == Order::Newest || self.meaning.nothing;
        let (found, total) = if newest {
            let top = TopDocs::with_limit(page.end).order_by_fast_field::<i64>(AT, Sorting::Desc);
            let (found, total) = self.searcher.search(&BooleanQuery::new(clauses), &(top, Count))?;
            (found.into_iter().map(|(_, address)| (0.0, address)).collect(), total)
        } else {
            clauses.extend(clauses::ranking(self.fields, self.meaning, docs));
            let top = TopDocs::with_limit(page.end.max(rank::DEPTH)).order_by_score();
            let (mut found, total) = self.scored(clauses, &(top, Count))?;
            self.add_neighbours(&mut found)?;
            (found, total)
        };
        Ok((self.hits(found, newest, page)?, total))
    }

    /// Adds to the scores of the best documents what words are worth that are neighbours there as they were typed.
    fn add_neighbours(&self, found: &mut [(f32, DocAddress)]) -> tantivy::Result<()> {
        let mut clauses = clauses::neighbours(self.fields, self.meaning);
        if clauses.is_empty() {
            return Ok(());
        }
        let best = found.len().min(rank::DEPTH);
        let best = &mut found[..best];
        clauses.push((Occur::Must, Docs::at(self.searcher, best.iter().map(|(_, address)| *address)).box_clone()));
        let more = self.scored(clauses, &TopDocs::with_limit(rank::DEPTH).order_by_score())?;
        let more: HashMap<DocAddress, f32> = more.into_iter().map(|(score, address)| (address, score)).collect();
        for (score, address) in best {
            *score += more.get(address).copied().unwrap_or_default();
        }
        Ok(())
    }

    fn scored<C: Collector>(&self, clauses: Vec<(Occur, Clause)>, collector: &C) -> tantivy::Result<C::Fruit> {
        self.searcher.search_with_statistics_provider(&BooleanQuery::new(clauses), collector, self.statistics)
    }

    fn hits(&self, found: Vec<(f32, DocAddress)>, newest: bool, page: Range<usize>) -> tantivy::Result<Vec<Hit>> {
        let mut candidates = rank::candidates(self.searcher, found)?;
        if !newest {
            let terms: Vec<&str> = clauses::distinct_terms(self.meaning).collect();
            rank::rerank(self.searcher, self.statistics, self.fields.words, &terms, self.ask.now, &mut candidates)?;
        }
        let hit = |c: &Candidate| Hit { key: DocKey { kind: self.ask.kind, id: c.id }, score: c.score };
        Ok(candidates.iter().take(page.end).skip(page.start).map(hit).collect())
    }

    fn tagged(&self, docs: &Docs, except: Option<&str>) -> Vec<(Occur, Clause)> {
        let mut clauses = clauses::tagged(self.fields, self.ask, except);
        clauses.push((Occur::Must, docs.box_clone()));
        clauses
    }
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
