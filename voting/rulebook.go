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
	Grades     []Grade
	Criteria   []Criterion // the same for every unit; nil when each has its own
	Categories []Category
	Steps      []string // from marks to rank, as the text names them

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

// The reveal policies. A rulebook that says nothing means RevealLive.
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

// RulebookProblems is everything that is wrong with a rulebook: each problem with
// its path, the reason and the mend.
type RulebookProblems = count.Problems

// RulebookProblem is one of them.
type RulebookProblem = count.Problem

// ParseRulebook reads a rulebook from JSON in UTF-8. The error is of type
// RulebookProblems.
func ParseRulebook(content []byte) (Rulebook, error) {
	book, err := count.Parse(content)
	if err != nil {
		return Rulebook{}, err
	}
	old := !declaresVersion(content)
	if problems := unfit(book, old); len(problems) > 0 {
		return Rulebook{}, problems
	}
	rb := Rulebook{}
	if old {
		rb.text, err = canonicalOne(content)
	} else {
		rb.text, err = compact(content)
	}
	if err != nil {
		return Rulebook{}, fmt.Errorf("rulebook: %w", err)
	}
	if rb.book, err = count.Parse(rb.text); err != nil { // what is kept is what is counted with
		return Rulebook{}, err
	}
	rb.canonical, rb.Steps = rb.book.Canonical(), rb.book.Steps()
	if old {
		rb.canonical = rb.text
		if rb.Steps, err = sentencesOne(rb.text); err != nil {
			return Rulebook{}, fmt.Errorf("rulebook: %w", err)
		}
	}
	rb.read()
	return rb, nil
}

// read takes over from the compiled rulebook what the session needs.
func (rb *Rulebook) read() {
	rb.Title, rb.Recusal = rb.book.Title(), rb.book.Conduct("recusal")
	rb.Secrecy, rb.Reveal = Secrecy(rb.book.Conduct("secrecy")), RevealPolicy(rb.book.Conduct("reveal"))
	if rb.Reveal == "" {
		rb.Reveal = RevealLive
	}
	rb.FirstOnly = rb.book.Conduct("one_vote") == count.FirstVoteHolds
	for _, grade := range rb.book.Grades() {
		rb.Grades = append(rb.Grades, Grade{Label: grade.Label, Points: grade.Points, InBase: grade.InBase})
	}
	for _, category := range rb.book.Categories() {
		rb.Categories = append(rb.Categories, Category(category))
	}
	if rb.book.OwnCriteria() {
		return
	}
	for _, label := range rb.book.Labels("criterion") {
		rb.Criteria = append(rb.Criteria, Criterion{Label: label})
	}
	if rb.Criteria == nil {
		rb.Criteria = []Criterion{{}} // one question, which has no need of a name
	}
}

// unfit lists why a session cannot be held by these rules, although they can be
// counted by. The paths are those of the text.
func unfit(book *count.Rulebook, old bool) count.Problems {
	var problems count.Problems
	want := func(holds bool, path, oldPath, reason, mend string) {
		if !holds && old {
			path = oldPath
		}
		if !holds {
			problems = append(problems, count.Problem{Path: path, Reason: reason, Mend: mend})
		}
	}
	score, _ := book.ResultAxes("score")
	mode := book.Conduct("mode")
	want(book.Sheet() == "one unit", "ballot.sheet", "mode", "a session takes one unit after the other", `Write "one unit", or in version 1 "mode": "stage"`)
	want(mode == "" || mode == count.ModeStage, "mode", "mode", "a session takes one unit after the other", `Write "stage", or leave it out`)
	want(book.Conduct("secrecy") != "", "secrecy", "secrecy", "nothing says whether ballots are secret", `Write "secret" or "open"`)
	want(book.Labels("number") == nil && book.Labels("list") == nil, "ballot", "ballot",
		"a session asks for grades, not for numbers or a choice of units", `Give the ballot "grades" alone`)
	want(len(book.Grades()) <= MaxGrades, "ballot.grades", "grades", "there are too many grades for a session", fmt.Sprintf("Keep to %d", MaxGrades))
	want(len(book.Labels("criterion")) <= MaxCriteria, "ballot.criteria", "criteria", "there are too many criteria for a session", fmt.Sprintf("Keep to %d", MaxCriteria))
	want(!book.VoidsByPattern(), "ballot.patterns", "ballot", "a session cannot void a ballot for what its rows have in common", "Leave it out")
	want(importable(book), "imported", "imported", "a session is one, and a pledge belongs to one unit", `Leave the axis "session" out, and name "unit" beside "criterion"`)
	n := len(book.Labels("category"))
	want(n > 0 && n <= MaxCategories, "categories", "categories", "every card belongs to a category", fmt.Sprintf("Name 1 to %d", MaxCategories))
	want(slices.Equal(score, []string{"unit"}), "result.score", "pipeline", "a session needs one score for each unit", `Let "score" name a table by unit alone`)
	want(placesUnits(book, "rank"), "result.rank", "rank", "a board needs one whole place for each unit", `Let "rank" name a rank of style "1224" or "1223" inside all units`)
	_, ranked := book.ResultAxes("rank in class")
	want(!ranked || placesUnits(book, "rank in class"), "result.rank in class", "rank", "a board shows whole places", `Let it name a rank of style "1224" or "1223"`)
	return problems
}

// importable reports whether every imported table has places that a session knows.
func importable(book *count.Rulebook) bool {
	return !slices.ContainsFunc(book.Imported(), func(table string) bool {
		axes, _ := book.Axes(table)
		pledges := book.OwnCriteria() && slices.Contains(axes, "criterion") && !slices.Contains(axes, "unit")
		return pledges || slices.Contains(axes, "session")
	})
}

// placesUnits reports whether a result gives each unit a whole place.
func placesUnits(book *count.Rulebook, name string) bool {
	axes, _ := book.ResultAxes(name)
	style := book.RankStyle(name)
	return slices.Equal(axes, []string{"unit"}) && style != "" && style != "average"
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
	read, err := ParseRulebook(text)
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
