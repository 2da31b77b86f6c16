"""Which acts on the result are under a signed checkpoint. Written from
docs/BUNDLE.md and not from the program.
"""
MOVES = {
    "session-closed", "result-confirmed", "result-announced", "notice-started", "result-certified",
    "result-corrected", "correction-abandoned",
}


class Sealing:
    """Where `session-published` promises it, every act that moves the result on is under a checkpoint
    before the next one. Older sessions promise nothing."""

    def __init__(self):
        self.promised, self.at, self.act, self.decided, self.seals = False, -1, "", False, 0
        self.unsigned = []

    def follow(self, n, kind, e, bundle):
        if kind == "session-published":
            self.promised = e.get("seals_result", False)
        if kind in MOVES:
            self.covered(bundle)
            self.at, self.act = n, kind
            self.decided = self.decided or kind != "session-closed"

    def signed(self, bundle):
        return self.at < max(bundle.seals, default=0)

    def covered(self, bundle):
        if self.promised and self.at >= 0:
            bundle.differ(f"record {self.at}: {self.act}, and what was entered before it, are under a signature", self.signed(bundle), True)

    def whole(self, bundle):
        self.covered(bundle)
        if self.decided and not self.promised and not self.signed(bundle):
            self.unsigned.append(
                "whether the result was confirmed and announced so, and on these figures, vetoes and draws: they are not under a "
                "signature, since the session was published by an earlier version of the program")
