"""Takes whatever can be taken out of a bundle, one thing after another, and has
recount.py read the rest: python3 missing.py RECOUNT BUNDLE. It prints every report that
passes, that speaks Python, or that does not name what is missing."""
import base64
import contextlib
import hashlib
import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from bundle import Tree  # noqa: E402
from recount import check  # noqa: E402

PYTHON = ("Error", "Traceback", "NoneType", "object has no", "not subscriptable", "unhashable")
# Acts that are named where they are not there; of the others the trees say that something is.
NAMED = ("session-created", "session-published", "session-closed", "item-staged", "item-opened", "item-closed", "item-sealed", "item-confirmed")
# What a reader of a rulebook does not miss: the hash tells that it is another.
HASHED = "rulebook.json"


class Trial:
    def __init__(self, honest):
        self.honest, self.cases, self.wrong = honest, 0, []

    def case(self, name, change, *words, wrong=(1, 2)):
        """One bundle with a change in it; its report must have the words."""
        with tempfile.TemporaryDirectory() as base:
            folder = Path(base) / "bundle"
            shutil.copytree(self.honest, folder)
            change(folder)
            manifest(folder)
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = check(folder)
        said = out.getvalue()
        self.cases += 1
        if status not in wrong or any(word in said for word in PYTHON) or not all(word in said for word in words):
            self.wrong.append(f"without {name}: status {status}, want {words}:\n{said}")


def manifest(folder):
    if (folder / "SHA256SUMS").exists():
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
        sums = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files)
        (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def paths(value, name=(), path=()):
    """One member of each name: where entries of a list are alike, that of the first."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield name + (key,), path + (key,)
            yield from paths(member, name + (key,), path + (key,))
    elif isinstance(value, list):
        for n, entry in enumerate(value):
            yield from paths(entry, name, path + (n,))


def members(value):
    known = set()
    for name, path in paths(value):
        if name not in known:
            known.add(name)
            yield path


def without(value, path):
    value = json.loads(json.dumps(value))
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return value


def read(folder):
    return [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def written(folder, lines):
    """Writes the records, numbered, with the root that they come to, as a forger would."""
    tree = Tree()
    for n, line in enumerate(lines):
        if "seq" in line:
            line["seq"] = n
        tree.add(bytes.fromhex(line.get("hash", "00")))
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (folder / "records.jsonl").write_text(text, encoding="utf-8")
    session = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    session.update(records=len(lines), root=tree.root().hex())
    (folder / "session.json").write_text(json.dumps(session, ensure_ascii=False), encoding="utf-8")


def files(trial):
    for path in sorted(p for p in trial.honest.rglob("*") if p.is_file()):
        name = path.relative_to(trial.honest).as_posix()
        if name != "README.txt":
            trial.case(name, lambda folder, name=name: (folder / name).unlink(), name)
    trial.case("checkpoints", lambda folder: shutil.rmtree(folder / "checkpoints"), "checkpoints")


def objects(trial):
    for name in ("session.json", "rulebook.json", "result.json"):
        whole = json.loads((trial.honest / name).read_text(encoding="utf-8"))
        for path in members(whole):
            rest = json.dumps(without(whole, path), ensure_ascii=False)
            said = "rulebook.json" if name == HASHED else str(path[-1])
            trial.case(f"{name} {path}", lambda folder, name=name, rest=rest: (folder / name).write_text(rest, encoding="utf-8"), said)


def records(trial):
    whole, known = read(trial.honest), set()
    for n, line in enumerate(whole):
        kind = line["kind"]
        words = [kind] if kind in NAMED else []
        if not (kind in ("withheld", "ballot-cast", "card-redeemed") and kind in known):  # one is like another
            trial.case(f"record {n}, {kind}", lambda folder, n=n: written(folder, whole[:n] + whole[n + 1:]), *words)
        if kind in known:
            continue
        known.add(kind)
        for key in line:
            if key != "rehearsal":
                less = without(line, (key,))
                word = "bytes" if key == "record" else key
                trial.case(f"{key} of record {n}, {kind}", lambda folder, n=n, less=less: written(folder, whole[:n] + [less] + whole[n + 1:]), word)
        for path in members(line["event"]) if "record" in line and kind != "ballot-cast" else ():
            less = without(line, ("event", *path))
            act = json.loads(base64.b64decode(line["record"]))
            octets = json.dumps(dict(act, event=less["event"]), ensure_ascii=False, separators=(",", ":")).encode()
            less.update(record=base64.b64encode(octets).decode(), hash=hashlib.sha256(b"\x00" + octets).hexdigest())
            unsigned = n == len(whole) - 1 and path[0] in ("by", "role")  # the last record is under no signature
            put = lambda folder, n=n, less=less: written(folder, whole[:n] + [less] + whole[n + 1:])  # noqa: E731
            trial.case(f"{path} of {kind} in record {n}", put, wrong=(0, 1, 2) if unsigned else (1, 2))


if __name__ == "__main__":
    trial = Trial(Path(sys.argv[2]))
    for part in (files, objects, records):
        part(trial)
    print(*trial.wrong, f"{trial.cases} things taken out", sep="\n")
    sys.exit(1 if trial.wrong else 0)
