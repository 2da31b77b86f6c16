"""The life of a result: versions that are confirmed, announced, put up for notice
and certified, and what people added to the counts of each. Written from
docs/BUNDLE.md and not from the program.
"""
# What must come before an act on a version of the result; it is changed only before it is confirmed.
BEFORE = {
    "figures-entered": "preparing", "decision-entered": "preparing", "unit-vetoed": "preparing", "veto-lifted": "preparing",
    "result-confirmed": "preparing", "result-announced": "confirmed", "notice-started": "announced", "result-certified": "notice",
}
BECOMES = {"result-confirmed": "confirmed", "result-announced": "announced", "notice-started": "notice", "result-certified": "certified"}
KINDS = {*BEFORE, "result-corrected", "correction-abandoned"}


class Version:
    """One version: what was given for it, and what became of it."""

    def __init__(self, number, correction=None, before=None):
        self.seal = None  # the newest checkpoint
        self.number, self.correction, self.steps = number, correction, []
        self.figures = dict(before.figures) if before else {}
        self.decisions = list(before.decisions) if before else []
        self.vetoes = list(before.vetoes) if before else []

    def phase(self):
        return self.steps[-1]["phase"] if self.steps else "preparing"

    def line(self):
        """What result.json says of it."""
        line = {"version": self.number, "phase": self.phase(), "steps": self.steps}
        if self.correction:
            line.update(reason=self.correction["reason"], opened=signed(self.correction))
        if self.seal:
            line["checkpoint"] = {"records": self.seal["size"], **{k: self.seal[k] for k in ("root", "code", "note")}}
        return line


def about(decision):
    """Whom a decision tells apart, and where: a later one about the same takes its place."""
    return decision["step"], decision["kind"], decision.get("where", []), set(decision["order"])


class Life:
    def __init__(self):
        self.versions = [Version(1)]

    def shown(self):
        """The version that was announced last, the first as long as none was."""
        announced = [v for v in self.versions if any(step["phase"] == "announced" for step in v.steps)]
        return announced[-1] if announced else self.versions[0]

    def present(self):
        """The newest version that was not given up."""
        return [v for v in self.versions if v.phase() != "abandoned"][-1]

    def follow(self, n, kind, e, closed, rehearsal, differ):
        v = self.present()
        if kind == "result-corrected":
            number = len(self.versions) + 1
            differ(f"record {n}: opens version", number, e["version"])
            differ(f"record {n}: version {v.number} was confirmed before it is corrected", v.phase() != "preparing", True)
            self.versions.append(Version(number, e, v))
            return
        if kind == "correction-abandoned":
            differ(f"record {n}: gives up version", v.number, e["version"])
            unseen = v.number > 1 and v.phase() in ("preparing", "confirmed")
            differ(f"record {n}: version {v.number} is a correction that was not announced", unseen, True)
            if unseen:
                v.steps = v.steps + [dict(signed(e), phase="abandoned", reason=e["reason"])]
            return
        differ(f"record {n}: {kind} while version {v.number} is", v.phase(), BEFORE[kind])
        if kind in BECOMES:
            differ(f"record {n}: {kind} of version", v.number, e["version"])
            self.step(n, kind, e, v, closed, rehearsal, differ)
        elif kind == "figures-entered":
            v.figures[e["table"]] = e
        elif kind == "decision-entered":
            v.decisions = [e] + [d for d in v.decisions if about(d) != about(e)]
        elif kind == "unit-vetoed":
            v.vetoes.append(e)
        else:
            v.vetoes = [veto for veto in v.vetoes if veto["unit"] != e["unit"]]

    def step(self, n, kind, e, v, closed, rehearsal, differ):
        if kind == "result-confirmed":
            differ(f"record {n}: result confirmed, session closed", closed, True)
            if not rehearsal:
                differ(f"record {n}: result confirmed in the role", e.get("role"), "scrutineer")
        if kind == "result-certified" and not rehearsal and v.steps and e["at"] < v.steps[-1].get("until", 0):
            differ(f"record {n}: version {v.number} is certified, its notice is over", False, True)
        more = {key: e[key] for key in ("reason", "days", "until") if e.get(key)}
        v.steps = v.steps + [dict(signed(e), phase=BECOMES[kind], **more)]


def signed(e):
    return {"by": e.get("by", ""), "role": e.get("role", ""), "at": e["at"]}
