"""Figures of one or more runs on the set, overall and for each type of query, as `yokoito evaluate` reckons them.

    python3 tests/search/figures.py RUN... [--worst N]
"""

import argparse
import math
from pathlib import Path

from common import read_judgements, read_lines


def discounted(gains):
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains[:10]))


def figures(hits, judged):
    """nDCG@10 with linear gains, MRR@10, Recall@100 and Success@5 of one query; every positive grade is relevant."""
    gains = [judged.get(document, 0) for document in hits]
    first = next((rank for rank, gain in enumerate(gains) if gain > 0), 10**9)
    relevant = [grade for grade in judged.values() if grade > 0]
    return (
        discounted(gains) / discounted(sorted(relevant, reverse=True)),
        1 / (first + 1) if first < 10 else 0.0,
        sum(gain > 0 for gain in gains[:100]) / len(relevant),
        float(first < 5),
    )


def mean(rows):
    return [sum(column) / len(rows) for column in zip(*rows)]


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("run", nargs="+", type=Path)
    options.add_argument("--worst", type=int, default=0)
    options = options.parse_args()
    judged, queries = read_judgements(), read_lines("queries.jsonl")
    queries = [query for query in queries if any(judged.get(query["_id"], {}).values())]
    types = list(dict.fromkeys(query["type"] for query in queries))
    print("| queries | ranker | nDCG@10 | MRR@10 | Recall@100 | Success@5 |\n|---|---|---|---|---|---|")
    tables = {}
    for run in options.run:
        hits = {}
        for line in run.read_text(encoding="utf-8").splitlines():
            query, _, document, *_ = line.split()
            hits.setdefault(query, []).append(document)
        tables[run] = {query["_id"]: figures(hits.get(query["_id"], []), judged[query["_id"]]) for query in queries}
    for kind in ["all", "all but gap", *types]:
        kept = [query for query in queries if kind in ("all", query["type"])]
        kept = kept if kind != "all but gap" else [query for query in queries if query["type"] != "gap"]
        chosen = [query["_id"] for query in kept]
        for run, table in tables.items():
            row = " | ".join(f"{figure:.3f}" for figure in mean([table[query] for query in chosen]))
            print(f"| {kind} ({len(chosen)}) | {run.stem} | {row} |")
    table = tables[options.run[0]]
    for query in sorted(queries, key=lambda query: table[query["_id"]][0])[: options.worst]:
        print(f"{table[query['_id']][0]:.3f} {query['_id']} {query['type']} {query['text']}")
