#!/usr/bin/env python3
"""Counts an audit bundle again: python3 recount.py [--key KEY] FOLDER|ZIP

Python 3.8 or later, standard library only, written from docs/BUNDLE.md and
docs/RULEBOOK.md and not from the program that wrote the bundle. It checks the
files, the hash of every record, the RFC 6962 root under every checkpoint and its
signature, that each item is closed, sealed, confirmed and revealed in this order,
one ballot per tag; it counts the ballots, works the steps of the rulebook and
compares every figure with result.json. KEY is the verifier key from the printed
record; without it the one in the bundle is used, which proves less.

It ends with 0 when everything agrees; with 1 and a line for each difference; with
3 when nothing differs and something was not counted or is under no signature, with
a line for each; with 2 when it cannot read the bundle.
"""
import argparse
import copy
import sys
from fractions import Fraction
from pathlib import Path

import lists  # noqa: F401  what a step can do
import majority  # noqa: F401
from bundle import Bundle, unpacked
from life import signed
from said import FAULTS, Unreadable, in_words
from selections import selections
from tables import Counting, NotKnown, Refused, fixed, rounded
from tally import EVERYBODY, Form
from version1 import is_version_1, translated

FEW = 5  # where fewer of a category handed in a ballot, or marked a row, a secret session shows nothing of a unit
FORMATS = (2, 3, 4, 5, 6, 7)  # of result.json that say which they are and are known here
# What results did not always have: each sort came with one word.
SINCE = {
    "version": {"version", "phase", "collected", "valid", "void", "pending", "missing", "left", "refused", "sources",
                "decisions", "vetoes", "versions", "issued", "checked_in", "named"},
    "format": {"format"},
    "session": {"session", "secrecy", "final", "items", "scale", "categories", "rulebook", "log", "checkpoints",
                "item", "department", "by_grade", "hidden", "lists", "selections", "cells"},
}
# What a result says even where it is empty.
ALWAYS = {"rehearsal", "counts", "blank", "ballots", "expected", "exact", "score", "rank", "rank_in_class", "issued",
          "checked_in", "collected", "valid", "void", "by_grade", "grades", "units", "steps", "scale", "at_least"}
LISTED = {"take", "barred", "next", "text", "value"}  # in lists and named figures
UNIT = ALWAYS - {"rehearsal", "collected", "grades", "units", "steps", "scale", "at_least"} | {"unit", "name", "class", "item"}
CRITERION = {"criterion", "label", "counts", "by_grade", "blank"}
# What they may have beside that.
MORE = {"department", "hidden", "named", "criteria", "group", "score", "exact"}


class Recount:
    def __init__(self, bundle):
        self.bundle, self.unknown, self.ballots = bundle, list(bundle.unknown), 0
        self.version, self.refused, self.pending, self.made = bundle.life.shown(), "", [], []
        self.format = bundle.result.get("format", 1)  # 1 and before did not say it
        if "format" in bundle.result and self.format not in FORMATS:
            self.unknown.append(f"what result.json of format {self.format} says: this script knows {FORMATS[-1]}")
        self.older = {key for word, keys in SINCE.items() if not {word, "format"} & set(bundle.result) for key in keys}
        if "format" not in bundle.result and any("checkpoint" in one for one in bundle.result.get("versions", [])):
            bundle.differ("result.json has checkpoints of versions, so that it says its format", True, False)
        rules = bundle.rules
        self.rules = translated(rules) if is_version_1(rules) else rules
        self.form = Form(self.rules)

    def units(self):
        """What every unit of a confirmed item comes to, from the ballots."""
        units = []
        for number, item in self.bundle.standing():
            asked = self.bundle.asked(item)
            self.ballots += len(item["ballots"])
            for n, u in enumerate(self.form.tally(asked, item["ballots"].values(), self.bundle.differ)):
                units.append(dict(u, item=number, first=n == 0, hall=item["hall"], expected=item["expected"][u["unit"]["id"]]))
        return units

    def counting(self, units):
        """The calculation with everything that was counted in it."""
        c = Counting(self.rules, [dict(u["unit"], criteria=self.form.asked(u["unit"])) for u in units])
        c.keeps = self.format >= 5
        for person in self.bundle.roster:
            c.add("membership", 1, category=self.form.categories[person["category"]])
        for u in units:
            one = dict(unit=u["unit"]["id"])
            for category, hall in zip(self.form.categories, u["hall"]):
                if u["first"]:  # all units of a whole form have the same ballots
                    for name, n in zip(("issued", "checked in"), hall):
                        c.add(name, n, category=category, **one)
                    c.add("collected", u["ballots"][category], category=category, **one)
                    c.add("valid", u["ballots"][category] - u["void"][category], category=category, **one)
            for (asked, category), pile in u["piles"].items():
                place = self.form.asked(u["unit"]).index(asked) if c.own else asked
                for grade, n in zip(self.form.grades or [None], pile):
                    if self.form.lists:
                        c.add("ticks", n, list=asked, category=category, **one)
                    else:
                        c.add("marks", n, criterion=place, category=category, **{c.marked: grade}, **one)
        self.give(c, {u["unit"]["id"] for u in units})
        return c

    def give(self, c, units):
        """What people added: figures from elsewhere, decisions, vetoes. What concerns units without a
        confirmed tally has no place."""
        for name, entered in self.version.figures.items():
            for cell in entered["cells"]:
                try:
                    place = c.place(name, cell["at"])
                except (KeyError, ValueError):
                    continue
                if all(label in c.labels[axis] for axis, label in zip(c.tables[name].axes, place)):
                    c.tables[name].cells[place] = Fraction(cell["value"])
        c.decisions = [dict(d, order=[u for u in d["order"] if u in units]) for d in self.version.decisions]  # of level ones only who is in the order counts
        c.vetoes = {veto["unit"] for veto in self.version.vetoes}

    def figures(self, c, given=None):
        """By name of the result its table, {} when the rulebook forbids to go on."""
        try:
            c.run(given)
        except Refused as why:
            self.refused = str(why)
            if given is not None:  # it may be for want of what is withheld
                self.unknown.append(f"any figure: {why}")
                self.refused = self.bundle.result.get("refused", "")
                return {}
            return {name: None for name in self.rules["result"]}
        tables, self.pending = {}, c.asked() if self.format >= 7 else c.pending
        for name in self.rules["result"]:
            try:
                tables[name] = c.result(name)
            except NotKnown as why:
                self.unknown.append(f"{name}: {why}")
        return tables

    def units_shown(self, c, tables, units, shown, hidden):
        """Writes what the steps come to, for every unit and for the lists of units."""
        for u, s in zip(units, shown):
            self.scored(tables, s, u["unit"], hidden)
        self.made = selections(c, self.rules, tables, [u["unit"] for u in units], hidden, self.bundle.result.get("selections", []), shown, self.format >= 3)

    def scored(self, tables, shown, unit, hidden):
        """Writes what the steps come to for a unit as result.json has it. No exact figure is there of a
        unit that is hidden, nor of one whose figure rests on those of others where one of them is."""
        place = (unit["id"],)

        def veiled(table):
            return unit["id"] in hidden or hidden and table and table.mixed

        def untold(name):
            """Nothing is told of such a unit that rests on part of the categories; before format 3 it was."""
            table = tables[name]
            return self.format >= 3 and table and (table.part or "category" in table.axes) and veiled(table)

        def exactly(name, place):
            return "" if veiled(tables[name]) else exact(tables[name], place, self.format >= 7)

        def printed(name, place):
            """What no step rounds has two places where it may not be exact; a number of ticks is no secret."""
            table = tables[name]
            if untold(name):
                return ""
            if not table or place not in table.cells or table.places is not None or not veiled(table):
                return text(table, place)
            ticks = table.counts if self.format >= 2 else self.form.lists and table.cells[place].denominator == 1
            return text(table, place) if ticks else fixed(rounded(table.cells[place], 2, "half up"), 2)

        def withheld(name):
            return tables[name] and tables[name].hollow and unit["id"] in hidden
        if "score" in tables and (untold("score") or not withheld("score")):
            shown["score"], shown["exact"] = printed("score", place), exactly("score", place)
        for name, field in (("rank", "rank"), ("rank in class", "rank_in_class")):
            if name in tables or name not in self.rules["result"]:
                table = tables.get(name)
                shown[field] = int(table.cells[place]) if table and place in table.cells else 0
        if "criterion score" in tables and not withheld("criterion score"):
            for k, criterion in enumerate(shown.get("criteria", [])):
                place = (unit["id"], k if self.form.own() else criterion["criterion"])
                value = {"score": printed("criterion score", place), "exact": exactly("criterion score", place)}
                criterion.update((field, said) for field, said in value.items() if said)
        self.named(tables, shown, unit, hidden, veiled, untold)

    def named(self, tables, shown, unit, hidden, veiled, untold):
        """Every other result by unit: lists, and figures that are rounded or may be shown exactly. What was
        not counted, or rests on counts that are withheld, stays as it is printed, unless it is never told."""
        lists = {step["name"] for step in self.rules["steps"] if step["do"] == "cut"}
        words = {step["name"] for step in self.rules["steps"] if self.format >= 3 and (
            step["do"] == "bands" and "label" in step["bands"][0] or step["do"] == "majority grade" and "grades" in self.rules["ballot"])}
        printed, shown["named"] = {one["name"]: one for one in shown.get("named", [])}, []
        for name in sorted(set(self.rules["result"]) - {"score", "rank", "rank in class", "criterion score"}):
            table, own, place = tables.get(name), self.rules["result"][name], (unit["id"],)
            if name in tables and own not in lists and untold(name):
                continue
            if name not in tables or table and table.hollow and unit["id"] in hidden:
                if own in printed or own in lists and not self.refused:
                    shown["named"].append({"name": own, "text": printed.get(own, {}).get("text", "")})
            elif table and table.axes == ("unit",) and (own in lists | words or not veiled(table) or table.places is not None and place in table.cells):
                shown["named"].append({"name": own, "text": text(table, place)})

    def detailed(self, u):
        secret = self.bundle.rules["secrecy"] == "secret" and not self.bundle.rehearsal
        valid = {category: n - u["void"][category] for category, n in u["ballots"].items()}
        people = valid.values() if self.form.lists else map(sum, u["piles"].values())  # no tick says something too
        few = any(0 < n < FEW for n in people)
        if self.format >= 2:  # whatever they say; before it was who marked a row alone
            few = few or any(n > 0 and valid[category] < FEW for category, n in u["ballots"].items())
        return not (secret and few)

    def shown(self, u, detailed):
        """A unit as result.json has it, but for its figures."""
        unit, all_of, categories = u["unit"], list(u["blank"]), self.form.categories

        def by_category(criteria):
            sums = {k: list(map(sum, zip(*(u["piles"][c, k] for c in criteria)))) for k in categories}
            return sums if detailed else {}, list(map(sum, zip(*sums.values())))
        counts, by_grade = by_category(all_of)
        shown = dict(
            unit=unit["id"], name=unit["name"], **{"class": unit.get("class", "")}, counts=counts, by_grade=by_grade, item=u["item"],
            blank=sum(u["blank"].values()), ballots=sum(u["ballots"].values()), expected=u["expected"])
        void = sum(u["void"].values())
        shown.update(zip(("issued", "checked_in"), map(sum, zip(*u["hall"]))), valid=shown["ballots"] - void, void=void)
        shown.update({"hidden": True} if not detailed else {}, **{k: unit[k] for k in ("department",) if k in unit})
        if len(all_of) > 1 or self.form.own():
            shown["criteria"] = [
                dict(one, criterion=key, blank=u["blank"][key], **dict(zip(("counts", "by_grade"), by_category([key]))))
                for key, one in zip(all_of, self.labels(unit))]
        return shown

    def labels(self, unit):
        """What the criteria of a unit are called, and in which group they are."""
        own = unit.get("criteria") or [{"label": label} for label in self.form.asked(unit)]
        return [{"label": one["label"], **({"group": one["group"]} if "group" in one else {})} for one in own]

    def whole(self, units):
        """result.json as the records give it."""
        b, rules = self.bundle, self.bundle.rules
        issued, checked_in = b.turnout()
        steps_said = rules["pipeline"] if "pipeline" in rules else [step["name"] for step in rules.get("steps", [])]
        if "ten_best" in rules:
            steps_said = rules["score"] + [rules["ten_best"], rules["ten_worst"]]
        return dict(
            provenance(b), **self.outcome(units), format=self.format, issued=issued, checked_in=checked_in, grades=self.form.grades, units=units,
            selections=self.made, lists=[limits(one) for one in self.form.lists or []],
            scale=[scale(grade) for grade in self.form.scale],
            categories=[
                dict({"label": k["label"], "issued": b.turnout(i)[0], "checked_in": b.turnout(i)[1]}, **({"seats": k["seats"]} if k.get("seats") else {}))
                for i, k in enumerate(rules.get("categories", [{"label": EVERYBODY}]))],
            rulebook={"title": rules["title"], "hash": b.session["rulebook_hash"], "steps": steps_said})

    def outcome(self, units):
        """What result.json says of the version, and of what is outstanding."""
        v, standing = self.version, [number for number, _ in self.bundle.standing()]
        each = units[:1] if self.form.whole else units  # all units of a whole form have the same ballots
        entered = {name: e for name, e in v.figures.items() if e["cells"]}
        imported = [table["name"] for table in self.rules.get("imported", [])]
        wanted = [table["name"] for table in self.rules.get("imported", []) if not table.get("optional")]
        said = self.bundle.result.get("refused", "")
        return dict(
            version=v.number, phase=v.phase(), versions=[one.line() for one in self.bundle.life.versions[:v.number]],
            **{key: sum(u.get(of, 0) for u in each) for key, of in (("collected", "ballots"), ("valid", "valid"), ("void", "void"))},
            sources=[dict(signed(entered[name]), table=name, source=entered[name]["source"], cells=entered[name]["cells"]) for name in imported if name in entered],
            decisions=v.decisions, vetoes=v.vetoes, missing=[name for name in wanted if name not in entered],
            pending=self.ties(),
            left=[number for number in self.bundle.items if number not in standing],
            refused=said if said and self.refused else self.refused)

    def ties(self):
        """The ties that wait; before format 6 one line stood for those of all criteria among the same units."""
        ties = []
        for step, kind, where, tied in self.pending:
            tie = dict({"step": step, "kind": kind, "units": tied}, **({"where": where} if where and self.format >= 6 else {}))
            ties += [tie] if tie not in ties else []
        return ties

    def everything(self):
        units = self.units()
        shown = [self.shown(u, self.detailed(u)) for u in units]
        c = self.counting(units)
        tables = self.figures(c)
        hidden = {u["unit"]["id"] for u in units if not self.detailed(u)}
        self.units_shown(c, tables, units, shown, hidden)
        self.compare("result.json", self.whole(shown), self.bundle.result)
        return len(units)

    def public(self):
        """No ballot is in it: figures are worked from the counts in result.json, where it gives them."""
        said, units, shown, given = {u["unit"]: u for u in self.bundle.result["units"]}, [], [], {}
        for number, item in self.bundle.standing():
            for n, unit in enumerate(self.bundle.asked(item)):
                printed = said.get(unit["id"])
                if printed is None:
                    self.bundle.differ(f"{unit['id']}: confirmed", True, False)
                    continue
                self.whole_of(unit, printed)
                if printed["ballots"] > item["lines"]:
                    self.bundle.differ(f"{unit['id']}: ballots", f"at most {item['lines']}", printed["ballots"])
                u = self.from_counts(number, unit, printed, n == 0)
                units.append(u)
                shown.append(dict(copy.deepcopy(printed), name=unit["name"], item=number, **{"class": unit.get("class", "")}))
                self.settled(shown[-1], unit, not u["piles"])
                for one, label in zip(shown[-1].get("criteria", []), self.labels(unit)):
                    one.update({"group": ""} if "group" in one else {}, **label)
                if u["piles"]:
                    shown[-1]["counts"] = {
                        k: list(map(sum, zip(*(u["piles"][c, k] for c in self.form.asked(unit))))) for k in self.form.categories}
                else:
                    self.take(given, unit, printed)
        self.cards(shown)
        hidden = {u["unit"]["id"] for u in units if not u["piles"]}
        c = self.counting(units)
        totals = ("issued", "checked in", "collected", "valid")
        withheld = ("membership",) if self.told() else ("membership", *totals)
        c.unknown.update(dict.fromkeys(withheld, "the bundle for the public does not have it by category"))
        for name in totals:
            c.tables[name].lumped = "category" in c.tables[name].axes and len(self.form.categories) > 1
        for name in ("marks", "ticks"):
            if name in c.tables:
                c.tables[name].hollow = bool(hidden)
        tables = self.figures(c, given if hidden else None)
        self.units_shown(c, tables, units, shown, hidden)
        whole = self.whole(shown)
        for key in ("issued", "checked_in") if "categories" in self.bundle.result else ():
            self.bundle.differ(f"{key} by category", self.bundle.result[key], sum(k[key] for k in self.bundle.result["categories"]))
        for key in ("issued", "checked_in"):
            whole[key] = self.bundle.result.get(key)
        if self.unknown:
            whole["pending"] = [tie for tie in self.bundle.result.get("pending", []) if self.may_be_tied(tie, {u["unit"]["id"] for u in units})]
        for one, other in zip(whole["categories"], self.bundle.result.get("categories", [])):
            one.update((key, other.get(key)) for key in ("issued", "checked_in"))
        self.compare("result.json", whole, self.bundle.result)
        return len(units)

    def settled(self, shown, unit, hidden):
        """What the settings and its own counts say of a printed unit: its department, whether it is hidden, and that
        nothing is told exactly of one that is."""
        for key, value in (("department", unit.get("department")), ("hidden", hidden)):
            shown.pop(key, None)
            shown.update({key: value} if value and key not in self.older else {})
        each = "criterion score" in self.rules["result"]
        for criterion in shown.get("criteria", []):
            for key in ("exact", "score") if not each else ("exact",) if hidden else ():
                criterion.pop(key, None)
        shown.update({"exact": ""} if hidden else {})

    def may_be_tied(self, tie, units):
        """Whether a tie that was not found out names a step and several units that there are."""
        tied = tie.get("units", [])
        sound = tie.get("kind") in ("lot", "re-vote") and tie.get("step") in [step["name"] for step in self.rules["steps"]]
        where = all(isinstance(label, str) for label in tie.get("where", []))
        return sound and where and len(set(tied)) == len(tied) > 1 and units.issuperset(tied)

    def whole_of(self, unit, printed):
        """Names what a unit of the result lacks."""
        where, asked = f"result.json {unit['id']}", self.form.asked(unit)
        self.told_of(printed, UNIT, where)
        if self.form.own() or len(asked) > 1:
            self.bundle.differ(f"{where} criteria", asked, [one.get("criterion") for one in printed.get("criteria", [])])
            for one in printed.get("criteria", []):
                self.told_of(one, CRITERION, f"{where} {one.get('criterion', '')}")

    def told_of(self, said, members, where):
        """Names the members that a result says of a unit or a criterion whatever they are, and this one does not."""
        for key in sorted(members - set(said) - self.older):
            self.bundle.differences.append(f"{where}: {key} is missing")
        for key in sorted(set(said) - members - MORE):
            self.bundle.differences.append(f"{where}: {key} is no member of it")

    def cards(self, shown):
        """What can be said of cards where no record of them is to be seen; older results tell none by unit."""
        for u in [self.bundle.result] + shown:
            for less, more in (("checked_in", "issued"), ("expected", "checked_in")):
                if less in u and more in u and not 0 <= u[less] <= u[more]:
                    self.bundle.differ(f"{u.get('unit', 'the session')}: {less}", f"at most {u[more]}", u[less])
        self.counted(shown)
        for u in shown if self.form.whole else ():  # they were handed in once, for all units
            for key in ("ballots", "void", "issued", "checked_in"):
                self.bundle.differ(f"{u['unit']}: {key}, as of the first unit of the form", shown[0].get(key), u.get(key))

    def counted(self, shown):
        """Each withheld record makes one card void at most, and checks one in; where there is none between the close of
        an item and the next, or the end, the cards are the same. Of new cards one record may have any number."""
        if "format" not in self.bundle.result:
            return
        counts = sorted(((self.bundle.items[u["item"]]["behind"], u["unit"], u) for u in shown), key=lambda one: one[0])
        counts.append((self.bundle.withheld, "the session", self.bundle.result))
        for (before, name, u), (after, _, later) in zip(counts, counts[1:]):
            records = after - before
            if not (0 if records else later["issued"]) <= u["issued"] <= later["issued"] + records:
                self.bundle.differ(f"{name}: issued, with {records} withheld records to the next count", f"about {later['issued']}", u["issued"])
            if abs(u["checked_in"] - later["checked_in"]) > records:
                self.bundle.differ(f"{name}: checked_in, with {records} withheld records to the next count", f"about {later['checked_in']}", u["checked_in"])

    def told(self):
        """Whether ballots and cards are printed; they are of all categories together, and in older results not at all."""
        return "version" in self.bundle.result

    def from_counts(self, number, unit, printed, first):
        """A unit as its printed counts have it; without piles where they are left out."""
        piles, names = {}, self.form.asked(unit)
        for asked, counts in zip(names, [c["counts"] for c in printed.get("criteria", [printed])]):
            piles.update({(asked, category): pile for category, pile in counts.items()})
        for (asked, category), pile in piles.items():
            self.bundle.differ(f"{unit['id']} {asked} {category}: marks that may be given", len(self.form.grades or [None]), len(pile))
        if piles:
            self.bundle.differ(f"{unit['id']}: categories", sorted(self.form.categories), sorted({k for _, k in piles}))
        self.sums(unit["id"], printed, len(names))
        if "valid" in printed:
            self.bundle.differ(f"{unit['id']}: valid", printed["ballots"] - printed.get("void", 0), printed["valid"])
        first_of = self.form.categories[0]
        ballots, void = {first_of: printed["ballots"]}, {first_of: printed.get("void", 0)}
        return dict(item=number, unit=unit, piles=piles, ballots=ballots, void=void, first=first and self.told(),
                    hall=[(printed.get("issued"), printed.get("checked_in"))])

    def sums(self, name, printed, rows):
        """The sums that a unit prints, added up from its own parts; older results print none of them."""
        differ, criteria = self.bundle.differ, printed.get("criteria", [])
        for part in [printed] + criteria:
            if "by_grade" in part and part["counts"]:
                differ(f"{name} {part.get('criterion', '')} by grade", list(map(sum, zip(*part["counts"].values()))), part["by_grade"])
        if "by_grade" in printed and criteria:
            differ(f"{name} by grade", list(map(sum, zip(*(one["by_grade"] for one in criteria)))), printed["by_grade"])
        for one in criteria:
            if "by_grade" in one:
                differ(f"{name} {one['criterion']} blank", printed["ballots"] - printed.get("void", 0) - sum(one["by_grade"]), one["blank"])
        marks = printed.get("by_grade") or [n for pile in printed["counts"].values() for n in pile]
        if marks:
            differ(f"{name}: marks and blanks", rows * (printed["ballots"] - printed.get("void", 0)), sum(marks) + printed["blank"])

    def take(self, given, unit, printed):
        """Where counts are withheld the printed figures are taken, so that the others can be ranked; what
        no step rounds is printed with two places and is not what places go by."""
        own = self.rules["result"]
        rounds = {step["name"] for step in self.rules["steps"] if step.get("round")}
        if own["score"] in rounds:
            given.setdefault(own["score"], {})
            if printed["score"]:
                given[own["score"]][unit["id"],] = Fraction(printed["score"])
        for k, criterion in enumerate(printed.get("criteria", [])):
            place = (unit["id"], k if self.form.own() else criterion["criterion"])
            if own.get("criterion score") in rounds and criterion.get("score"):
                given.setdefault(own["criterion score"], {})[place] = Fraction(criterion["score"])

    def compare(self, where, counted, said):
        """Everything that is in what was counted must be in what was said, and the other way round."""
        if isinstance(counted, dict) and isinstance(said, dict):
            for key, value in counted.items():
                always = key in ALWAYS | LISTED or key == "class" and "unit" in counted
                if key in said or (value or always) and key not in self.older:  # what else is empty need not be said
                    self.compare(f"{where} {key}", value, said.get(key))
            self.bundle.differences += [f"{where}: {key} is no member of it" for key in said if key not in counted and self.format in FORMATS]
        elif isinstance(counted, list) and isinstance(said, list) and len(counted) == len(said):
            for n, (value, other) in enumerate(zip(counted, said)):
                name = value.get("unit") or value.get("criterion") or n if isinstance(value, dict) else n
                self.compare(f"{where} {name}", value, other)
        else:
            self.bundle.differ(where, counted, said)


def provenance(b):
    """What result.json says of the session and its log."""
    return dict(
        title=b.session["title"], rehearsal=b.rehearsal, ranked="confirmed", session=b.session["id"], secrecy=b.session["secrecy"],
        final=True, items=len(b.session["rundown"]),
        log={"records": b.session["records"], "acted_at": b.acted, "signer": b.session["signer"]},
        checkpoints=[
            {"item": number, "run": item["run"], "records": item["seal"]["size"], **{k: item["seal"][k] for k in ("root", "code", "note")},
             **({"unit": item["unit"]} if item["unit"] else {})}
            for number, item in b.standing()])


def limits(one):
    return {"label": one["list"], "at_least": one.get("at_least", 0), "at_most": one["at_most"]}


def scale(grade):
    points = {} if grade.get("points") is None else {"points": str(grade["points"])}
    return dict(points, label=grade["label"], in_base=grade.get("in_base", True))


def text(table, place):
    return table.text(place) if table else ""


def exact(table, place, unfilled):
    """Before format 7 what was filled to 100 was told as it was then."""
    cells = table.unfilled if table and unfilled and table.unfilled else table and table.exact
    return str(cells[place]) if table and place in cells else ""


def main(folder, key=None):
    bundle = Bundle(folder, key)
    print("演练 REHEARSAL" if bundle.rehearsal else bundle.session["title"])
    if bundle.public:
        print("public bundle: no ballot is in it, so figures are worked from the counts in result.json. Whether the ballots come to\n"
              "these counts it does not show: no record and no checkpoint has them. The bundle for scrutineers does")
    if not bundle.countable:
        return told(bundle, ["any figure: the acts of an item are not whole"], 0, key)
    try:
        recount = Recount(bundle)
        units = recount.public() if bundle.public else recount.everything()
    except (*FAULTS, NotKnown, Refused) as why:
        told(bundle, [], 0, key)
        raise why if isinstance(why, (Unreadable, NotKnown, Refused)) else Unreadable(f"rulebook.json or result.json: {in_words(why)}") from why
    counted = [name for name in recount.rules["result"] if not any(line.startswith(name + ":") for line in recount.unknown)]
    print(f"counted again: {', '.join(counted)} of {units} units" + ("" if bundle.public else f", from {recount.ballots} ballots"))
    return told(bundle, recount.unknown, units, key)


def told(bundle, unknown, units, key):
    """Names what differs and what was not found out, and gives the exit status."""
    for line in bundle.differences:
        print("DIFFERS", line)
    for line in unknown:
        print("NOT COUNTED", line)
    for line in bundle.sealing.unsigned:
        print("NOT SIGNED", line)
    if not key:
        print("signatures are checked by the key in the bundle itself; give the printed one with --key")
    print(f"{len(bundle.roots) - 1} records, {len(bundle.seals)} signed checkpoints, {units} units: {len(bundle.differences)} differences")
    return 1 if bundle.differences else 3 if unknown or bundle.sealing.unsigned else 0


def check(path, key=None):
    """main of a folder or an archive. Whatever is wrong with it is told in words."""
    try:
        with unpacked(path) as opened:
            return main(opened, key)
    except (*FAULTS, NotKnown, Refused) as fault:
        print(f"cannot read the bundle: {in_words(fault)}")
        return 2


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, help="or the .zip that the desk gives")
    arguments.add_argument("--key", help="verifier key from the printed record")
    asked = arguments.parse_args()
    sys.exit(check(asked.folder, asked.key))
