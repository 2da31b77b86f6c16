"""Ballots to counts: what a row of a ballot asks, which ballots are void, and what
every unit comes to in each category. Written from docs/BUNDLE.md and
docs/RULEBOOK.md and not from the program.
"""
from fractions import Fraction

from tables import plain

EVERYBODY = "评议代表"  # where the rulebook tells no categories apart


def numbers(scale):
    """The numbers of a scale as marks: the highest is mark 0."""
    if not scale:
        return []
    first, last, step = (Fraction(scale[key]) for key in ("from", "to", "step"))
    values = [last - i * step for i in range(int((last - first) / step) + 1)]
    return [{"label": plain(value), "points": value} for value in values]


class Form:
    """What a rulebook of version 2 asks of representatives."""

    def __init__(self, rules):
        self.ballot = rules["ballot"]
        self.lists = self.ballot.get("choose")
        self.scale = numbers(self.ballot.get("numbers")) + self.ballot.get("grades", [])  # beside numbers, what takes none
        self.grades = [grade["label"] for grade in self.scale]
        self.categories = [category["label"] for category in rules.get("categories", [{"label": EVERYBODY}])]
        self.whole = self.ballot["sheet"] == "all units"

    def own(self):
        return self.ballot.get("criteria") == "of the unit"

    def asked(self, unit):
        """What is asked of a unit, by name: its criteria, or the lists it may be on. One thing alone has none."""
        if self.lists:
            return [one["list"] for one in self.lists]
        if self.own():
            return [one["id"] for one in unit["criteria"]]
        return [one["label"] for one in self.ballot.get("criteria", [{"label": None}])]

    def rows(self, units):
        """The rows of a ballot in their order: list after list, else unit after unit."""
        if self.lists:
            return [(unit["id"], one["list"]) for one in self.lists for unit in units]
        return [(unit["id"], asked) for unit in units for asked in self.asked(unit)]

    def void(self, marks):
        """Whether a whole ballot is void. Blank rows say nothing, and one row alone makes no pattern."""
        if self.lists:
            n = len(marks) // len(self.lists)
            ticks = [sum(mark is not None for mark in marks[i * n:i * n + n]) for i in range(len(self.lists))]
            return any(not one.get("at_least", 0) <= t <= one["at_most"] for one, t in zip(self.lists, ticks))
        given = [self.grades[mark] for mark in marks if mark is not None]
        return any(self.broken(pattern, given) for pattern in self.ballot.get("patterns", []) if given)

    def broken(self, pattern, given):
        (what, said), = pattern.items()
        if what == "void_if_all_equal":
            return said and len(given) > 1 and len(set(given)) == 1
        if what == "void_if_all":
            return len(given) > 1 and set(given) == {said}
        share, percent = 100 * given.count(said["grade"]), said["percent"] * len(given)
        return share > percent if what == "at_most" else share < percent

    def tally(self, units, ballots, differ):
        """By unit: piles by row and category, blanks by row, ballots and void ones by category."""
        rows, marks = self.rows(units), len(self.grades) or 1
        counted = {unit["id"]: dict(
            piles={(asked, k): [0] * marks for asked in self.asked(unit) for k in self.categories},
            blank=dict.fromkeys(self.asked(unit), 0)) for unit in units}
        collected, void = dict.fromkeys(self.categories, 0), dict.fromkeys(self.categories, 0)
        for ballot in ballots:
            category = self.categories[ballot["category"]]
            collected[category] += 1
            differ("rows of a ballot", len(rows), len(ballot["marks"]))
            if self.void(ballot["marks"]):
                void[category] += 1
                continue
            for (unit, asked), mark in zip(rows, ballot["marks"]):
                if mark is None:
                    counted[unit]["blank"][asked] += 1
                else:
                    counted[unit]["piles"][asked, category][mark] += 1
        return [dict(counted[unit["id"]], unit=unit, ballots=collected, void=void) for unit in units]
