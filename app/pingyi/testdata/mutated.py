"""Reads a bundle once and puts other results into it, one after the other: python3
mutated.py RECOUNT BUNDLE MUTATIONS. It prints the name of every one that recount.py finds nothing wrong with."""
import contextlib
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from bundle import Bundle  # noqa: E402
from recount import Recount  # noqa: E402
from said import FAULTS, Unreadable  # noqa: E402
from tables import NotKnown, Refused  # noqa: E402

if __name__ == "__main__":
    bundle = Bundle(Path(sys.argv[2]), None)
    found = list(bundle.differences)
    print(len(found), "differences before")
    for line in Path(sys.argv[3]).read_text(encoding="utf-8").splitlines():
        mutation = json.loads(line)
        bundle.result, bundle.differences = json.loads(mutation["body"]), list(found)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                recount = Recount(bundle)
                recount.public() if bundle.public else recount.everything()
        except (*FAULTS, NotKnown, Refused, Unreadable):
            continue  # it cannot be read, and that is said
        if bundle.differences == found:
            print(mutation["name"])
