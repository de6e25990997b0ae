"""Which municipalities share a border, from their geometry: writes neighbours.csv beside this file.

    python3 assets/reference/neighbours.py FOLDER/municipalities.topo.json [--check]

In a topology two neighbours share the arcs of their border, so nothing is measured. Each pair stands once, under the lower
code. What is joined by a bridge, a tunnel or a ferry only is not adjacent. `--check` compares instead of writing.
"""

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).with_name("neighbours.csv")


def arcs(nested):
    for item in nested:
        if isinstance(item, list):
            yield from arcs(item)
        else:
            # The same arc walked the other way round.
            yield item if item >= 0 else ~item


def pairs(topology):
    owners = defaultdict(set)
    for shape in topology["objects"]["municipalities"]["geometries"]:
        for arc in arcs(shape.get("arcs", [])):
            owners[arc].add(shape["properties"]["code"])
    return {pair for codes in owners.values() for pair in combinations(sorted(codes), 2)}


def table(found):
    rows = defaultdict(list)
    for low, high in sorted(found):
        rows[low].append(high)
    lines = ["code,neighbours", *(f"{code},{' '.join(others)}" for code, others in rows.items())]
    return "\n".join(lines) + "\n"


def main(path, check=False):
    text = table(pairs(json.loads(Path(path).read_text(encoding="utf-8"))))
    if not check:
        FILE.write_text(text, encoding="utf-8", newline="\n")
    elif text != FILE.read_text(encoding="utf-8"):
        sys.exit("neighbours.csv is not what this geometry gives")


if __name__ == "__main__":
    main(sys.argv[1], "--check" in sys.argv[2:])
