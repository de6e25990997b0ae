"""What is still to be judged, in an order that does not tell where a pair comes from.

Prints `query <tab> document`: of each run the first ten hits; with --like also, for queries of type `gap` and
`wording`, the six documents most like one that answers, since rankers find little for these. Pairs that
qrels/test.tsv judges already are left out. The order is that of a hash, so it is the same every time.

    python3 tests/search/pool.py [--like] RUN...
"""

import argparse
import hashlib
from pathlib import Path

from common import SET, read_judgements, read_lines

DEPTH, ALIKE, BEGINNING = 10, 6, 600


def hits(run):
    for line in run.read_text(encoding="utf-8").splitlines():
        query, _, document, rank, *_ = line.split()
        if int(rank) <= DEPTH:
            yield query, document


def alike(judged):
    from rankers import BM25, words

    texts = {it["_id"]: f"{it['title']}\n{it['text']}" for it in read_lines("corpus.jsonl")}
    ranker = BM25(words, texts)
    for query in read_lines("queries.jsonl"):
        if query["type"] in ("gap", "wording"):
            for answer in (d for d, grade in judged.get(query["_id"], {}).items() if grade == 3):
                for document, _ in ranker.rank(texts[answer][:BEGINNING])[1 : ALIKE + 1]:
                    yield query["_id"], document


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--like", action="store_true")
    options.add_argument("run", nargs="*", type=Path)
    options = options.parse_args()
    judged = read_judgements() if (SET / "qrels" / "test.tsv").exists() else {}
    pairs = {pair for run in options.run for pair in hits(run)}
    pairs |= set(alike(judged)) if options.like else set()
    for query, document in sorted(pairs, key=lambda it: (it[0], hashlib.sha256("".join(it).encode()).digest())):
        if document not in judged.get(query, {}):
            print(f"{query}\t{document}")
