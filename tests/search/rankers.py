"""Three plain rankers to compare the product's search with, and to pool from; each writes a TREC run.

bigrams  BM25 over pairs of neighbouring characters
words    BM25 over base forms of nouns, verbs, adjectives and adverbs (Janome with IPADIC)
sounds   BM25 over triples of sounds, by the reading of each morpheme

    python3 tests/search/rankers.py FOLDER
"""

import math
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from common import morphemes, read_lines

K1, B, DEPTH = 1.2, 0.75, 100


def bigrams(text):
    text = "".join(normal(text).split())
    return [text[at : at + 2] for at in range(max(1, len(text) - 1))]


def words(text):
    return [base for base, _, content in morphemes(normal(text)) if content]


def sounds(text):
    heard = "".join(reading for _, reading, _ in morphemes(normal(text)) if reading.strip())
    return [heard[at : at + 3] for at in range(max(1, len(heard) - 2))]


def normal(text):
    return unicodedata.normalize("NFKC", text).lower()


class BM25:
    """The usual formula, as in Lucene; a term of the query that occurs twice counts twice."""

    def __init__(self, terms, texts):
        self.terms, self.counts = terms, {i: Counter(terms(text)) for i, text in texts.items()}
        self.lengths = {i: sum(count.values()) for i, count in self.counts.items()}
        self.mean = sum(self.lengths.values()) / len(texts)
        self.holders = Counter(term for count in self.counts.values() for term in count)

    def weight(self, term):
        holders = self.holders[term]
        return math.log(1 + (len(self.counts) - holders + 0.5) / (holders + 0.5))

    def rank(self, query):
        asked, scores = self.terms(query), {}
        for i, count in self.counts.items():
            norm = K1 * (1 - B + B * self.lengths[i] / self.mean)
            score = sum(self.weight(t) * count[t] * (K1 + 1) / (count[t] + norm) for t in asked if count[t])
            if score > 0:
                scores[i] = score
        return sorted(scores.items(), key=lambda it: (-it[1], it[0]))[:DEPTH]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    texts = {it["_id"]: f"{it['title']}\n{it['text']}" for it in read_lines("corpus.jsonl")}
    for terms in (bigrams, words, sounds):
        ranker, lines = BM25(terms, texts), []
        for query in read_lines("queries.jsonl"):
            for rank, (document, score) in enumerate(ranker.rank(query["text"]), 1):
                lines.append(f"{query['_id']} Q0 {document} {rank} {score:.5f} {terms.__name__}\n")
        (folder / f"{terms.__name__}.run").write_text("".join(lines), encoding="utf-8")
