"""What the scripts of the test set share: its files, and the words of a Japanese text."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SET = Path(__file__).resolve().parent / "domain"
DISCUSSIONS = ROOT / "assets" / "demo" / "discussions"

# Words that carry no subject: a query and a text may share them and still have nothing in common.
LIGHT = set("人 方 時 とき こと もの ところ 所 さん 私 何 誰 どこ いつ 前 後 中 上 たび ため よう そう ほう うち よそ "
            "する なる いる ある できる くれる もらう いく くる おく しまう みる やる れる られる せる よい いい ない ほしい "
            "多い どう なぜ たい たち ら み 的 者 化 度 等 の ん".split())
CONTENT = ("名詞", "動詞", "形容詞", "副詞")


def documents():
    """The discussions of the demo as (id, title, text): one document each, opening and replies."""
    for file in sorted(DISCUSSIONS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                it = json.loads(line)
                text = "\n\n".join([it["body"], *(reply["body"] for reply in it["replies"])])
                yield document_id(it["title"]), it["title"], text


def document_id(title):
    """An id that neither the order of the files nor an edited reply changes."""
    return "d" + hashlib.sha256(title.encode("utf-8")).hexdigest()[:8]


def read_lines(name):
    """The objects of a file of the set with one JSON object a line."""
    text = (SET / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def read_judgements():
    """{query: {document: grade}}, the zeros too."""
    judged = {}
    for line in (SET / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        judged.setdefault(query, {})[document] = int(grade)
    return judged


@lru_cache(maxsize=None)
def morphemes(text):
    """(base form, reading, whether it carries a subject) of each morpheme."""
    found = []
    for token in tokenizer().tokenize(text):
        base = token.surface if token.base_form == "*" else token.base_form
        reading = token.surface if token.reading == "*" else token.reading
        kind = token.part_of_speech.split(",")
        content = kind[0] in CONTENT and kind[1] not in ("非自立", "接尾", "代名詞") and base not in LIGHT
        content = content and bool(re.search(r"\w", base))
        found.append((base.lower(), katakana(reading), content))
    return found


@lru_cache(maxsize=1)
def tokenizer():
    from janome.tokenizer import Tokenizer

    return Tokenizer()


def katakana(text):
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
