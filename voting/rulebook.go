package voting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"pingyi/voting/count"
)

// Rulebook is the rules of a session as data (评分办法): what can be marked, who
// votes in which category, and the named steps from marks to rank. It is frozen
// and hashed when the session is published.
//
// It is read from a text of version 1 or 2 and written back as that text; counting
// is the business of voting/count. The fields are what the session itself needs of
// it. They are for reading only, except in tests: the text is what counts.
type Rulebook struct {
	Title      string
	Secrecy    Secrecy
	Reveal     RevealPolicy
	FirstOnly  bool // the first ballot counts, not the last
	Recusal    string
	Grades     []Grade     // the best first; of a scale its numbers
	Criteria   []Criterion // the same for every unit, of a choice its lists; nil when each has its own
	Categories []Category  // one of no other name than that of all, where the rulebook has none
	Lists      []List      // what is chosen (评选), instead of grades
	SelfPaced  bool        // everybody fills the form in when they like
	AllUnits   bool        // a ballot is about all units at once
	Steps      []string    // from marks to rank, as the text names them

	text      []byte
	canonical []byte
	book      *count.Rulebook
}

// Secrecy says whether a ballot names its representative.
type Secrecy string

// The two kinds of session.
const (
	Secret Secrecy = count.SecretBallot // nothing links a card or a person to marks
	Open   Secrecy = count.OpenBallot   // the record names the representative
)

// RevealPolicy says when the tally of an item may leave the server.
type RevealPolicy string

// The reveal policies. A rulebook that says nothing means RevealLive, and
// RevealHeld where the form is self-paced.
const (
	RevealLive   RevealPolicy = count.RevealLive
	RevealClosed RevealPolicy = count.RevealClosed
	RevealHeld   RevealPolicy = count.RevealHeld
)

// Grade is one choice (等次). Points is nil for a grade without points; such a
// grade is in the base only when the rulebook says so.
type Grade struct {
	Label  string
	Points *big.Rat
	InBase bool
}

// Category is a group of representatives (代表类别); Seats is 0 when the rulebook
// does not say how many there are.
type Category struct {
	Label string
	Seats int
}

// everybody is the one category of a rulebook that tells none apart.
const everybody = "评议代表"

// NameIn is what readers of a language call a list, a step, a table from elsewhere or a category: "en" or any
// other for Chinese. An author's names are as they are written; names that the program gives are in the language.
func (rb Rulebook) NameIn(lang, name string) string {
	if rb.book == nil {
		return name
	}
	if name == everybody && lang == "en" && rb.Uncategorised() {
		return "Representatives"
	}
	return rb.book.NameIn(lang, name)
}

// Meant is the list, step or table that readers of some language call so; any other word is itself.
func (rb Rulebook) Meant(said string) string {
	if rb.book == nil {
		return said
	}
	return rb.book.Meant(said)
}

// Uncategorised reports whether the rulebook tells no categories apart, so that
// everybody is in the one.
func (rb Rulebook) Uncategorised() bool { return rb.book.Labels("category") == nil }

// RulebookProblems is everything that is wrong with a rulebook: each problem with
// its path, the reason and the mend.
type RulebookProblems = count.Problems

// RulebookProblem is one of them.
type RulebookProblem = count.Problem

// ParseRulebook reads a rulebook that is to be used, from JSON in UTF-8. The error is of
// type RulebookProblems.
func ParseRulebook(content []byte) (Rulebook, error) { return parseRulebook(content, count.Parse) }

// KeptRulebook reads one that a session was begun with, perhaps when less was asked of a
// rulebook: a log that exists is always read.
func KeptRulebook(content []byte) (Rulebook, error) { return parseRulebook(content, count.ParseKept) }

func parseRulebook(content []byte, parse func([]byte) (*count.Rulebook, error)) (Rulebook, error) {
	book, err := parse(content)
	if err != nil {
		return Rulebook{}, err
	}
	if problems := unfit(book, book.Old()); len(problems) > 0 {
		return Rulebook{}, problems
	}
	rb := Rulebook{text: book.Canonical()}
	if !book.Old() {
		if rb.text, err = compact(content); err != nil {
			return Rulebook{}, fmt.Errorf("rulebook: %w", err)
		}
	}
	if rb.book, err = parse(rb.text); err != nil { // what is kept is what is counted with
		return Rulebook{}, err
	}
	rb.canonical, rb.Steps = rb.book.Canonical(), rb.book.Steps()
	if rb.book.Old() {
		rb.Steps = rb.book.Sentences()
	}
	rb.read()
	return rb, nil
}

// read takes over from the compiled rulebook what the session needs.
func (rb *Rulebook) read() {
	rb.Title, rb.Recusal = rb.book.Title(), rb.book.Conduct("recusal")
	rb.Secrecy, rb.Reveal = Secrecy(rb.book.Conduct("secrecy")), RevealPolicy(rb.book.Conduct("reveal"))
	rb.SelfPaced, rb.AllUnits = selfPaced(rb.book), rb.book.Sheet() == allUnits
	if rb.Reveal == "" {
		rb.Reveal = RevealLive
		if rb.SelfPaced { // for days nobody is to see how it stands
			rb.Reveal = RevealHeld
		}
	}
	rb.FirstOnly = rb.book.Conduct("one_vote") == count.FirstVoteHolds
	for _, grade := range rb.book.Grades() {
		rb.Grades = append(rb.Grades, Grade{Label: grade.Label, Points: grade.Points, InBase: grade.InBase})
	}
	for _, number := range rb.book.Numbers() { // a scale is as many grades as it has numbers, and what takes none
		rb.Grades = append(rb.Grades, Grade{Label: number.Label, Points: number.Points, InBase: number.InBase})
	}
	for _, category := range rb.book.Categories() {
		rb.Categories = append(rb.Categories, Category(category))
	}
	if rb.Categories == nil {
		rb.Categories = []Category{{Label: everybody}}
	}
	for _, c := range rb.book.Choices() {
		rb.Lists = append(rb.Lists, List{Label: c.List, Name: rb.book.ListName(c.List), English: rb.book.NameIn("en", c.List), AtLeast: c.AtLeast, AtMost: c.AtMost, Exact: c.AtLeast == c.AtMost})
	}
	if rb.book.OwnCriteria() {
		return
	}
	if rb.Lists != nil { // what is asked of a unit is whether it is on each of them
		for _, list := range rb.Lists {
			rb.Criteria = append(rb.Criteria, Criterion{Label: list.Label})
		}
		return
	}
	for _, label := range rb.book.Labels("criterion") {
		rb.Criteria = append(rb.Criteria, Criterion{Label: label})
	}
	if rb.Criteria == nil {
		rb.Criteria = []Criterion{{}} // one question, which has no need of a name
	}
}

// compact is the text without the spaces between its parts, as a record holds it.
func compact(content []byte) ([]byte, error) {
	var small, safe bytes.Buffer
	if err := json.Compact(&small, bytes.TrimPrefix(content, []byte(byteOrderMark))); err != nil {
		return nil, err
	}
	json.HTMLEscape(&safe, small.Bytes())
	return safe.Bytes(), nil
}

const byteOrderMark = "\xef\xbb\xbf" // some editors begin a file with it

// MarshalJSON writes the text that was read.
func (rb Rulebook) MarshalJSON() ([]byte, error) {
	if rb.text == nil {
		return []byte("null"), nil
	}
	return rb.text, nil
}

// UnmarshalJSON reads a rulebook out of a record.
func (rb *Rulebook) UnmarshalJSON(text []byte) error {
	*rb = Rulebook{}
	if string(text) == "null" {
		return nil
	}
	read, err := KeptRulebook(text)
	if err != nil {
		return err
	}
	*rb = read
	return nil
}

// Canonical is the form that the rulebook is hashed in. Of version 1 it is the
// text in the record; version 2 may be spelt otherwise there.
func (rb Rulebook) Canonical() []byte { return slices.Clone(rb.canonical) }

// Hash is the SHA-256 of the rulebook's canonical form, in hexadecimal.
func (rb Rulebook) Hash() string {
	sum := sha256.Sum256(rb.canonical)
	return hex.EncodeToString(sum[:])
}

// Recuses reports whether one's own department has no row.
func (rb Rulebook) Recuses() bool { return rb.Recusal == count.RecusalByWork }

// Mixes reports whether a unit's figure in a result rests on the figures of other
// units, and not on their order alone.
func (rb Rulebook) Mixes(result string) bool { return rb.book.Mixes(result) }

// OwnCounts reports whether a result follows from the counts of a unit alone, and from no figure
// from elsewhere, other unit, list, place or decision.
func (rb Rulebook) OwnCounts(result string) bool { return rb.book.OwnCounts(result) }

// Counts reports whether a result is a plain count, as of ticks.
func (rb Rulebook) Counts(result string) bool { return rb.book.Counts(result) }

// RanksAll reports whether units have a place among all, and not in their class alone.
func (rb Rulebook) RanksAll() bool {
	_, ranked := rb.book.ResultAxes("rank")
	return ranked
}

// Rows reports whether a ballot has a row for each of several criteria, or for
// each of the unit's own, rather than one question without a name.
func (rb Rulebook) Rows() bool { return len(rb.Criteria) != 1 }

// CriteriaOf lists what is asked of a unit, in the order of a ballot's marks.
func (rb Rulebook) CriteriaOf(unit Unit) []Criterion {
	if rb.Criteria == nil {
		return unit.Criteria
	}
	return rb.Criteria
}
