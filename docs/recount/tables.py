"""Tables of exact figures, and one calculation by a rulebook of version 2.

Written from docs/RULEBOOK.md and not from the program. A table is a dict from
places (one label for each axis) to Fractions; a place that is not in it has no
value, which is not zero. The steps are in steps.py.
"""
from fractions import Fraction
from itertools import product
from math import prod

ORDER = ["unit", "class", "session", "criterion", "category", "list"]  # the rulebook's own axes, then the marks
TOP = "rulebook title mode secrecy reveal one_vote recusal note $schema ballot categories axes imported steps result"
BALLOT = "sheet grades numbers choose criteria over_vote patterns"
GRADE = "label points in_base headline from to"
KINDS = {}  # what a step can do
MEASURED = {"share of top", "pool", "min-max", "majority order"}  # figures of several units make one
KEEPING = {"veto", "only", "trim", "pick", "bonus", "deduction", "sum", "difference"}  # what was rounded stays as it was printed
ORDERED = {"rank", "cut", "place points"}  # the order of units makes one


class NotKnown(Exception):
    """This script does not know how to count it."""


class Refused(Exception):
    """The rulebook forbids to go on, so nobody has a figure."""


def known(node, keys, where):
    more = set(node) - set(keys.split())
    if more:
        raise NotKnown(f"{where} says {', '.join(sorted(more))}")


def kind(name, keys):
    """A step of this name may say these keys and no others."""
    def register(do):
        KINDS[name] = (do, "name do round note " + keys)
        return do
    return register


class Table:
    def __init__(self, axes, cells, counts=False):
        self.axes, self.cells, self.counts = tuple(axes), cells, counts
        self.exact, self.places, self.least = cells, None, 0  # to how many places it was rounded; how many it is written with at least
        self.hollow = self.mixed = self.part = False  # figures of some units are withheld; those of several units make one; or those of some categories
        self.rests = {}  # by step on which it rests: whether each class does so by itself
        self.unfilled = None  # of what was filled to 100, as it was before
        self.lumped = False  # told of all categories together, and standing with the first

    def round(self, how):
        if how:
            self.places = self.least = how["places"]
            self.cells = {place: rounded(value, self.places, how["mode"]) for place, value in self.exact.items()}

    def text(self, place):
        value = self.cells.get(place)
        if value is None or isinstance(value, str):
            return value or ""
        return plain(value, self.least) if self.places is None else fixed(value, self.places)


def rounded(value, places, mode):
    """An exact half goes away from zero, to the even neighbour, or is cut off."""
    whole, rest = divmod(abs(value) * 10 ** places, 1)
    if mode == "half up" and rest >= Fraction(1, 2) or mode == "half even" and (rest, whole % 2) > (Fraction(1, 2), 0):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10 ** places)


def fixed(value, places):
    digits = str(int(abs(value) * 10 ** places)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + digits[:len(digits) - places] + ("." + digits[len(digits) - places:] if places else "")


def plain(value, least=0):
    """A short decimal where it is one, with no fewer places than asked; else a fraction."""
    for places in range(least, max(least, 6) + 1):
        if (value * 10 ** places).denominator == 1:
            return fixed(value, places)
    return str(value)


def in_base(mark):
    return mark.get("in_base", True)


def points(mark):
    return Fraction(mark["points"]) if mark.get("points") is not None else Fraction(0)


class Counting:
    """One calculation. Units are dicts with id and, if any, class, session and criteria."""

    def __init__(self, rules, units):
        self.rules, ballot = rules, rules["ballot"]
        known(rules, TOP, "the rulebook")
        known(ballot, BALLOT, "the ballot")
        self.keeps = True  # whether what a step keeps of rounded figures is written with their places
        self.tables, self.unknown, self.decisions, self.vetoes, self.pending, self.used = {}, {}, [], set(), [], []
        self.group = {"class": {u["id"]: u.get("class", "") for u in units}, "session": {u["id"]: u.get("session", "") for u in units}}
        self.labels = {name: list(dict.fromkeys(of.values())) for name, of in self.group.items()}
        self.labels["unit"] = [u["id"] for u in units]
        self.own = None  # by unit: its own criteria, which the tables number from 0
        if ballot.get("criteria") == "of the unit":
            self.own = {u["id"]: u["criteria"] for u in units}
            self.labels["criterion"] = list(range(max(map(len, self.own.values()), default=0)))
        elif "criteria" in ballot:
            self.axis("criterion", ballot["criteria"])
        if "categories" in rules:
            self.axis("category", rules["categories"])
        if "choose" in ballot:
            self.labels["list"] = [c["list"] for c in ballot["choose"]]
        self.order = ORDER + [a["name"] for a in rules.get("axes", [])] + ["grade", "number"]
        for own in rules.get("axes", []):
            self.axis(own["name"], own["labels"])
        self.marks, grades = {}, ballot.get("grades", [])  # by axis: what each mark is worth
        for grade in grades:
            known(grade, GRADE, "a grade")
        if grades and ("numbers" not in ballot or any("from" in grade for grade in grades)):
            self.marks["grade"] = {grade["label"]: grade for grade in grades}
        if "numbers" in ballot:
            first, last, step = (Fraction(ballot["numbers"][key]) for key in ("from", "to", "step"))
            values = [first + i * step for i in range(int((last - first) / step) + 1)]
            self.marks["number"] = {plain(value): {"points": value} for value in values}
            self.marks["number"].update({grade["label"]: grade for grade in grades if "from" not in grade})  # it takes no number
        self.labels.update({axis: list(marks) for axis, marks in self.marks.items()})
        self.inputs(ballot)

    def label(self, axis, label):
        """A label of an axis as it is written; units' own criteria are numbered."""
        return str(label + 1) if axis == "criterion" and self.own is not None else label

    def axis(self, name, labels):
        self.labels[name] = [one["label"] for one in labels]
        if all("weight" in one for one in labels):
            weights = self.tables[f"{name} weight"] = Table([name], {(one["label"],): Fraction(one["weight"]) for one in labels})
            weights.part = name == "category" and 0 in weights.cells.values()

    def inputs(self, ballot):
        """The tables that every event fills: all counts are 0 until something is counted."""
        def counts(name, *axes):
            axes = [a for a in axes if a in self.labels]
            self.tables[name] = Table(axes, dict.fromkeys(self.spots(axes), 0), counts=True)
        marked = [axis for axis in ("number", "grade") if axis in self.marks]
        self.marked = marked[0] if marked else None  # the axis of the marks
        for name, axis in zip(("marks", "grades"), marked):
            counts(name, "unit", "criterion", "category", axis)
        if "list" in self.labels:
            counts("ticks", "unit", "category", "list")
        counts("membership", "category")
        for name in ("issued", "checked in", "collected", "valid"):
            counts(name, *(["unit"] if ballot["sheet"] == "one unit" else []), "category")
        for table in self.rules.get("imported", []):
            known(table, "name axes note optional", "an imported table")
            fed = self.tables[table["name"]] = Table(self.sort(table["axes"]), {})
            fed.part = "category" in fed.axes  # it can be 0 for some

    def sort(self, axes):
        return sorted(set(axes), key=self.order.index)

    def spots(self, axes):
        """Every place on these axes. A unit with three pledges has no fourth."""
        for place in product(*(self.labels[axis] for axis in axes)):
            at = dict(zip(axes, place))
            if self.own is None or "unit" not in at or at.get("criterion", 0) < len(self.own[at["unit"]]):
                yield place

    def add(self, name, n, **at):
        table = self.tables[name]
        table.cells[tuple(at[axis] for axis in table.axes)] += n

    def place(self, name, labels):
        """Where labels stand in a table; a unit's own criterion is written by its name."""
        table, labels = self.tables[name], list(labels)
        if len(labels) != len(table.axes):
            raise ValueError(f"{name} wants a label for each of {table.axes}, got {labels}")
        at = dict(zip(table.axes, labels))
        if self.own and "criterion" in at and "unit" in at:
            labels[table.axes.index("criterion")] = self.own[at["unit"]].index(at["criterion"])
        return tuple(labels)

    def table(self, name, together=False):
        """A table by its name; together, if its categories are added up."""
        if name in self.unknown:
            raise NotKnown(f"{name}: {self.unknown[name]}")
        if name not in self.tables:
            raise NotKnown(f"there is no table {name}")
        if self.tables[name].lumped and not together:
            raise NotKnown(f"{name}: the bundle for the public does not have it by category")
        self.used.append(self.tables[name])
        return self.tables[name]

    def run(self, given=None):
        """Works the steps. Given are figures of units whose counts are withheld, by table and place."""
        for step in self.rules["steps"]:
            self.used = []
            try:
                self.tables[step["name"]] = self.step(step, (given or {}).get(step["name"]))
            except NotKnown as why:
                self.unknown[step["name"]] = str(why)

    def step(self, step, given):
        do, keys = KINDS.get(step["do"], (None, ""))
        if do is None:
            raise NotKnown(f"a step that does {step['do']!r}")
        known(step, keys, f"the step {step['name']}")
        table = do(self, step)
        across = step["do"] in MEASURED or step.get("over") == "unit" or step.get("base") == "all ticks"
        table.mixed = any(across or used.mixed or "unit" in used.axes and "unit" not in table.axes for used in self.used)
        apart = step.get("inside") == "class" or not across and step["do"] not in ORDERED
        for used in self.used:
            for on, by_class in used.rests.items():
                table.rests[on] = table.rests.get(on, apart) and by_class
        table.rests[step["name"]] = True  # a tie of it is of units that are known
        table.hollow = any(used.hollow for used in self.used)
        if self.keeps and step["do"] in KEEPING and not table.counts:
            table.least = max((used.least for used in self.part_of(step)), default=0)
        table.part = self.chooses(step) or any(used.part for used in self.used)
        if table.hollow and (table.mixed or step["do"] in ORDERED):
            raise NotKnown("the counts of some units are withheld")
        if step["do"] != "round marks":  # which rounds what was marked, and not how often
            table.round(step.get("round"))
        if given is not None:
            table.cells, table.hollow = {**table.cells, **given}, False
        return table

    def asked(self):
        """The ties that people can decide now: the list that rests on a tie that waits asks for none before."""
        inside = {s["name"]: s["inside"] for s in self.rules["steps"] if s["do"] == "cut"}
        of = self.group["class"]

        def behind(step, tied, other, others):
            rests = self.tables[step].rests if step in self.tables and step in inside and other != step else {}
            return other in rests and not (rests[other] and inside[step] == "class" and of[tied[0]] not in {of[unit] for unit in others})
        return [one for one in self.pending if not any(behind(one[0], one[3], two[0], two[3]) for two in self.pending)]

    def part_of(self, step):
        """The tables whose figures a step keeps or adds."""
        names = [step.get("of"), step.get("minus")] + step.get("parts", []) + step.get("add", []) + step.get("subtract", [])
        return [self.tables[name] for name in names if name in self.tables]

    def chooses(self, step):
        """Whether a step chooses among the categories of the table that it is of."""
        own = step.get("of")
        if own not in self.tables or "category" not in self.tables[own].axes:
            return False
        dropped = step["do"] == "trim" and (step.get("over") == "category" or step["below_least"] == "no value")
        picked = step["do"] == "pick" and step["axis"] == "category" and set(step["labels"]) != set(self.labels["category"])
        return dropped or picked or step["do"] == "only"

    def result(self, name):
        """The table behind a name of the result, None when the rulebook has none."""
        own = self.rules["result"].get(name)
        return own and self.table(own)

    def reader(self, table, axes):
        """How a table is read from a place on these axes: one by class from every unit."""
        way = []
        for axis in table.axes:
            group = None if axis in axes else self.group.get(axis)
            if axis not in axes and (group is None or "unit" not in axes):
                raise NotKnown(f"a table by {axis} read from one by {', '.join(axes)}")
            way.append((axes.index("unit" if group else axis), group))
        return lambda place: table.cells.get(tuple(group[place[i]] if group else place[i] for i, group in way))

    def fold(self, table, over, inside="all"):
        """The places that are left when one axis is folded away, each with those that lie on it."""
        axes = self.sort([a for a in table.axes if a != over] + ([inside] if inside != "all" else []))
        lists = {place: [] for place in self.spots(axes)}
        for place in self.spots(table.axes):
            at = dict(zip(table.axes, place))
            if inside != "all":
                at[inside] = self.group[inside][at["unit"]]
            lists[tuple(at[a] for a in axes)].append(place)
        return axes, lists

    def joined(self, tables):
        axes = {axis for table in tables for axis in table.axes}
        return self.sort(axes - {"class", "session"} if "unit" in axes else axes)

    def worth(self, table):
        """The marks of a table's last axis, with what each is worth."""
        marks = self.marks.get(table.axes[-1] if table.axes else "")
        if marks is None:
            raise NotKnown("marks of a table that has none")
        return marks

    def total(self, table, keep, only=None):
        """A table added up over all axes but those to keep; of an axis only some labels."""
        axes = [a for a in table.axes if a in keep or a in self.group and "unit" in keep]
        cells = {}
        for place, value in table.cells.items():
            at = dict(zip(table.axes, place))
            times = prod(list(labels).count(at[axis]) for axis, labels in (only or {}).items())  # as often as it stands there
            if times:
                where = tuple(at[a] for a in axes)
                cells[where] = cells.get(where, 0) + times * value
        return Table(axes, cells)
