package bundle

import (
	"fmt"

	"pingyi/voting"
)

// Format names the format of a bundle, in session.json.
const Format = "pingyi bundle 1"

// Kind is for whom a bundle is.
type Kind string

// The kinds of bundle.
const (
	Scrutineer Kind = "scrutineer" // every record
	Public     Kind = "public"     // leaf hashes in the place of what is nobody's business
)

// ParseKind reads the name of a kind.
func ParseKind(name string) (Kind, error) {
	if kind := Kind(name); kind == Scrutineer || kind == Public {
		return kind, nil
	}
	return "", fmt.Errorf("want %q or %q, got %q", Scrutineer, Public, name)
}

// Session is session.json: what the bundle is of, and the session's settings
// but for the rules, which are rulebook.json, and the roster.
type Session struct {
	Format       string           `json:"format"`
	Kind         Kind             `json:"kind"`
	Rehearsal    bool             `json:"rehearsal"`
	ID           voting.SessionID `json:"id"`
	Title        string           `json:"title"`
	Secrecy      voting.Secrecy   `json:"secrecy"`
	Signer       string           `json:"signer"`        // verifier key of the checkpoints
	RulebookHash string           `json:"rulebook_hash"` // SHA-256 of rulebook.json
	Records      uint64           `json:"records"`
	Root         string           `json:"root"` // RFC 6962 tree hash of all records
	Units        []voting.Unit    `json:"units"`
	Rundown      []voting.Item    `json:"rundown"`
}

// SessionOf is what a log's first record and its head come to.
func SessionOf(s voting.Session, kind Kind, records uint64, root string) Session {
	return Session{
		Format: Format, Kind: kind, Rehearsal: s.Rehearsal, ID: s.ID, Title: s.Title, Secrecy: s.Rulebook.Secrecy,
		Signer: s.Signer, RulebookHash: s.Rulebook.Hash(), Records: records, Root: root, Units: s.Units, Rundown: s.Rundown,
	}
}

// whole reports whether ballots are whole forms.
func (s Session) whole() bool { return len(s.Rundown) == 1 && s.Rundown[0].Whole() }

// unitsOf names the units of an item: one, or all of a whole form; none when the
// rundown has no such item.
func (s Session) unitsOf(id voting.ItemID) []voting.UnitID {
	var units []voting.UnitID
	for _, item := range s.Rundown {
		if item.ID == id && !item.Whole() {
			units = append(units, item.Unit)
		}
		for i := range s.Units {
			if item.ID == id && item.Whole() {
				units = append(units, s.Units[i].ID)
			}
		}
	}
	return units
}
