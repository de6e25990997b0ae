"""Outlines of municipalities for the maps: writes ../maps/NN.svg, and frames.csv and shapes.csv beside this file.

    python3 assets/reference/maps.py FOLDER [--check]

FOLDER holds municipalities.topo.json and prefectures.topo.json. Every border is simplified once, by the smaller of the two
that share it, so neighbours still fit together; all prefectures share one Mercator grid, so a map may show several.
`--check` compares instead of writing.
"""

import csv
import io
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
# Units of the grid for a degree of longitude, about 60 m each in the middle of Japan, and the degrees at its corner.
GRID, WEST, NORTH = 1500, 122, 46
# Simplified by this share of a town's width; a town in a wide prefecture is drawn smaller, so it loses a little more.
TOWN, PREFECTURE = 0.03, 0.0016
# Islands that are smaller than this share of a town's largest part are left out; farther from it than this, larger ones too.
SPECK, FAR, FAR_SPECK = 0.004, 700, 0.12
# Pixels that a map and an inset are drawn for, and the space around the outlines, as a share of their size.
MAP, INSET, MARGIN = (800, 704), (240, 240), 0.03
LETTER = 16
# Parts of a prefecture that are drawn in frames of their own, since they lie far from the rest.
INSETS = [
    ("13", "大島・利島・新島・神津島", "13361 13362 13363 13364"),
    ("13", "三宅島・御蔵島", "13381 13382"),
    ("13", "八丈島・青ヶ島", "13401 13402"),
    ("13", "小笠原諸島", "13421"),
    ("42", "対馬・壱岐", "42209 42210"),
    ("46", "種子島・屋久島", "46213 46501 46502 46505"),
    ("46", "三島・十島", "46303 46304"),
    ("46", "奄美群島", "46222 46523 46524 46525 46527 46529 46530 46531 46532 46533 46534 46535"),
    ("47", "大東諸島", "47357 47358"),
    ("47", "宮古列島", "47214 47375"),
    ("47", "八重山列島", "47207 47381 47382"),
]
# The six villages of 北方領土 are in no list of municipalities, so their islands are drawn from the outline of the prefecture.
NORTHERN = ("01", "北方領土", "01-north")


def mercator(lon, lat):
    y = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    top = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(NORTH) / 2)))
    return round((lon - WEST) * GRID), round((top - y) * GRID)


def decoded(topology):
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(mercator(x * kx + x0, y * ky + y0))
        yield points


def rings(shape):
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [[tuple(ring) for ring in polygon] for polygon in polygons]


def walked(ring, arcs):
    points = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points[:-1]


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1])) / 2


def middle(points):
    whole = area(points) or 1
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(points, points[1:] + points[:1])]
    return tuple(sum((a[axis] + b[axis]) * cross for a, b, cross in pairs) / (6 * whole) for axis in (0, 1))


def inside(point, points):
    (x, y), hit = point, False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            hit = not hit
    return hit


def simplified(points, tolerance):
    """Visvalingam: drops the point that changes the least area, until each would change more than a square of the tolerance."""
    points = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    least = 4 if points[0] == points[-1] else 2
    while len(points) > least:
        sizes = [abs(area(list(points[index - 1 : index + 2]))) for index in range(1, len(points) - 1)]
        smallest = min(sizes)
        if smallest > tolerance * tolerance / 2:
            break
        del points[sizes.index(smallest) + 1]
    return points


def kept(polygons, arcs):
    """The parts of a town that are drawn: its largest one and its islands, but for specks and what is too far away."""
    outer = [walked(polygon[0], arcs) for polygon in polygons]
    sizes = [abs(area(points)) for points in outer]
    largest = max(range(len(sizes)), key=sizes.__getitem__)
    (x, y) = middle(outer[largest])
    for polygon, points, size in zip(polygons, outer, sizes):
        distance = min(math.hypot(px - x, py - y) for px, py in points)
        share = SPECK if distance < FAR else FAR_SPECK if distance < 2.5 * FAR else 1
        if size >= share * sizes[largest]:
            yield polygon


def drawn(rings):
    text = ""
    for points in rings:
        text += f"M{points[0][0]} {points[0][1]}l"
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:])]
        numbers = [str(number) for step in steps for number in step]
        text += numbers[0] + "".join(n if n.startswith("-") else " " + n for n in numbers[1:]) + "z"
    return text


def lines(pieces):
    text = ""
    for points in pieces:
        text += drawn([points])[:-1]
    return text


def box(rings):
    xs, ys = zip(*(point for points in rings for point in points))
    return min(xs), min(ys), max(xs), max(ys)


def joined(boxes):
    left, top, right, bottom = zip(*boxes)
    return min(left), min(top), max(right), max(bottom)


def northern(topology):
    """The islands east of the strait of 根室, as they stand in the outline of Hokkaido."""
    arcs = list(decoded(topology))
    shape = next(s for s in topology["objects"]["prefectures"]["geometries"] if s["properties"]["code"] == "01")
    outer = [walked(polygon[0], arcs) for polygon in rings(shape)]
    # 歯舞群島 lie south of these and belong to 根室市; the main island is by far larger.
    west, south = mercator(145.4, 43.65)
    spots = [(points, middle(points)) for points in outer if 300 < abs(area(points)) < 5_000_000]
    found = [points for points, (x, y) in spots if x > west and y < south]
    return [simplified(points + points[:1], 9)[:-1] for points in found]


def table(header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def made(folder):
    topology = json.loads((folder / "municipalities.topo.json").read_text(encoding="utf-8"))
    places = {row["code"]: row for row in csv.DictReader((HERE / "municipalities.csv").open(encoding="utf-8"))}
    shapes = {s["properties"]["code"]: rings(s) for s in topology["objects"]["municipalities"]["geometries"]}
    assert shapes.keys() == places.keys(), "every municipality has one shape"
    raw = list(decoded(topology))
    parts = {code: list(kept(polygons, raw)) for code, polygons in shapes.items()}

    inset = {code: name for _, name, codes in INSETS for code in codes.split()}
    frame_of = {code: (code[:2], inset.get(code, "")) for code in parts}
    boxes = {code: box([walked(polygon[0], raw) for polygon in polygons]) for code, polygons in parts.items()}
    members = defaultdict(list)
    for code in sorted(parts):
        members[frame_of[code]].append(code)
    widths = {}
    for frame, codes in members.items():
        left, top, right, bottom = joined(boxes[code] for code in codes)
        widths[frame] = math.hypot(right - left, bottom - top)

    owners = defaultdict(set)
    for code, polygons in parts.items():
        for index in (index for polygon in polygons for ring in polygon for index in ring):
            owners[max(index, ~index)].add(code)
    size = {code: math.sqrt(max(abs(area(walked(p[0], raw))) for p in polygons)) for code, polygons in parts.items()}
    arcs = {}
    for index, codes in owners.items():
        tolerance = min(max(TOWN * size[code], PREFECTURE * widths[frame_of[code]]) for code in codes)
        arcs[index] = simplified(raw[index], tolerance)

    def outline(polygons):
        found = [walked(ring, arcs) for polygon in polygons for ring in polygon]
        solid = [points for points in found if len(points) > 2]
        # A town so small that nothing of it is left keeps its points.
        return solid or [walked(ring, raw) for polygon in polygons for ring in polygon]

    outlines = {code: outline(polygons) for code, polygons in parts.items()}
    outlines[NORTHERN[2]] = northern(json.loads((folder / "prefectures.topo.json").read_text(encoding="utf-8")))
    boxes = {code: box(points) for code, points in outlines.items()}
    members[NORTHERN[:2]] = [NORTHERN[2]]

    largest = {code: max(points, key=lambda ring: abs(area(ring))) for code, points in outlines.items()}
    spots = {code: spot(ring) for code, ring in largest.items()}
    touching = {code for codes in owners.values() if len(codes) > 1 for code in codes}
    rows, texts = [], defaultdict(list)
    for frame in sorted(members, key=lambda frame: (frame[0], frame[1] != "", members[frame][0])):
        prefecture, name = frame
        left, top, right, bottom = joined(boxes[code] for code in members[frame])
        gap = round(max(right - left, bottom - top) * (2.5 if name else 1) * MARGIN)
        width, height = INSET if name else MAP
        view = (left - gap, top - gap, right - left + 2 * gap, bottom - top + 2 * gap)
        unit = max(view[2] / width, view[3] / height)
        if name:
            # Room for names below the last island, and beside the outermost ones.
            side = round(LETTER * unit * 1.5)
            view = (view[0] - side, view[1], view[2] + 2 * side, view[3] + round(LETTER * unit))
            unit = max(view[2] / width, view[3] / height)
        lonely = set(members[frame]) - touching if name else set()
        found = names(members[frame], places, outlines, spots, unit, lonely)
        number = len(texts[prefecture])
        start = f'<g id="names{number}" font-size="{LETTER * unit:.0f}" text-anchor="middle">'
        texts[prefecture].append(start + "".join(found) + "</g>")
        rows.append((prefecture, name, *view, f"{unit:.2f}", " ".join(members[frame])))

    files = {
        HERE / "frames.csv": table(["prefecture", "name", "left", "top", "width", "height", "unit", "shapes"], rows),
        HERE / "shapes.csv": table(
            ["code", "left", "top", "right", "bottom", "x", "y"],
            [(code, *boxes[code], *map(round, spots[code])) for code in sorted(boxes)],
        ),
    }
    for prefecture in sorted({code[:2] for code in parts}):
        codes = sorted(code for code in outlines if code.startswith(prefecture))
        areas = [
            arcs[index]
            for index, sides in sorted(owners.items())
            if {side[:2] for side in sides} == {prefecture} and len({places[s]["area_codes"] for s in sides}) > 1
        ]
        paths = [f'<path id="m{code}" d="{drawn(outlines[code])}"/>' for code in codes]
        # A reference to what is not there would be an error, so the line is there even where it has no points.
        paths.append(f'<path id="areas" fill="none" d="{lines(areas)}"/>')
        svg = ['<svg xmlns="http://www.w3.org/2000/svg">', *paths, *texts[prefecture], "</svg>"]
        files[HERE.parent / "maps" / f"{prefecture}.svg"] = "\n".join(svg) + "\n"
    return files


def spot(points):
    """The place within an outline that is farthest from its corners, of some that were tried."""
    left, top, right, bottom = box([points])
    steps = [(i + 0.5) / 11 for i in range(11)]
    tried = [(left + (right - left) * i, top + (bottom - top) * j) for i in steps for j in steps]
    within = [point for point in [middle(points), *tried] if inside(point, points)] or [middle(points)]
    return max(within, key=lambda point: min(math.hypot(point[0] - x, point[1] - y) for x, y in points))


def fits(name, place, points, unit):
    """Whether a name stands within an outline, or almost."""
    half, height = len(name) * LETTER * unit * 0.44, LETTER * unit * 0.3
    corners = [(place[0] + half * i, place[1] + height * j) for i in (-1, -0.5, 0, 0.5, 1) for j in (-1, 1)]
    return all(inside(corner, points) for corner in corners)


def names(codes, places, outlines, spots, unit, lonely):
    """The names that stand within their outlines; in an inset, those of single islands stand below them."""
    for code in codes:
        if code not in places:
            continue
        name = places[code]["name"]
        x, y = spots[code]
        largest = max(outlines[code], key=lambda points: abs(area(points)))
        if not fits(name, (x, y), largest, unit):
            if code not in lonely:
                continue
            y = box([largest])[3] + LETTER * unit * 0.8
        yield f'<text x="{round(x)}" y="{round(y + LETTER * unit * 0.36)}">{name}</text>'


def main(folder, check=False):
    for path, text in made(Path(folder)).items():
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        elif text != path.read_text(encoding="utf-8"):
            sys.exit(f"{path.name} is not what this geometry gives")


if __name__ == "__main__":
    main(sys.argv[1], "--check" in sys.argv[2:])
