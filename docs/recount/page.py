#!/usr/bin/env python3
"""The recount on one page: python3 page.py FOLDER

It reads the scrutineers' bundle of an evening of units on stage, each scored by the mean of the points in every category
and the weighted mean of these, rounded: hashes every record, builds the tree under every checkpoint, counts, works out
means and ranks, and names what result.json says otherwise. It does not check signatures, the order of acts, who could
vote, what is to be hidden, nor other rules; recount.py does. It ends with 0 if all agrees, 1 if not, 3 if it cannot count."""
import base64, functools, hashlib, json, pathlib, re, sys
from fractions import Fraction


def sha256(octets):
    return hashlib.sha256(octets).digest()


def tree(leaves):
    @functools.lru_cache(None)
    def root(low, high):
        if high - low == 1:
            return leaves[low]
        middle = low + (1 << (high - low - 1).bit_length() - 1)  # RFC 6962: the largest power of two that leaves some
        return sha256(b"\x01" + root(low, middle) + root(middle, high))
    return root


def ballot(record):
    """What counts of its octets: 1, item, run, category, tag (16), salt (16), time, number of marks, the one mark."""
    def number(at):  # seven bits an octet, the lowest first
        end = next(i for i in range(at, len(record)) if record[i] < 128) + 1
        return sum((octet & 127) << 7 * i for i, octet in enumerate(record[at:end])), end
    at = number(number(1)[1])[1]  # behind item and run
    mark = number(number(at + 33)[1])[1]  # behind category, tag, salt, time and the number of marks
    return number(1)[0], record[at + 1:at + 17], (record[at], record[mark])


def read(folder, rules, session, differ):
    """The records: of every item that was confirmed, by tag, the vote that counts, as (category, grade)."""
    leaves, votes, confirmed, now = [], {}, {}, None
    for n, line in enumerate(map(json.loads, (folder / "records.jsonl").read_text(encoding="utf-8").splitlines())):
        record = base64.b64decode(line["record"])
        leaves.append(sha256(b"\x00" + record))
        differ(f"hash of record {n}", leaves[n].hex(), line["hash"])
        if record[0] == 1:
            item, tag, vote = ballot(record)
            differ(f"item of the ballot in record {n}", now, item)
            if tag not in votes[item] or rules.get("one_vote") != "first counts":
                votes[item][tag] = vote
            continue
        kind, event = (json.loads(record)[key] for key in ("kind", "event"))
        if kind == "session-published":
            differ("hash of the rules", sha256((folder / "rulebook.json").read_bytes()).hex(), event["rulebook_hash"])
        elif kind == "item-staged":
            votes[event["item"]] = {}
        elif kind == "ballot-withdrawn":
            del votes[event["item"]][bytes.fromhex(event["tag"])]
        elif kind in ("item-confirmed", "item-voided"):
            confirmed[event["item"]] = votes[event["item"]] if kind == "item-confirmed" else None
        now = event["item"] if kind == "item-opened" else None if kind in ("item-closed", "item-voided") else now
    root = tree(leaves)
    differ("tree over all records", (root(0, len(leaves)).hex(), len(leaves)), (session["root"], session["records"]))
    for note in (folder / "checkpoints").iterdir():
        size, top = note.read_text(encoding="utf-8").split("\n")[1:3]
        differ(f"tree under {note.name}", base64.b64encode(root(0, int(size))).decode(), top)
    return confirmed


def plain(rules):
    """To how many places the score is rounded, and how; None when the rules are none for this page."""
    asked, words = rules.get("ballot", rules), ("do", "over", "missing", "inside", "style", "first", "ties")
    one = len(asked.get("criteria", "1")) == 1 and "patterns" not in asked and "numbers" not in asked and "categories" in rules
    said = re.fullmatch("mean over votes with an opinion inside each category; weighted mean over categories.* such a vote; "
                        r"round once, (.*), (\d) places", "; ".join(rules.get("pipeline", [])))
    if one and said and rules["rank"].endswith("inside each class and overall, 1 2 2 4"):
        return int(said[2]), said[1]
    steps = [" ".join([str(s[key]) for key in words if key in s] + ["rounded"] * ("round" in s)) for s in rules.get("steps", [])]
    means = "(pick; )?mean; weighted mean category renormalise(; weighted mean criterion renormalise)? rounded"
    if one and re.fullmatch(means + "; rank class 1224 high; rank all 1224 high", "; ".join(steps)):
        return rules["steps"][-3]["round"]["places"], rules["steps"][-3]["round"]["mode"]


def score(categories, grades, piles, places, way):
    """The weighted mean of the categories' means, exact and rounded; None where nobody had an opinion."""
    total = weights = 0
    for weight, pile in zip((Fraction(str(category["weight"])) for category in categories), piles):
        base = sum(n for n, grade in zip(pile, grades) if grade.get("points") is not None or grade.get("in_base"))
        if base:
            total += weight * sum(n * Fraction(str(grade.get("points") or 0)) for n, grade in zip(pile, grades)) / base
            weights += weight
    if not weights: return None, None
    whole, rest = divmod(abs(total / weights) * 10 ** places, 1)
    whole += {"half up": 2 * rest >= 1, "half even": 2 * rest > 1 or 2 * rest == 1 and whole % 2 == 1, "truncated": False}[way]
    return total / weights, Fraction(whole if total >= 0 else -whole, 10 ** places)


def main(folder):
    rules, session, result = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("rulebook", "session", "result"))
    if why := "no bundle for scrutineers" if session["kind"] != "scrutineer" else "no evening of units on stage" if not all("unit" in item for item in session["rundown"]) else not plain(rules) and "no plain rules":
        return print(f"NOT COUNTED: this is {why} (recount.py reads it)") or 3
    wrong, piles, scores, classes = [], {}, {}, {unit["id"]: unit.get("class") for unit in session["units"]}
    def differ(what, counted, said):
        if counted != said:
            wrong.append(f"DIFFERS {what}: the records give {counted}, the bundle says {said}")
    grades, categories, confirmed = rules.get("grades") or rules["ballot"]["grades"], rules["categories"], read(folder, rules, session, differ)
    for item in (item for item in session["rundown"] if confirmed.get(item["id"]) is not None):
        unit, votes = item["unit"], list(confirmed[item["id"]].values())
        piles[unit] = {c["label"]: [votes.count((n, g)) for g in range(len(grades))] for n, c in enumerate(categories)}
        scores[unit] = score(categories, grades, piles[unit].values(), *plain(rules))
    differ("units", list(scores), [said["unit"] for said in result["units"]])
    for unit, said in ((said["unit"], said) for said in result["units"] if said["unit"] in scores):
        exact, value = scores[unit]
        ahead = [classes[u] == classes[unit] for u, (_, other) in scores.items() if None not in (value, other) and other > value]
        differ(f"{unit} votes", (list(map(sum, zip(*piles[unit].values()))), piles[unit]), (said["by_grade"], said["counts"] or piles[unit]))
        differ(f"{unit} score", (value, str(exact)), (Fraction(said["score"]) if said["score"] else None, said["exact"] or str(exact)))
        differ(f"{unit} ranks", [0, 0] if value is None else [1 + len(ahead), 1 + sum(ahead)], [said["rank"], said["rank_in_class"]])
    print(*wrong, f"{session['records']} records, {sum(sum(map(sum, pile.values())) for pile in piles.values())} votes, {len(scores)} units: {len(wrong)} differences", sep="\n")
    return 1 if wrong else 0


sys.excepthook = lambda kind, why, _: print(f"NOT COUNTED: the bundle is not as docs/BUNDLE.md has it, at {why}") # ends with 1
sys.exit(main(pathlib.Path(sys.argv[1])) if len(sys.argv) == 2 else print(__doc__) or 3)
