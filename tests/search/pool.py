"""Pools the first ten hits of each run for every query, in an order that does not tell which ranker found what.

Prints `query <tab> document`; pairs that qrels/test.tsv judges already are left out. The order comes from a hash of
the pair, so it is the same every time.

    python3 tests/search/pool.py RUN...
"""

import hashlib
import sys
from pathlib import Path

from common import SET, read_judgements

DEPTH = 10

if __name__ == "__main__":
    judged = read_judgements() if (SET / "qrels" / "test.tsv").exists() else {}
    pool = set()
    for run in sys.argv[1:]:
        for line in Path(run).read_text(encoding="utf-8").splitlines():
            query, _, document, rank, *_ = line.split()
            if int(rank) <= DEPTH and document not in judged.get(query, {}):
                pool.add((query, document))
    for query, document in sorted(pool, key=lambda it: (it[0], hashlib.sha256("".join(it).encode()).digest())):
        print(f"{query}\t{document}")
