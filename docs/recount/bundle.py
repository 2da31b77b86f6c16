"""Reads an audit bundle: files, records, tree, checkpoints, order of events, and
which ballots and cards count. Written from docs/BUNDLE.md and not from the
program that wrote the bundle.
"""
import base64
import hashlib
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

from life import KINDS, Life
from said import FAULTS, Unreadable, in_words, load
from sealing import Sealing
from signature import note_is_signed

BLANK = 255
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WHOLE = {"session-published", "session-closed"}
OTHERS = {"session-published", "session-closed", "scene-cued", "withheld"}  # they change no count
STANDS = ("item-confirmed", "item-revealed")
# Of these the public has the hash alone.
PRIVATE = {"session-created", "cards-issued", "card-redeemed", "card-voided", "ballot-cast", "ballot-withdrawn"}
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


def fresh(unit):
    """An item before its run."""
    return dict(unit=unit, at=None, run=None, ballots={}, lines=0, closed=None, seal=None, expected={}, hall=[])


class Bundle:
    """Everything that the files and records say, and where they differ."""

    def __init__(self, folder, key=None):
        self.folder, self.differences, self.unknown = folder, [], []
        self.session, self.rules, self.result = (self.file(name + ".json") for name in ("session", "rulebook", "result"))
        if self.session["format"] != "pingyi bundle 1":
            raise Unreadable(f"session.json: this script does not know the format {self.session['format']}")
        if self.session["kind"] not in ("scrutineer", "public"):
            raise Unreadable(f"session.json: a bundle is for the scrutineer or the public, and this one for {self.session['kind']}")
        self.key = key or self.session["signer"]
        self.public, self.rehearsal = self.session["kind"] == "public", self.session["rehearsal"]
        self.units = {u["id"]: u for u in self.session["units"]}
        self.items = {i["id"]: fresh(i.get("unit", "")) for i in self.session["rundown"]}
        self.cards, self.open, self.seals, self.seen, self.roster, self.acted, self.withheld = {}, None, [], set(), [], 0, 0
        self.countable = True  # False where an act is missing without which no item is counted
        self.life, self.sealing = Life(), Sealing()
        tree = Tree()
        self.roots = {0: tree.root().hex()}
        self.check_sums()
        self.read_records(tree)

    def text(self, name):
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError as why:
            raise Unreadable(f"{name} is missing") from why
        except FAULTS as why:
            raise Unreadable(f"{name} is no text: {in_words(why)}") from why

    def file(self, name):
        return load(self.text(name), name)

    def differ(self, what, counted, said):
        if counted != said:
            self.differences.append(f"{what}: the records give {counted}, the bundle says {said}")

    def check_sums(self):
        lines = [line for line in self.text("SHA256SUMS").splitlines() if not line.startswith("#")]
        if not all("  " in line for line in lines):
            raise Unreadable("SHA256SUMS: a line has no hash, two spaces and a name")
        said = dict(reversed(line.split("  ", 1)) for line in lines)
        files = [p for p in self.folder.rglob("*") if p.is_file() and p != self.folder / "SHA256SUMS"]
        self.differ("files", sorted(p.relative_to(self.folder).as_posix() for p in files), sorted(said))
        for p in files:
            name = p.relative_to(self.folder).as_posix()
            self.differ(f"SHA-256 of {name}", sha256(p.read_bytes()).hex(), said.get(name))
        self.differ("verifier.txt", self.session["signer"], self.text("verifier.txt").split("\n")[0])

    def read_records(self, tree):
        if not (self.folder / "records.jsonl").is_file():
            raise Unreadable("records.jsonl is missing")
        with open(self.folder / "records.jsonl", encoding="utf-8") as lines:
            for n, text in enumerate(lines):
                try:
                    self.line(n, load(text, f"record {n}"), tree)
                except Unreadable:
                    raise
                except FAULTS as why:
                    raise Unreadable(f"record {n}: {in_words(why)}") from why
                self.roots[n + 1] = tree.root().hex()
        for kind in sorted((WHOLE if self.public else WHOLE | {"session-created"}) - self.seen):
            self.differences.append(f"records.jsonl: a record {kind}, which every session has, is missing")
        self.differ("number of records", len(self.roots) - 1, self.session["records"])
        self.differ("root", tree.root().hex(), self.session["root"])
        self.sealing.whole(self)
        self.differ("checkpoints", len(self.seals), len(list(self.folder.glob("checkpoints/*"))))
        self.whole()

    def whole(self):
        """An item that stands must have been closed and sealed, or there is nothing to count it by."""
        for number, item in self.standing():
            for kind, there in (("item-staged", item["run"]), ("item-closed", item["closed"]), ("item-sealed", item["seal"])):
                if there is None:
                    self.differences.append(f"item {number} was confirmed: its record {kind} is missing")
                    self.countable = False

    def line(self, n, line, tree):
        kind, event = line["kind"], None
        self.differ(f"record {n}: number", n, line["seq"])
        self.differ(f"record {n}: rehearsal", self.rehearsal, line.get("rehearsal", False))
        if "record" in line:
            record = base64.b64decode(line["record"], validate=True)
            self.differ(f"record {n}: hash", sha256(b"\x00" + record).hex(), line["hash"])
            if record[:1] == b"\x01":
                kind, event = "ballot-cast", read_ballot(record)
            else:
                act = load(record, f"record {n}")
                kind, event = act["kind"], act["event"]
            if self.public and kind in PRIVATE:
                raise Unreadable(
                    f"record {n}: session.json says that this bundle is for the public, and here are the bytes of {kind}, of which "
                    "the public has the hash alone; this is no bundle for the public, and not to be given on as one")
            self.differ(f"record {n}: readable form", (kind, event), (line["kind"], line["event"]))
        elif not self.public or kind not in ("ballot-cast", "withheld"):
            self.differ(f"record {n}", "bytes", "nothing")
        else:
            self.differ(f"record {n}: readable form of what is withheld", None, line.get("event"))
        self.seen.add(kind)
        self.withheld += kind == "withheld"  # it may be of cards
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
        elif kind in ("card-redeemed", "card-voided"):
            self.differ(f"record {n}: {kind} of card {e['card']}, which was issued", e["card"] in self.cards, True)
            self.cards.get(e["card"], {})["shown" if kind == "card-redeemed" else "void"] = True
        elif kind == "ballot-cast":
            self.cast(n, e)
        elif kind == "ballot-withdrawn":
            self.differ(f"record {n}: withdraws a ballot of item", self.open, e["item"])
            if self.items.get(e["item"], fresh(""))["ballots"].pop(e["tag"], None) is None:
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
        item = self.items.setdefault(e["item"], fresh(""))
        if item["at"] not in BEFORE[kind]:
            self.differ(f"record {n}: {kind} of item {e['item']} comes after", item["at"], " or ".join(map(str, BEFORE[kind])))
        item["at"] = kind
        if kind == "item-staged":
            self.differ(f"record {n}: item {e['item']} on stage, rules published", "session-published" in self.seen, True)
            item.update(fresh(item["unit"]), run=e["run"], at=kind)
        elif kind == "item-opened":
            self.differ(f"record {n}: item {e['item']} opens, open already", self.open, None)
            self.open = e["item"]
        elif kind == "item-closed":
            self.open, item["closed"], item["behind"] = None, n, self.withheld
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
        if item["unit"] and item["unit"] not in self.units:
            raise Unreadable(f"session.json: the unit {item['unit']} of the rundown is missing in units")
        return [self.units[item["unit"]]] if item["unit"] else list(self.units.values())

    def could_vote(self, unit):
        department = unit.get("department")
        return sum(c["shown"] and not c["void"] and not (department and c.get("recused") == department) for c in self.cards.values())

    def seal(self, n, item, e):
        size = self.checkpoint(f"checkpoint of item {e['item']}", f"item-{e['item']:04d}-run-{item['run'] or 0}.txt", e["seal"])
        if item["closed"] is not None and not item["closed"] < size <= n:
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
        note = seal["note"]
        if (self.folder / "checkpoints" / file).is_file():
            self.differ(what, note, self.text(f"checkpoints/{file}"))
        else:
            self.differences.append(f"{what}: its file checkpoints/{file} is missing")
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
