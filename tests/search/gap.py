"""Proves that the queries of type `gap` share no content word with any document judged relevant for them.

Shared means any of these, after NFKC and lower case, a document being its title, opening and replies:
1. two neighbouring characters of a run of kanji, or of a run of katakana;
2. a kanji that stands alone as a word (between kana, punctuation or ends) in both;
3. a word of Latin letters or a number;
4. a noun, verb, adjective or adverb, by its base form (Janome with IPADIC), whatever script it is written in.
Words that carry no subject (common.LIGHT: 人, とき, する, よい and their like) do not count.

    python3 tests/search/gap.py
"""

import re
import sys
import unicodedata

from common import LIGHT, morphemes, read_judgements, read_lines


def shared(query, text):
    """What a query and a text have in common."""
    return features(query) & features(text)


def features(text):
    text = unicodedata.normalize("NFKC", text).lower()
    kanji = re.findall(r"[一-龠々〆ヶ]+", text)
    runs = kanji + re.findall(r"[ァ-ヴー]+", text)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    alone = {run for run in kanji if len(run) == 1}
    latin = set(re.findall(r"[a-z]+|[0-9]+", text))
    words = {base for base, _, content in morphemes(text) if content}
    return (pairs | alone | latin | words) - LIGHT


if __name__ == "__main__":
    texts = {it["_id"]: f"{it['title']}\n{it['text']}" for it in read_lines("corpus.jsonl")}
    judged, bad, proved = read_judgements(), 0, 0
    for query in read_lines("queries.jsonl"):
        if query["type"] != "gap":
            continue
        relevant = [d for d, grade in judged[query["_id"]].items() if grade > 0]
        for document in relevant:
            common = shared(query["text"], texts[document])
            if common:
                bad += 1
                print(f"{query['_id']} {query['text']} / {document} {texts[document][:30]}: {' '.join(sorted(common))}")
        proved += bool(relevant)
    print(f"{proved} queries of type gap, {bad} pairs that share a word")
    sys.exit(bad > 0)
