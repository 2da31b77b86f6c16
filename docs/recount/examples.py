#!/usr/bin/env python3
"""Counts the worked examples of the project: python3 examples.py FILE...

A file has examples in lines that a person can check with a pencil: what the
rulebook says, what was counted, what comes out (voting/count/testdata/steps, and
voting/testdata/published with a rulebook.json beside each). The program that
holds sessions is tested by the same files. It ends with 1 when a figure differs.
"""
import json
import sys
from fractions import Fraction
from pathlib import Path

import lists  # noqa: F401  what a step can do
import majority  # noqa: F401
from tables import Counting, Refused

FOUR = {"sheet": "one unit", "grades": [
    {"label": "满意", "points": 100, "headline": True}, {"label": "基本满意", "points": 80},
    {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": False}]}


def decision(kind, fields):
    """Reads 名次/履职 甲 乙=丙: of which criterion, and who was left level."""
    (step, *where), groups = fields[0].split("/"), [field.split("=") for field in fields[1:]]
    made = {"step": step, "kind": kind, "order": sum(groups, []), "level": [group for group in groups if len(group) > 1]}
    return dict(made, where=where) if where else made


def tie(fields):
    step, *where = fields[0].split("/")
    return step, fields[1], where, fields[2:]


def load(text):
    return json.loads(text, parse_float=Fraction)


class Example:
    def __init__(self, name, rules):
        self.name, self.whole, self.lines = name, rules, []
        self.rules = rules or {"rulebook": 2, "title": "例", "ballot": FOUR, "steps": [], "result": {}}
        self.units, self.fed, self.wants, self.acts, self.fails = [], [], [], [], False

    def read(self):
        block = None
        for line in self.lines:
            word, _, rest = line.partition(" ")
            fields = [field.replace("_", " ") for field in rest.split()]
            if word == "units":
                self.units = [dict(zip(("id", "class", "session"), field.split("/"))) for field in fields]
            elif word == "pledges":
                next(u for u in self.units if u["id"] == fields[0])["criteria"] = fields[1:]
            elif word in ("ballot", "categories", "axes"):
                self.rules = dict(self.rules, **{word: load(rest)})
            elif word == "step":
                self.rules["steps"].append(load(rest))
            elif word == "table":
                self.rules.setdefault("imported", []).append({"name": fields[0], "axes": fields[1:]})
                block = ("table", fields[0])
            elif word in ("figures", "count", "want"):
                block = ("table" if word == "figures" else word, fields[0])
            elif word in ("marks", "grades"):
                block = ("marks", word)
            elif word in ("lot", "re-vote", "veto", "pending", "settled", "fails", "problem"):
                self.acts.append((word, fields))
            elif word in ("tells", "leads", "rounds", "kept"):
                continue  # sentences about how a figure came about are the program's own, and so is what it asks of new rulebooks
            else:
                row = [field.replace("_", " ") for field in line.split()]
                (self.wants if block[0] == "want" else self.fed).append((block, row))

    def feed(self, c):
        for (what, table), row in self.fed:
            if what == "table":
                c.tables[table].cells[c.place(table, row[:-1])] = Fraction(row[-1])
            elif what == "count":
                spare = len(c.tables[table].axes) - len(row[:-1])  # what was issued may be said for all units at once
                for at in [[u["id"]] for u in self.units] if spare else [[]]:
                    c.tables[table].cells[c.place(table, at + row[:-1])] += int(row[-1])
            else:
                n = len(c.tables[table].axes) - 1
                for mark in row[n:]:
                    label, _, times = mark.partition("=")
                    c.tables[table].cells[c.place(table, row[:n] + [label])] += int(times or 1)
        for word, fields in self.acts:
            if word in ("lot", "re-vote"):
                c.decisions.append(decision(word, fields))
            elif word == "veto":
                c.vetoes.add(fields[0])

    def run(self):
        """Every figure that differs from what is wanted; None where the rulebook itself is refused."""
        self.read()
        words = [word for word, _ in self.acts]
        if "problem" in words:
            return None  # what a rulebook may not say is for the program to find
        c = Counting(self.rules, self.units)
        self.feed(c)
        try:
            c.run()
        except Refused as why:
            return [] if "fails" in words else [f"stops: {why}"]
        wrong = [f"{name} is not counted: {why}" for name, why in c.unknown.items()]
        if "fails" in words:
            wrong.append("does not stop")
        for (_, name), row in self.wants:
            table = self.rules["result"].get(name, name)
            value = c.tables[table].text(c.place(table, row[:-1])) if table in c.tables else "not counted"
            if (value or "-") != row[-1]:
                wrong.append(f"{name} of {row[:-1]} is {value or '-'}, want {row[-1]}")
        for word, fields in self.acts:
            if word == "settled" and fields[0] in [tie[0] for tie in c.asked()]:
                wrong.append(f"{fields[0]} waits: {c.asked()}")
            if word == "pending" and tuple(tie(fields)) not in c.asked():
                wrong.append(f"{fields} does not wait; what waits is {c.asked()}")
        return wrong


def examples(path):
    beside, found = path.with_name("rulebook.json"), []
    rules = load(beside.read_text(encoding="utf-8")) if beside.exists() else None
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("== "):
            found.append(Example(f"{path.parent.name}/{path.stem}: {line[3:]}", rules))
        elif line and not line.startswith("#") and found:
            found[-1].lines.append(line)
    return found


def main(paths):
    counted = left = 0
    wrong = []
    for path in paths:
        for example in examples(Path(path)):
            differences = example.run()
            counted, left = counted + (differences is not None), left + (differences is None)
            wrong += [f"{example.name}: {line}" for line in differences or []]
    print("\n".join(wrong + [f"{counted} examples counted, {left} rulebooks that are refused left out: {len(wrong)} differences"]))
    return 1 if wrong or not counted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
