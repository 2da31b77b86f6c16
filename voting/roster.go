package voting

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// RepresentativeID is the organizer's own number for a representative.
type RepresentativeID string

// CategoryID is the position of a category in the rulebook, from 0.
type CategoryID uint8

// Representative is a person on the roster (评议代表). In a secret session no
// card and no ballot points back to one.
type Representative struct {
	ID       RepresentativeID `json:"id"`
	Name     string           `json:"name,omitempty"`
	Category CategoryID       `json:"category"`
	Employer string           `json:"employer,omitempty"`
}

// Names says how each representative of an open session is called: by name, or
// by number where the roster has no name. In a secret session nobody is to be
// named, and it is nil.
func (s Session) Names() map[RepresentativeID]string {
	if s.Rulebook.Secrecy != Open {
		return nil
	}
	names := make(map[RepresentativeID]string, len(s.Roster))
	for _, rep := range s.Roster {
		names[rep.ID] = rep.Name
		if strings.TrimSpace(rep.Name) == "" {
			names[rep.ID] = string(rep.ID)
		}
	}
	return names
}

// CardID identifies a card inside the log. It is a keyed hash of the card's
// token, so that neither the token nor the printed number can be read from it.
type CardID [16]byte

// String gives the identifier in hexadecimal.
func (id CardID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes the identifier in hexadecimal.
func (id CardID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads 32 hexadecimal digits.
func (id *CardID) UnmarshalText(text []byte) error { return unhex(id[:], text, "card") }

// Card is the credential behind a QR code (评议证). Recused is the department
// whose units have no row on it, empty for most cards. Holder is set only in an
// open (记名) session; in a secret one nobody knows who holds the card.
type Card struct {
	ID       CardID           `json:"id"`
	Category CategoryID       `json:"category"`
	Recused  Department       `json:"recused,omitempty"`
	Holder   RepresentativeID `json:"holder,omitempty"`
}

// Device identifies the phone on which a card was last redeemed. It is a
// random number drawn by the server and says nothing about the phone.
type Device uint64

// Lot is a group of cards that are dealt by lot: all its cards are alike to
// the rules, so nothing on a card tells its holder from the others of the lot.
type Lot struct {
	Category CategoryID
	Recused  Department
	Holders  []RepresentativeID // the representatives among whom it is dealt
}

// Lots groups the roster into the lots from which cards are dealt, in the
// order of first appearance. With recusal, representatives whose employer is
// an appraised department form a lot of their own, because their cards lack a row.
func (s Session) Lots() []Lot {
	type key struct {
		category CategoryID
		recused  Department
	}
	index := make(map[key]int)
	var lots []Lot
	departments := s.departments()
	for _, rep := range s.Roster {
		k := key{category: rep.Category}
		if s.Rulebook.Recuses() {
			k.recused = recusedDepartment(rep.Employer, departments)
		}
		at, known := index[k]
		if !known {
			at = len(lots)
			index[k] = at
			lots = append(lots, Lot{Category: k.category, Recused: k.recused})
		}
		lots[at].Holders = append(lots[at].Holders, rep.ID)
	}
	return lots
}

// departments lists the departments of the session's units, each once.
func (s Session) departments() []Department {
	seen := make(map[Department]bool)
	var all []Department
	for _, unit := range s.Units {
		if unit.Department != "" && !seen[unit.Department] {
			seen[unit.Department] = true
			all = append(all, unit.Department)
		}
	}
	return all
}

// recusedDepartment finds the department of an employer: the one written alike
// before one that differs by a mark of level.
func recusedDepartment(employer string, departments []Department) Department {
	if slices.Contains(departments, Department(strings.TrimSpace(employer))) {
		return Department(strings.TrimSpace(employer))
	}
	for _, department := range departments {
		if SameDepartment(employer, department) {
			return department
		}
	}
	return ""
}

// SameDepartment reports whether an employer as a roster writes it (司法局) and
// a department as the list of units writes it (市司法局) are the same body:
// equal, or equal after one leading mark of level (省市县区州旗) is left off.
func SameDepartment(employer string, department Department) bool {
	a, b := strings.TrimSpace(employer), strings.TrimSpace(string(department))
	if a == "" || b == "" {
		return false
	}
	return a == b || a == withoutLevel(b) || withoutLevel(a) == b
}

func withoutLevel(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if strings.ContainsRune("省市县区州旗", first) && len(name) > size {
		return name[size:]
	}
	return name
}

func unhex(into, text []byte, what string) error {
	if hex.DecodedLen(len(text)) != len(into) {
		return fmt.Errorf("read %s: want %d hexadecimal digits, got %d", what, 2*len(into), len(text))
	}
	if _, err := hex.Decode(into, text); err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	return nil
}
