#!/usr/bin/env python3
"""Counts an audit bundle again: python3 recount.py FOLDER

Python 3.8 or later, standard library only, written from docs/BUNDLE.md and not
from the program that wrote the bundle. It ends with 0 when everything it
checks agrees, with 1 and a line for each difference otherwise, with 2 when it
cannot read the bundle.

It checks the files against SHA256SUMS, the hash of every record, the RFC 6962
root under every checkpoint, that each item is closed, sealed, confirmed and
revealed in this order and each version of the result confirmed, announced, put
up for notice and certified, one ballot per tag; and it counts votes, scores and
ranks and compares them with result.json. It does NOT check the signatures of
the checkpoints: Ed25519 is not in Python's library. Use `pingyi verify` or any
tool for C2SP signed notes, with the key from the printed record.
"""
import base64
import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path

MEAN = "mean over votes with an opinion inside each category"
WEIGHTED = "weighted mean over categories, weights renormalised over the categories that have such a vote"
RANK = "on the rounded score, inside each class and overall, 1 2 2 4"
BLANK = 255
WHOLE = {"session-published", "session-closed"}
# What may come before an act on an item.
BEFORE = {
    "item-staged": (None, "item-staged", "item-voided"), "item-opened": ("item-staged",),
    "item-extended": ("item-opened", "item-extended"), "item-closed": ("item-opened", "item-extended"),
    "item-sealed": ("item-closed",), "item-confirmed": ("item-sealed",), "item-revealed": ("item-confirmed",),
    "item-voided": ("item-opened", "item-extended", "item-closed", "item-sealed", "item-confirmed", "item-revealed"),
}
# What must come before an act on a version of the result; it is changed only before it is confirmed.
LIFE = {
    "figures-entered": "preparing", "decision-entered": "preparing", "unit-vetoed": "preparing", "veto-lifted": "preparing",
    "result-confirmed": "preparing", "result-announced": "confirmed", "notice-started": "announced", "result-certified": "notice",
}
BECOMES = {"result-confirmed": "confirmed", "result-announced": "announced", "notice-started": "notice", "result-certified": "certified"}
differences = []


def differ(what, counted, said):
    if counted != said:
        differences.append(f"{what}: the records give {counted}, the bundle says {said}")


def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:
    """The Merkle tree of RFC 6962, as the complete subtrees along its right edge."""

    def __init__(self):
        self.parts = []

    def add(self, leaf):
        size = 1
        while self.parts and self.parts[-1][0] == size:
            leaf = sha256(b"\x01" + self.parts.pop()[1] + leaf)
            size *= 2
        self.parts.append((size, leaf))

    def root(self):
        if not self.parts:
            return sha256(b"")
        root = self.parts[-1][1]
        for _, left in reversed(self.parts[:-1]):
            root = sha256(b"\x01" + left + root)
        return root


def read_ballot(record):
    at = 1

    def number():
        nonlocal at
        value = shift = 0
        while True:
            octet = record[at]
            at += 1
            value |= (octet & 127) << shift
            shift += 7
            if octet < 128:
                return value

    def take(n):
        nonlocal at
        at += n
        return record[at - n:at]

    ballot = {"item": number(), "run": number(), "category": take(1)[0], "tag": take(16).hex(), "salt": take(16).hex(), "at": number()}
    ballot["marks"] = [None if mark == BLANK else mark for mark in take(number())]
    holder = take(number()).decode()
    if holder:
        ballot["holder"] = holder
    if at != len(record):
        raise ValueError("a ballot of the wrong length")
    return ballot


class Count:
    """Cards and ballots, one by one."""

    def __init__(self, folder, session, rules):
        self.folder, self.session, self.rules = folder, session, rules
        self.units, self.items, self.cards, self.open, self.roots, self.seals, self.seen = {}, {}, {}, None, {}, 0, set()
        self.versions, self.shown = ["preparing"], 1

    def follow(self, n, kind, e):
        if kind == "session-created":
            self.units = {u["id"]: u for u in e["session"]["units"]}
            self.items = {i["id"]: {"unit": i["unit"], "at": None} for i in e["session"]["rundown"]}
            differ("rulebook.json", e["session"]["rulebook"], self.rules)
            for field in ("id", "title", "rehearsal", "signer", "units", "rundown"):
                differ(f"session.json: {field}", e["session"][field], self.session[field])
        elif kind == "session-published":
            differ("rulebook.json", hashlib.sha256((self.folder / "rulebook.json").read_bytes()).hexdigest(), e["rulebook_hash"])
        elif kind == "cards-issued":
            self.cards.update({c["id"]: dict(c, shown=False, void=False) for c in e["cards"]})
        elif kind == "card-redeemed":
            self.cards[e["card"]]["shown"] = True
        elif kind == "card-voided":
            self.cards[e["card"]]["void"] = True
        elif kind == "ballot-cast":
            self.cast(n, e)
        elif kind == "ballot-withdrawn":
            self.items[e["item"]]["ballots"].pop(e["tag"])
        elif kind in BEFORE:
            self.act(n, kind, e)
        elif kind in LIFE or kind == "result-corrected":
            self.live(n, kind, e)

    def live(self, n, kind, e):
        number, at = len(self.versions), self.versions[-1]
        if kind == "result-corrected":
            differ(f"record {n}: opens version", number + 1, e["version"])
            differ(f"record {n}: version {number} was confirmed before it is corrected", at != "preparing", True)
            self.versions.append("preparing")
            return
        differ(f"record {n}: {kind} while version {number} is", at, LIFE[kind])
        if kind not in BECOMES:
            return
        differ(f"record {n}: {kind} of version", number, e["version"])
        self.versions[-1] = BECOMES[kind]
        if kind == "result-announced":
            self.shown = number
        if kind == "result-confirmed":
            differ(f"record {n}: result confirmed, session closed", "session-closed" in self.seen, True)
            if not self.session["rehearsal"]:
                differ(f"record {n}: result confirmed in the role", e.get("role"), "scrutineer")

    def cast(self, n, ballot):
        item = self.items.get(self.open)
        if item is None:
            return differ(f"record {n}: a ballot", "no open item", "one")
        item["lines"] += 1
        if ballot is None:
            return
        differ(f"record {n}: a ballot on", (self.open, item["run"]), (ballot["item"], ballot["run"]))
        if ballot["tag"] not in item["ballots"] or self.rules["one_vote"] == "last before the close counts":
            item["ballots"][ballot["tag"]] = ballot

    def act(self, n, kind, e):
        item = self.items.setdefault(e["item"], {"at": None})
        if item["at"] not in BEFORE[kind]:
            differ(f"record {n}: {kind} of item {e['item']} comes after", item["at"], " or ".join(map(str, BEFORE[kind])))
        item["at"] = kind
        if kind == "item-staged":
            differ(f"record {n}: item {e['item']} on stage, rules published", "session-published" in self.seen, True)
            item.update(run=e["run"], ballots={}, lines=0)
        elif kind == "item-opened":
            differ(f"record {n}: item {e['item']} opens, open already", self.open, None)
            self.open = e["item"]
        elif kind == "item-closed":
            self.open, item["closed"], item["expected"] = None, n, self.could_vote(item.get("unit"))
        elif kind == "item-sealed":
            self.seal(n, item, e)
        elif kind == "item-confirmed" and not self.session["rehearsal"]:
            differ(f"record {n}: item {e['item']} confirmed in the role", e.get("role", "scrutineer"), "scrutineer")
        elif kind == "item-voided" and self.open == e["item"]:
            self.open = None

    def could_vote(self, unit):
        department = self.units.get(unit, {}).get("department")
        return sum(c["shown"] and not c["void"] and not (department and c.get("recused") == department) for c in self.cards.values())

    def seal(self, n, item, e):
        note = (self.folder / "checkpoints" / f"item-{e['item']:04d}-run-{item['run']}.txt").read_text(encoding="utf-8")
        differ(f"checkpoint of item {e['item']}", e["seal"]["note"], note)
        _, size, root = note.split("\n")[:3]
        self.seals += 1
        if not item["closed"] < int(size) <= n:
            differ(f"checkpoint of item {e['item']} covers", size, f"more than {item['closed']} and at most {n}")
        differ(f"checkpoint of item {e['item']}: root", self.roots.get(int(size)), base64.b64decode(root).hex())


def score(rules, counts):
    """The exact score of one unit, None when nobody has an opinion."""
    top = weights = Fraction(0)
    for category in rules["categories"]:
        base = points = Fraction(0)
        for grade, n in zip(rules["grades"], counts[category["label"]]):
            if grade["points"] is not None:
                base, points = base + n, points + n * Fraction(grade["points"])
            elif grade.get("in_base"):
                base += n
        if base:
            top += Fraction(category["weight"]) * points / base
            weights += Fraction(category["weight"])
    return top / weights if weights else None


def rounded(exact, places, how):
    scaled = abs(exact) * 10 ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = Fraction(2 * rest, scaled.denominator)
    if how == "half up" and half >= 1 or how == "half even" and (half > 1 or half == 1 and whole % 2):
        whole += 1
    digits = str(whole).rjust(places + 1, "0")
    text = digits[:len(digits) - places] + ("." + digits[len(digits) - places:] if places else "")
    return "-" + text if exact < 0 and whole else text


def rank(units):
    for u in units:
        better = [o for o in units if o["score"] and u["score"] and Fraction(o["score"]) > Fraction(u["score"])]
        u["rank"] = 1 + len(better) if u["score"] else 0
        u["rank_in_class"] = 1 + sum(o["class"] == u["class"] for o in better) if u["score"] else 0


def count_units(count, rules):
    """What every confirmed item comes to, from its ballots."""
    units = []
    for item in count.items.values():
        if item["at"] not in ("item-confirmed", "item-revealed"):
            continue
        counts = {c["label"]: [0] * len(rules["grades"]) for c in rules["categories"]}
        unit = dict(unit=item["unit"], blank=0, ballots=len(item["ballots"]), expected=item["expected"], counts=counts)
        unit["class"], unit["name"] = count.units[item["unit"]].get("class", ""), count.units[item["unit"]]["name"]
        for ballot in item["ballots"].values():
            for mark in ballot["marks"]:
                if mark is None:
                    unit["blank"] += 1
                else:
                    counts[rules["categories"][ballot["category"]]["label"]][mark] += 1
        units.append(unit)
    return units


def score_units(units, rules):
    step = rules["pipeline"][2].split(", ")
    for u in units:
        if len(u["counts"]) == len(rules["categories"]):
            exact = score(rules, u["counts"])
            u["exact"] = "" if exact is None else str(exact)
            u["score"] = "" if exact is None else rounded(exact, rules["places"], step[1])
    rank(units)


def compare(units, result):
    said = {u["unit"]: u for u in result["units"]}
    differ("units with a result", sorted(u["unit"] for u in units), sorted(said))
    for u in units:
        printed = said.get(u["unit"], {})
        for field, value in u.items():
            other = printed.get(field)
            if field == "counts" and other == {}:  # a secret session leaves the categories out where one is small,
                value = {}
            if field == "exact" and other == "" and printed["counts"] == {}:  # and the exact score with them
                value = ""
            differ(f"{u['unit']} {field}", value, other)


def printed_sums(result, rules):
    """The sums that a result prints, added up from its own parts; older ones print none of them."""
    labels = [c["label"] for c in rules["categories"]]
    for u in result["units"]:
        rows = u.get("criteria", [])
        for what, part in [("", u)] + [(f" {c['criterion']}", c) for c in rows]:
            if "by_grade" in part and sorted(part["counts"]) == sorted(labels):
                differ(f"{u['unit']}{what} marks", [sum(marks) for marks in zip(*part["counts"].values())], part["by_grade"])
        if "by_grade" in u:
            if rows:
                differ(f"{u['unit']} marks", [sum(marks) for marks in zip(*(c["by_grade"] for c in rows))], u["by_grade"])
            differ(f"{u['unit']} marks and blanks", max(1, len(rows)) * (u["ballots"] - u.get("void", 0)), sum(u["by_grade"]) + u["blank"])
    if "categories" in result:
        differ("categories", labels, [c["label"] for c in result["categories"]])
        for field in ("issued", "checked_in"):
            differ(f"{field} of all categories", sum(c[field] for c in result["categories"]), result[field])


def turnout(cards, result):
    for i, category in enumerate(result.get("categories", [])):
        own = [c for c in cards.values() if c["category"] == i and not c["void"]]
        differ(f"{category['label']} issued and checked in", (len(own), sum(c["shown"] for c in own)), (category["issued"], category["checked_in"]))


def read_records(folder, count, session):
    tree = Tree()
    count.roots[0] = tree.root().hex()
    with open(folder / "records.jsonl", encoding="utf-8") as lines:
        for n, text in enumerate(lines):
            line = json.loads(text)
            leaf, kind, event = bytes.fromhex(line["hash"]), line["kind"], None
            differ(f"record {n}: number", n, line["seq"])
            differ(f"record {n}: rehearsal", session["rehearsal"], line.get("rehearsal", False))
            if "record" in line:
                record = base64.b64decode(line["record"], validate=True)
                differ(f"record {n}: hash", sha256(b"\x00" + record).hex(), line["hash"])
                if record[0] == 1:
                    kind, event = "ballot-cast", read_ballot(record)
                else:
                    act = json.loads(record, parse_float=Fraction)
                    kind, event = act["kind"], act["event"]
                differ(f"record {n}: readable form", (kind, event), (line["kind"], json.loads(text, parse_float=Fraction)["event"]))
            elif session["kind"] != "public":
                differ(f"record {n}", "bytes", "nothing")
            count.seen.add(kind)
            count.follow(n, kind, event)
            tree.add(leaf)
            count.roots[n + 1] = tree.root().hex()
    differ("acts that every session has", sorted(WHOLE & count.seen), sorted(WHOLE))
    differ("number of records", len(count.roots) - 1, session["records"])
    differ("root", tree.root().hex(), session["root"])
    differ("checkpoints", count.seals, len(list((folder / "checkpoints").iterdir())))


def check_sums(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    said = dict(reversed(line.split("  ", 1)) for line in lines if not line.startswith("#"))
    files = [p for p in folder.rglob("*") if p.is_file() and p != folder / "SHA256SUMS"]
    differ("files", sorted(p.relative_to(folder).as_posix() for p in files), sorted(said))
    for p in files:
        name = p.relative_to(folder).as_posix()
        differ(f"SHA-256 of {name}", hashlib.sha256(p.read_bytes()).hexdigest(), said.get(name))


def main(folder):
    def load(name):
        return json.loads((folder / name).read_text(encoding="utf-8"), parse_float=Fraction)
    session, rules, result = load("session.json"), load("rulebook.json"), load("result.json")
    known = session["format"] == "pingyi bundle 1" and rules["pipeline"][:-1] == [MEAN, WEIGHTED] and rules["rank"] == RANK
    if not known:
        raise ValueError("this format or these rules are not known to this script")
    check_sums(folder)
    differ("verifier.txt", session["signer"], (folder / "verifier.txt").read_text(encoding="utf-8").split("\n")[0])
    differ("result.json: title", (session["title"], session["rehearsal"]), (result["title"], result["rehearsal"]))
    differ("result.json: grades", [g["label"] for g in rules["grades"]], result["grades"])
    count = Count(folder, session, rules)
    read_records(folder, count, session)
    printed_sums(result, rules)
    if session["kind"] == "public":
        named = {u["id"]: {"name": u["name"], "class": u.get("class", "")} for u in session["units"]}
        units = [dict(u, **named.get(u["unit"], {})) for u in result["units"]]
        lines = {i["unit"]: count.items.get(i["id"], {}) for i in session["rundown"]}
        for u in units:
            if u["ballots"] > lines.get(u["unit"], {}).get("lines", 0):
                differ(f"{u['unit']} ballots", lines.get(u["unit"], {}).get("lines", 0), u["ballots"])
        confirmed = [name for name, item in lines.items() if item.get("at") in ("item-confirmed", "item-revealed")]
        differ("units with a result", sorted(confirmed), sorted(u["unit"] for u in units))
        print("public bundle: no ballot is in it, so scores and ranks are computed from the counts in result.json")
    else:
        differ("issued", sum(not c["void"] for c in count.cards.values()), result["issued"])
        differ("checked in", sum(c["shown"] and not c["void"] for c in count.cards.values()), result["checked_in"])
        turnout(count.cards, result)
        units = count_units(count, rules)
    if "version" in result:  # older ones say none
        differ("result.json: version", (count.shown, count.versions[count.shown - 1]), (result["version"], result["phase"]))
    score_units(units, rules)
    compare(units, result)
    print("演练 REHEARSAL" if session["rehearsal"] else session["title"])
    for line in differences:
        print("DIFFERS", line)
    print(f"{len(count.roots) - 1} records, {count.seals} checkpoints (signatures not checked), {len(units)} units: "
          f"{len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        status = main(Path(sys.argv[1]))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        print(f"cannot read the bundle: {fault!r}")
        status = 2
    sys.exit(status)
