"""Steps of a rulebook that make lists of units, put figures into bands and count.

Written from docs/RULEBOOK.md and not from the program.
"""
from fractions import Fraction

from steps import in_order
from tables import Refused, Table, kind, known, rounded

BOUNDS = {
    "at_least": lambda value, bound: value >= bound, "above": lambda value, bound: value > bound,
    "at_most": lambda value, bound: value <= bound, "below": lambda value, bound: value < bound,
    "is": lambda value, bound: value == bound,
}


def holds(c, conditions, axes):
    """Whether all conditions hold at a place; none holds where there is no value."""
    tests = []
    for condition in conditions:
        bounds = {how: bound for how, bound in condition.items() if how in BOUNDS}
        known(condition, "table less_than_1_percent " + " ".join(BOUNDS), "a condition")
        tests.append((c.reader(c.table(condition["table"]), axes), bounds))
    return lambda place: all(
        read(place) is not None and all(BOUNDS[how](read(place), bound) for how, bound in bounds.items()) for read, bounds in tests)


def let_through(c, s, axes):
    on = [c.reader(c.table(name), axes) for name in s.get("on", [])]
    not_on = [c.reader(c.table(name), axes) for name in s.get("not_on", [])]
    only_if = holds(c, s.get("only_if", []), axes)
    return lambda place: all(read(place) for read in on) and not any(read(place) for read in not_on) and only_if(place)


@kind("only", "of on not_on only_if")
def only(c, s):
    of = c.table(s["of"])
    lets = let_through(c, s, of.axes)
    return Table(of.axes, {place: value for place, value in of.cells.items() if lets(place)})


def places(c, s, of, along):
    """How many are taken of those on one list: a number, or a percentage of those who have a figure."""
    take = s["take"] if "take" in s else s["take_percent"]
    if isinstance(take, dict):
        group = c.group[s["inside"]][along[0][of.axes.index("unit")]]
        if group not in take:
            raise Refused(f"{s['name']}: nothing says how many are taken of {group}")
        take = take[group]
    if "take" in s:
        return take
    part = Fraction(take * sum(one in of.cells for one in along), 100)
    return -(-part // 1) if s["fraction"] == "round up" else rounded(part, 0, s["fraction"])


@kind("cut", "of inside first take take_percent fraction tied_at_the_cut ties on not_on only_if less_than_1_percent")
def cut(c, s):
    of = c.table(s["of"])
    lets, cells = let_through(c, s, of.axes), dict.fromkeys(of.cells, Fraction(0))
    for along in c.fold(of, "unit", s["inside"])[1].values():
        take = places(c, s, of, along) if along else 0
        before = 0
        for tied in in_order(c, s, of, [one for one in along if lets(one)], take):
            if before >= take or before + len(tied) > take and s["tied_at_the_cut"] != "expand":
                break
            cells.update((one, Fraction(1)) for one in tied)
            before += len(tied)
    return Table(of.axes, cells)


@kind("bands", "of bands")
def bands(c, s):
    of, tried, cells = c.table(s["of"]), [], {}
    for band in s["bands"]:
        known(band, "label points otherwise when less_than_1_percent " + " ".join(BOUNDS), "a band")
        own = {how: bound for how, bound in band.items() if how in BOUNDS}
        conditions = ([dict(own, table=s["of"])] if own else []) + band.get("when", [])
        tried.append((holds(c, conditions, of.axes), band["label"] if "label" in band else Fraction(band["points"])))
    for place in of.cells:
        for fits, says in tried:
            if fits(place):
                cells[place] = says
                break
    return Table(of.axes, cells)


@kind("streak", "events")
def streak(c, s):
    axes = c.joined([c.table(event["table"]) for event in s["events"]])
    newest_first = [holds(c, [event], axes) for event in reversed(s["events"])]
    cells = {}
    for place in c.spots(axes):
        length = 0
        while length < len(newest_first) and newest_first[length](place):
            length += 1
        cells[place] = Fraction(length)
    return Table(axes, cells)


@kind("count", "of over inside only_if")
def count(c, s):
    of = c.table(s["of"])
    fits = holds(c, s.get("only_if", []), of.axes)
    axes, lists = c.fold(of, s["over"], s.get("inside", "all"))
    return Table(axes, {place: Fraction(sum(one in of.cells and fits(one) for one in along)) for place, along in lists.items()})
