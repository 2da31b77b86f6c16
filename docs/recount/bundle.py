"""Reads an audit bundle: files, records, tree, checkpoints, order of events, and
which ballots and cards count. Written from docs/BUNDLE.md and not from the
program that wrote the bundle.
"""
import base64
import hashlib
import json
import tempfile
import zipfile
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from life import KINDS, Life
from sealing import Sealing
from signature import note_is_signed

BLANK = 255
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WHOLE = {"session-published", "session-closed"}
OTHERS = {"session-published", "session-closed", "scene-cued", "withheld"}  # they change no count
STANDS = ("item-confirmed", "item-revealed")
# What may come before an act on an item.
BEFORE = {
    "item-staged": (None, "item-staged", "item-voided"), "item-opened": ("item-staged",),
    "item-extended": ("item-opened", "item-extended"), "item-closed": ("item-opened", "item-extended"),
    "item-sealed": ("item-closed",), "item-confirmed": ("item-sealed",), "item-revealed": ("item-confirmed",),
    "item-voided": ("item-opened", "item-extended", "item-closed", "item-sealed", "item-confirmed", "item-revealed"),
}


@contextmanager
def unpacked(path):
    """The folder of a bundle; of an archive its own for a while, which nobody else may read."""
    if path.is_dir():
        yield path
        return
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path} is neither the folder of a bundle nor its .zip archive")
    with tempfile.TemporaryDirectory() as base, zipfile.ZipFile(path) as archive:
        archive.extractall(base)
        inside = list(Path(base).iterdir())
        if len(inside) != 1:
            raise ValueError(f"{path} is not the archive of a bundle")
        yield inside[0]


def once(pairs):
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)


def load(text):
    return json.loads(text, parse_float=Fraction, object_pairs_hook=once)


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


def short_code(root):
    bits = int(root, 16) >> 256 - 40
    code = "".join(CROCKFORD[bits >> 35 - 5 * i & 31] for i in range(8))
    return code[:4] + "-" + code[4:]


class Bundle:
    """Everything that the files and records say, and where they differ."""

    def __init__(self, folder, key=None):
        self.folder, self.differences, self.unknown = folder, [], []
        self.session, self.rules, self.result = (self.file(name + ".json") for name in ("session", "rulebook", "result"))
        if self.session["format"] != "pingyi bundle 1":
            raise ValueError("this format is not known to this script")
        self.key = key or self.session["signer"]
        self.public, self.rehearsal = self.session["kind"] == "public", self.session["rehearsal"]
        self.units = {u["id"]: u for u in self.session["units"]}
        self.items = {i["id"]: {"unit": i.get("unit", ""), "at": None} for i in self.session["rundown"]}
        self.cards, self.open, self.seals, self.seen, self.roster, self.acted = {}, None, [], set(), [], 0
        self.life, self.sealing = Life(), Sealing()
        tree = Tree()
        self.roots = {0: tree.root().hex()}
        self.check_sums()
        self.read_records(tree)

    def file(self, name):
        return load((self.folder / name).read_text(encoding="utf-8"))

    def differ(self, what, counted, said):
        if counted != said:
            self.differences.append(f"{what}: the records give {counted}, the bundle says {said}")

    def check_sums(self):
        lines = (self.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        said = dict(reversed(line.split("  ", 1)) for line in lines if not line.startswith("#"))
        files = [p for p in self.folder.rglob("*") if p.is_file() and p != self.folder / "SHA256SUMS"]
        self.differ("files", sorted(p.relative_to(self.folder).as_posix() for p in files), sorted(said))
        for p in files:
            name = p.relative_to(self.folder).as_posix()
            self.differ(f"SHA-256 of {name}", sha256(p.read_bytes()).hex(), said.get(name))
        self.differ("verifier.txt", self.session["signer"], (self.folder / "verifier.txt").read_text(encoding="utf-8").split("\n")[0])

    def read_records(self, tree):
        with open(self.folder / "records.jsonl", encoding="utf-8") as lines:
            for n, text in enumerate(lines):
                self.line(n, load(text), tree)
                self.roots[n + 1] = tree.root().hex()
        self.differ("acts that every session has", sorted(WHOLE & self.seen), sorted(WHOLE))
        self.differ("number of records", len(self.roots) - 1, self.session["records"])
        self.differ("root", tree.root().hex(), self.session["root"])
        self.sealing.whole(self)
        self.differ("checkpoints", len(self.seals), len(list((self.folder / "checkpoints").iterdir())))

    def line(self, n, line, tree):
        kind, event = line["kind"], None
        self.differ(f"record {n}: number", n, line["seq"])
        self.differ(f"record {n}: rehearsal", self.rehearsal, line.get("rehearsal", False))
        if "record" in line:
            record = base64.b64decode(line["record"], validate=True)
            self.differ(f"record {n}: hash", sha256(b"\x00" + record).hex(), line["hash"])
            if record[0] == 1:
                kind, event = "ballot-cast", read_ballot(record)
            else:
                act = load(record)
                kind, event = act["kind"], act["event"]
            self.differ(f"record {n}: readable form", (kind, event), (line["kind"], line["event"]))
        elif not self.public or kind not in ("ballot-cast", "withheld"):
            self.differ(f"record {n}", "bytes", "nothing")
        self.seen.add(kind)
        if event or kind == "ballot-cast":
            self.follow(n, kind, event)
        tree.add(bytes.fromhex(line["hash"]))

    def follow(self, n, kind, e):
        if kind not in ("ballot-cast", "ballot-withdrawn", "card-redeemed"):
            self.acted = e["at"]
        if kind == "session-created":
            self.roster = e["session"]["roster"]
            self.differ("rulebook.json", e["session"]["rulebook"], self.rules)
            for field in ("id", "title", "rehearsal", "signer", "units", "rundown"):
                self.differ(f"session.json: {field}", e["session"][field], self.session[field])
        elif kind == "cards-issued":
            self.cards.update({c["id"]: dict(c, shown=False, void=False) for c in e["cards"]})
        elif kind == "card-redeemed":
            self.cards[e["card"]]["shown"] = True
        elif kind == "card-voided":
            self.cards[e["card"]]["void"] = True
        elif kind == "ballot-cast":
            self.cast(n, e)
        elif kind == "ballot-withdrawn":
            self.differ(f"record {n}: withdraws a ballot of item", self.open, e["item"])
            if self.items[e["item"]]["ballots"].pop(e["tag"], None) is None:
                self.differ(f"record {n}: withdraws a ballot", "none", e["tag"])
        elif kind == "result-sealed":
            self.seal_result(n, e)
        elif kind in BEFORE:
            self.act(n, kind, e)
        elif kind in KINDS:
            self.life.follow(n, kind, e, "session-closed" in self.seen, self.rehearsal, self.differ)
        elif kind not in OTHERS:
            self.unknown.append(f"record {n}: what {kind} does to the result")
        self.sealing.follow(n, kind, e, self)
        if kind == "session-published":
            hashed = sha256((self.folder / "rulebook.json").read_bytes()).hex()
            self.differ("rulebook.json", hashed, e["rulebook_hash"])
            self.differ("rulebook.json", hashed, self.session["rulebook_hash"])

    def cast(self, n, ballot):
        item = self.items.get(self.open)
        if item is None:
            return self.differ(f"record {n}: a ballot", "no open item", "one")
        item["lines"] += 1
        if ballot is None:
            return None
        self.differ(f"record {n}: a ballot on", (self.open, item["run"]), (ballot["item"], ballot["run"]))
        if ballot["tag"] in item["ballots"] and self.rules.get("one_vote") == "first counts":
            return self.differ(f"record {n}: where the first counts, ballots of one tag", 1, 2)
        item["ballots"][ballot["tag"]] = ballot

    def act(self, n, kind, e):
        item = self.items.setdefault(e["item"], {"unit": "", "at": None})
        if item["at"] not in BEFORE[kind]:
            self.differ(f"record {n}: {kind} of item {e['item']} comes after", item["at"], " or ".join(map(str, BEFORE[kind])))
        item["at"] = kind
        if kind == "item-staged":
            self.differ(f"record {n}: item {e['item']} on stage, rules published", "session-published" in self.seen, True)
            item.update(run=e["run"], ballots={}, lines=0)
        elif kind == "item-opened":
            self.differ(f"record {n}: item {e['item']} opens, open already", self.open, None)
            self.open = e["item"]
        elif kind == "item-closed":
            self.open, item["closed"] = None, n
            item["expected"] = {unit["id"]: self.could_vote(unit) for unit in self.asked(item)}
            item["hall"] = [self.turnout(k) for k in range(len(self.rules.get("categories", [None])))]
            most = max(self.could_vote(unit) for unit in (self.asked(item) if item["unit"] else [{}]))
            if len(item["ballots"]) > most and not self.public:
                self.differ(f"item {e['item']}: ballots", f"at most {most} cards", len(item["ballots"]))
        elif kind == "item-sealed":
            self.seal(n, item, e)
        elif kind == "item-confirmed" and not self.rehearsal:
            self.differ(f"record {n}: item {e['item']} confirmed in the role", e.get("role", "scrutineer"), "scrutineer")
        elif kind == "item-voided" and self.open == e["item"]:
            self.open = None

    def asked(self, item):
        """The units that an item is about: one, or all where it is the whole form."""
        return [self.units[item["unit"]]] if item["unit"] else list(self.units.values())

    def could_vote(self, unit):
        department = unit.get("department")
        return sum(c["shown"] and not c["void"] and not (department and c.get("recused") == department) for c in self.cards.values())

    def seal(self, n, item, e):
        size = self.checkpoint(f"checkpoint of item {e['item']}", f"item-{e['item']:04d}-run-{item['run']}.txt", e["seal"])
        if not item["closed"] < size <= n:
            self.differ(f"checkpoint of item {e['item']} covers", size, f"more than {item['closed']} and at most {n}")
        item["seal"] = e["seal"]

    def seal_result(self, n, e):
        self.sealing.seals += 1
        what = f"checkpoint of version {e['version']} of the result"
        size = self.checkpoint(what, f"result-{self.sealing.seals:04d}.txt", e["seal"])
        self.differ(f"{what}: its version", self.life.present().number, e["version"])
        if not self.sealing.at < size <= n:
            self.differ(f"{what} covers", size, f"more than {self.sealing.at} and at most {n}")
        self.life.present().seal = e["seal"]

    def checkpoint(self, what, file, seal):
        """How many records a checkpoint covers that is signed, and true of them."""
        note = (self.folder / "checkpoints" / file).read_text(encoding="utf-8")
        self.differ(what, seal["note"], note)
        if not note_is_signed(note, self.key):
            self.differ(f"{what}: signed by {self.key}", False, True)
        _, size, root = note.split("\n")[:3]
        size, root = int(size), base64.b64decode(root).hex()
        self.differ(f"{what}: root", self.roots.get(size), root)
        self.differ(f"{what}: seal", (size, root, short_code(root)), (seal["size"], seal["root"], seal["code"]))
        self.seals.append(size)
        return size

    def standing(self):
        """The items that were confirmed and not set aside since, in the order of the rundown."""
        return [(number, item) for number, item in self.items.items() if item["at"] in STANDS]

    def turnout(self, category=None):
        """Cards issued and cards shown, of one category or of all."""
        there = [c for c in self.cards.values() if not c["void"] and category in (None, c["category"])]
        return len(there), sum(c["shown"] for c in there)
