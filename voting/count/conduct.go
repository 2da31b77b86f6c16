package count

// A rulebook also says how the session is held. The engine counts the same
// whatever is said; it keeps what it understands, and hashes it with the rest.

// What a rulebook may say under "mode", "secrecy", "reveal", "one_vote" and "recusal".
const (
	ModeStage      = "stage"      // one unit after the other, or everybody at once in a hall
	ModeSelfPaced  = "self-paced" // everybody when they like; "self-paced, one evening" is one, too
	SecretBallot   = "secret"     // 无记名
	OpenBallot     = "open"       // 记名
	RevealLive     = "live"       // bars move while voting is open
	RevealClosed   = "closed"     // hidden until the item is closed
	RevealHeld     = "revealed"   // hidden until the result is revealed
	LastVoteCounts = "last before the close counts"
	FirstVoteHolds = "first counts"
	RecusalByWork  = "a representative whose employer is the unit's department has no row for it"
)

// conductKeys are what a rulebook says about the session, in the order of a
// translation.
func conductKeys() []string {
	return []string{"mode", "secrecy", "reveal", "one_vote", "recusal", "note"}
}

// conductWords are what each of them may say. A session follows these or nothing,
// so another word is refused here already; only a note is free.
func conductWords(key string) []string {
	switch key {
	case "mode":
		return []string{ModeStage, ModeSelfPaced, ModeSelfPaced + ", one evening"}
	case "secrecy":
		return []string{SecretBallot, OpenBallot}
	case "reveal":
		return []string{RevealLive, RevealClosed, RevealHeld}
	case "one_vote":
		return []string{LastVoteCounts, FirstVoteHolds}
	case "recusal":
		return []string{RecusalByWork}
	}
	return nil
}

func (b *Rulebook) readConduct(s *scope, root *node) {
	for _, key := range conductKeys() {
		said := root.get(key)
		if said == nil {
			continue
		}
		b.conduct[key] = s.text(said)
		if words := conductWords(key); words != nil {
			s.oneOf(said, words...)
		}
	}
}

// Conduct is what the rulebook says about the session under "mode", "secrecy",
// "reveal", "one_vote", "recusal" or "note"; "" when it says nothing.
func (b *Rulebook) Conduct(key string) string { return b.conduct[key] }

// note wants words where something has a note, as the schema does: nothing else reads it.
func (s *scope) note(of *node) {
	if note := of.get("note"); note != nil && note.kind != 's' && !s.all.kept {
		s.wrong(note.path, `Write "…"`, "a note is a text")
	}
}
