"""Writes domain/corpus.jsonl from the discussions that ship with the demo; with --check only compares.

    python3 tests/search/corpus.py [--check]
"""

import json
import sys

from common import SET, documents, read_judgements, read_lines

lines = [json.dumps({"_id": i, "title": title, "text": text}, ensure_ascii=False) for i, title, text in documents()]
corpus, file = "\n".join(lines) + "\n", SET / "corpus.jsonl"
if "--check" not in sys.argv[1:]:
    file.write_text(corpus, encoding="utf-8")
elif file.read_text(encoding="utf-8") != corpus:
    sys.exit("corpus.jsonl is not what the discussions say: run corpus.py, and judge anew what changed")

ids = [i for i, _, _ in documents()]
if len(ids) != len(set(ids)):
    sys.exit("two discussions have the same title")
if (SET / "qrels" / "test.tsv").exists():
    judged, asked = read_judgements(), {query["_id"] for query in read_lines("queries.jsonl")}
    gone = {document for grades in judged.values() for document in grades} - set(ids)
    if gone:
        sys.exit(f"judged, but no longer in the corpus: {', '.join(sorted(gone))}")
    answered = {query for query, grades in judged.items() if any(grades.values())}
    if asked != answered:
        sys.exit(f"without a query or without an answer: {', '.join(sorted(asked ^ answered))}")
print(f"{len(ids)} documents")
