"""What a step of a rulebook can do with figures, each under the name that it has there.

Written from docs/RULEBOOK.md and not from the program. What is not known here
raises NotKnown: the tables that rest on it are then not counted, and nothing is
made up for them.
"""
from fractions import Fraction
from itertools import groupby

from tables import Refused, Table, in_base, kind, points, rounded


# Means and sums

def pieces(c, s, weighted):
    """For each place of the outcome the values that go into it, each with its weight."""
    if "parts" in s:
        parts = [(p["of"], Fraction(p["weight"])) if weighted else (p, Fraction(1)) for p in s["parts"]]
        tables = [c.table(name) for name, _ in parts]
        axes = c.joined(tables)
        reads = [c.reader(table, axes) for table in tables]
        return axes, {place: [(read(place), weight) for read, (_, weight) in zip(reads, parts)] for place in c.spots(axes)}
    of = c.table(s["of"], sums(s))
    axes, lists = c.fold(of, s["over"], s.get("inside", "all"))
    weigh = c.reader(c.table(s.get("weights", s["over"] + " weight")), of.axes) if weighted else lambda place: Fraction(1)
    return axes, {place: [(of.cells.get(one), weigh(one)) for one in along] for place, along in lists.items()}


def sums(s):
    """Whether a step adds the categories up, so that what they come to is enough."""
    return s["do"] == "sum" and s.get("over") == "category"


def combined(c, s, weighted, what):
    axes, places = pieces(c, s, weighted)
    missing, cells = s.get("missing"), {}
    for place, values in places.items():
        if missing == "zero":
            values = [(Fraction(0) if value is None else value, weight) for value, weight in values]
        kept = [(value, weight) for value, weight in values if value is not None]
        if missing == "refuse" and len(kept) < len(values) or any(weight is None for _, weight in kept):
            raise Refused(f"{s['name']}: a value or a weight is missing")
        if what(kept) is not None:
            cells[place] = what(kept)
    return Table(axes, cells)


def mean_of(kept):
    weights = sum(weight for _, weight in kept)
    return sum(value * weight for value, weight in kept) / Fraction(weights) if weights else None


def sum_of(kept):
    return sum(value * weight for value, weight in kept) if kept else None


@kind("mean", "of over inside parts missing")
def mean(c, s):
    if "over" in s or "parts" in s:
        return combined(c, s, False, mean_of)
    of = c.table(s["of"])
    marks = c.worth(of)
    axes, lists = c.fold(of, of.axes[-1])
    cells = {}
    for place, along in lists.items():
        kept = [(points(marks[one[-1]]), of.cells[one]) for one in along if one in of.cells and in_base(marks[one[-1]])]
        if sum(n for _, n in kept):
            cells[place] = mean_of(kept)
    return Table(axes, cells)


@kind("sum", "of over inside parts missing")
def add_up(c, s):
    table = combined(c, s, False, sum_of)
    if "of" in s and c.table(s["of"], sums(s)).counts:
        table.counts, table.cells = True, {place: table.cells.get(place, 0) for place in c.spots(table.axes)}
        table.exact = table.cells
    return table


@kind("weighted mean", "of over inside weights parts missing")
def weighted_mean(c, s):
    return combined(c, s, True, mean_of)


@kind("weighted sum", "of over inside weights parts missing")
def weighted_sum(c, s):
    """What is left out passes its weight on, in proportion to theirs."""
    table = combined(c, s, True, sum_of)
    if s.get("missing") == "renormalise":
        for place, values in pieces(c, s, True)[1].items():
            took = sum(weight for value, weight in values if value is not None)
            passed = sum(weight for value, weight in values if value is None and weight is not None)
            if passed and not took:
                table.cells.pop(place, None)
            elif passed and place in table.cells:
                table.cells[place] *= Fraction(took + passed) / took
    return table


@kind("trim", "of high low least below_least over inside")
def trim(c, s):
    of = c.table(s["of"])
    if "over" in s:
        cells = {}
        for along in c.fold(of, s["over"], s.get("inside", "all"))[1].values():
            kept = sorted((one for one in along if one in of.cells), key=of.cells.get)
            if len(kept) >= s["least"]:
                kept = kept[s["low"]:len(kept) - s["high"]]
            elif s["below_least"] == "no value":
                kept = []
            cells.update((one, of.cells[one]) for one in kept)
        return Table(of.axes, cells)
    marks, cells = c.worth(of), dict(of.cells)
    rising = sorted((m for m in marks if marks[m].get("points") is not None), key=lambda m: points(marks[m]))
    for place in c.fold(of, of.axes[-1])[1]:
        if sum(cells[place + (m,)] for m in rising) >= s["least"]:
            for order, n in ((rising, s["low"]), (rising[::-1], s["high"])):
                for m in order:
                    gone = min(n, cells[place + (m,)])
                    cells[place + (m,)], n = cells[place + (m,)] - gone, n - gone
        elif s["below_least"] == "no value":
            cells.update((place + (m,), 0) for m in marks)
    return Table(of.axes, cells, counts=True)


# Shares, and what is taken out of a table

@kind("share", "of base grades list")
def share(c, s):
    of = c.table(s["of"])
    axes, only = list(of.axes), {}
    if "grades" in s:
        marks, said = c.worth(of), s["grades"]
        if said == "headline":
            said = [m for m in marks if marks[m].get("headline")]
        if said != "each":
            only = {axes.pop(): said}
    elif "list" in s:
        axes.remove("list")
        only = {"list": [s["list"]]}
    if s["base"] in ("with an opinion", "all marks"):
        marks = c.worth(of)
        counted = [m for m in marks if s["base"] == "all marks" or in_base(marks[m])]
        base = c.total(of, [a for a in axes if a not in c.marks], {of.axes[-1]: counted})
    elif s["base"] == "all ticks":
        base = c.total(of, [a for a in axes if a != "unit"], only)
    else:
        base = c.total(c.table(s["base"], "category" not in axes), axes)
    over, under = c.reader(c.total(of, axes, only), axes), c.reader(base, axes)
    both = ((place, over(place), under(place)) for place in c.spots(axes))
    cells = {place: Fraction(100 * part) / whole for place, part, whole in both if part is not None and whole}
    return Table(axes, cells)


@kind("pick", "of axis labels")
def pick(c, s):
    of = c.table(s["of"])
    axes = [a for a in of.axes if a != s["axis"]]
    table = c.total(of, axes, {s["axis"]: s["labels"]})
    return Table(axes, table.cells, of.counts)


@kind("fill to 100", "of over by")
def fill(c, s):
    of, how, cells = c.table(s["of"]), s["round"], {}
    for along in c.fold(of, s["over"])[1].values():
        if not along or any(one not in of.cells for one in along):
            continue
        if sum(of.cells[one] for one in along) != 100:
            raise Refused(f"{s['name']}: not the parts of one whole")
        cells.update((one, rounded(of.cells[one], how["places"], how["mode"])) for one in along)
        left = 100 - sum(cells[one] for one in along)
        if s["by"] == "residual":
            last = max((i for i, one in enumerate(along) if of.cells[one]), default=0)
            for one in reversed(along[:last + 1]):  # nearly always the last alone; but no share is below 0
                whole = cells[one] + left
                cells[one], left = (whole, 0) if whole >= 0 or of.cells[one] < 0 else (Fraction(0), whole)
        else:
            unit = Fraction(1, 10 ** how["places"])
            for one in sorted(along, key=lambda one: cells[one] - of.cells[one])[:int(left / unit)]:
                cells[one] += unit
    table = Table(of.axes, cells)
    table.unfilled = {one: of.cells[one] for one in cells}
    return table


@kind("round", "of")
def round_only(c, s):
    of = c.table(s["of"])
    return Table(of.axes, dict(of.cells))


@kind("round marks", "of round")
def round_marks(c, s):
    """Whoever marked a number has marked the rounded one; what takes no number stays."""
    of, how, cells = c.table(s["of"]), s["round"], {}
    worth = {mark: one.get("points") for mark, one in c.worth(of).items()}
    for place, n in of.cells.items():
        value = worth[place[-1]]
        if value is not None:
            value = rounded(value, how["places"], how["mode"])
            place = place[:-1] + (next(mark for mark, points in worth.items() if points == value),)
        cells[place] = cells.get(place, 0) + n
    if of.counts:
        cells = {place: cells.get(place, 0) for place in of.cells}
    return Table(of.axes, cells, of.counts)


def scaled(c, s, work):
    of, by = c.table(s["of"]), s["by"]
    other = c.table(by) if isinstance(by, str) else Table((), {(): Fraction(by)})
    axes = c.joined([of, other])
    read, factor = c.reader(of, axes), c.reader(other, axes)
    both = ((place, read(place), factor(place)) for place in c.spots(axes))
    return Table(axes, {place: work(value, by) for place, value, by in both if value is not None and by is not None})


@kind("multiply", "of by")
def multiply(c, s):
    return scaled(c, s, lambda value, by: value * by)


@kind("divide", "of by")
def divide(c, s):
    def work(value, by):
        if by == 0:
            raise Refused(f"{s['name']}: divided by 0")
        return Fraction(value) / by
    return scaled(c, s, work)


@kind("difference", "of minus missing")
def difference(c, s):
    of, minus = c.table(s["of"]), c.table(s["minus"])
    axes = c.joined([of, minus])
    one, other, cells = c.reader(of, axes), c.reader(minus, axes), {}
    for place in c.spots(axes):
        if one(place) is not None and other(place) is not None:
            cells[place] = Fraction(one(place) - other(place))
        elif s["missing"] == "refuse":
            raise Refused(f"{s['name']}: there is a figure missing")
    return Table(axes, cells)


# Units measured against each other

def measured(c, s, what):
    """Every unit with a value, against those of its group that have one."""
    of, cells = c.table(s["of"]), {}
    for along in c.fold(of, "unit", s["inside"])[1].values():
        group = [one for one in along if one in of.cells]
        values = [of.cells[one] for one in group]
        cells.update((one, value) for one in group for value in [what(of.cells[one], values)] if value is not None)
    return Table(of.axes, cells)


@kind("share of top", "of inside points")
def share_of_top(c, s):
    return measured(c, s, lambda value, all_: Fraction(value * s["points"]) / max(all_) if max(all_) > 0 else None)


@kind("pool", "of inside points")
def pool(c, s):
    return measured(c, s, lambda value, all_: Fraction(value * s["points"]) / sum(all_) if sum(all_) > 0 else None)


@kind("min-max", "of inside from to all_equal")
def min_max(c, s):
    def stretch(value, all_):
        low, high = min(all_), max(all_)
        return s["from"] + Fraction(value - low) / (high - low) * (s["to"] - s["from"]) if high > low else Fraction(s["all_equal"])
    return measured(c, s, stretch)


def split(places, first, read):
    """In order by a value, those of equal value together; who has none comes last."""
    some = sorted((p for p in places if read(p) is not None), key=read, reverse=first == "high")
    none = [p for p in places if read(p) is None]
    return [list(tied) for _, tied in groupby(some, key=read)] + ([none] if none else [])


def in_order(c, s, of, places, cut=None):
    """Who comes first, those whom nothing tells apart together. People decide every
    tie, or with a cut only the one that lies across it."""
    groups = split([p for p in places if p in of.cells], s["first"], of.cells.get)
    for tie in s.get("ties", []) + (["re-vote"] if s.get("tied_at_the_cut") == "re-vote" else []):
        finer, before = [], 0
        for tied in groups:
            across = cut is None or before < cut < before + len(tied)
            before += len(tied)
            if len(tied) == 1 or tie == "shared" or isinstance(tie, str) and not across:
                finer.append(tied)
            elif isinstance(tie, str):
                finer += decided(c, s["name"], tie, of, tied)
            else:
                finer += split(tied, tie["first"], c.reader(c.table(tie["by"]), of.axes))
        groups = finer
    return groups


def decided(c, step, kind_of, of, tied):
    """By the first recorded decision about this place that names all of the tied; half a draw decides
    nothing. Those whom it left level stay together."""
    units = {p[of.axes.index("unit")]: p for p in tied}
    where = [c.label(axis, label) for axis, label in zip(of.axes, tied[0]) if axis != "unit"]
    for decision in c.decisions:
        about = (decision["step"], decision["kind"]) == (step, kind_of) and decision.get("where", where) == where
        if about and set(units) <= set(decision["order"]):
            level = {u: n for n, group in enumerate(decision.get("level", [])) for u in group}
            return [[units[u] for _, u in same] for _, same in groupby(
                ((level.get(u, u), u) for u in decision["order"] if u in units), key=lambda one: one[0])]
    if (step, kind_of, where, list(units)) not in c.pending:
        c.pending.append((step, kind_of, where, list(units)))
    return [tied]


@kind("rank", "of inside style first ties")
def rank(c, s):
    of, cells = c.table(s["of"]), {}
    for along in c.fold(of, "unit", s["inside"])[1].values():
        place = 1
        for dense, tied in enumerate(in_order(c, s, of, along), 1):
            value = {"1224": place, "1223": dense, "average": Fraction(2 * place + len(tied) - 1, 2)}[s["style"]]
            cells.update((one, Fraction(value)) for one in tied)
            place += len(tied)
    return Table(of.axes, cells)


@kind("place points", "of inside first points shared beyond ties")
def place_points(c, s):
    of, cells = c.table(s["of"]), {}
    for along in c.fold(of, "unit", s["inside"])[1].values():
        place = 0
        for tied in in_order(c, s, of, along):
            worth = [s["points"][i] if i < len(s["points"]) else s["beyond"] for i in range(place, place + len(tied))]
            value = worth[0] if s["shared"] == "best" else Fraction(sum(worth)) / len(tied)
            cells.update((one, Fraction(value)) for one in tied)
            place += len(tied)
    return Table(of.axes, cells)


# What people decide

def adjusted(c, s, names, sign, limit):
    of, cells = c.table(s["of"]), {}
    reads = [c.reader(c.table(name), of.axes) for name in names]
    for place, value in of.cells.items():
        parts = [read(place) for read in reads if read(place) is not None]
        if any(part < 0 for part in parts):
            raise Refused(f"{s['name']}: a bonus and a deduction are written without a sign")
        total = min(sum(parts), s["cap"]) if "cap" in s else sum(parts)
        value = Fraction(value + sign * total)
        cells[place] = value if limit is None else Fraction(min(value, limit) if sign > 0 else max(value, limit))
    return Table(of.axes, cells)


@kind("bonus", "of add cap at_most")
def bonus(c, s):
    return adjusted(c, s, s["add"], 1, s.get("at_most"))


@kind("deduction", "of subtract cap at_least")
def deduction(c, s):
    return adjusted(c, s, s["subtract"], -1, s.get("at_least"))


@kind("veto", "of")
def veto(c, s):
    of = c.table(s["of"])
    unit = of.axes.index("unit")
    return Table(of.axes, {place: value for place, value in of.cells.items() if place[unit] not in c.vetoes})
