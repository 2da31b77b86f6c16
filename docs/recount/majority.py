"""Majority judgement as steps of a rulebook. Written from docs/RULEBOOK.md and not
from the program.

The votes of a cell stand in order, as shares of all. Whoever walks from the middle
outwards, below and above at once, meets the votes in the order in which they would
be taken away one by one.
"""
from fractions import Fraction

from tables import Refused, Table, in_base, kind, points

HALF = Fraction(1, 2)


def shares(c, of):
    """By cell: the votes in the base from the lowest mark to the highest, as shares; None without any."""
    marks = c.worth(of)
    order = sorted((m for m in marks if in_base(marks[m])), key=lambda m: points(marks[m]))
    axes, lists = c.fold(of, of.axes[-1])
    cells = {}
    for place in lists:
        votes = [Fraction(of.cells.get(place + (m,), 0)) for m in order]
        if any(n < 0 for n in votes):
            raise Refused("fewer votes than none")
        cells[place] = [n / sum(votes) for n in votes] if sum(votes) else None
    return axes, order, cells


@kind("majority grade", "of of_two")
def majority_grade(c, s):
    of = c.table(s["of"])
    axes, order, votes = shares(c, of)
    cells = {}
    for place, parts in votes.items():
        below = Fraction(0)
        for mark, part in zip(order, parts or []):
            below += part
            if below > HALF or below == HALF and s["of_two"] == "lower":
                cells[place] = mark if of.axes[-1] == "grade" else points(c.worth(of)[mark])
                break
    return Table(axes, cells)


def halves(parts):
    """What is met below and above the middle, nearest first: from, to, which mark."""
    below, above, at = [], [], -HALF
    for mark, part in enumerate(parts):
        low, at = at, at + part
        if part and low < 0:
            below.insert(0, (max(0, -at), -low, mark))
        if part and at > 0:
            above.append((max(0, low), at, mark))
    return below, above


def first_difference(one, other):
    """How far from the middle two halves part, and whether the first has the higher mark there."""
    def met(half, x):
        return next(mark for start, end, mark in half if start <= x < end)
    for x in sorted({start for start, _, _ in one + other}):
        if met(one, x) != met(other, x):
            return x, met(one, x) > met(other, x)
    return HALF, False


def better(one, other, lower):
    (below, is_below), (above, is_above) = (first_difference(a, b) for a, b in zip(one, other))
    return is_below if below < above or below == above and lower else is_above


@kind("majority order", "of of_two inside")
def majority_order(c, s):
    axes, _, votes = shares(c, c.table(s["of"]))
    sides = {place: halves(parts) for place, parts in votes.items() if parts}
    cells = {}
    for along in c.fold(Table(axes, {}), "unit", s["inside"])[1].values():
        group = [place for place in along if place in sides]
        for place in group:
            cells[place] = Fraction(sum(better(sides[place], sides[other], s["of_two"] == "lower") for other in group))
    return Table(axes, cells)
