package voting

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
)

// Scoring is a rulebook made ready to count with.
type Scoring struct {
	Points    []*big.Rat // by grade; nil without points
	InBase    []bool     // by grade: does it count in the denominator
	Weights   []*big.Rat // by category
	Places    int
	Rounding  Rounding
	FirstOnly bool // the first ballot counts, not the last
}

// The sentences that this version understands. A rulebook with any other is
// refused rather than half followed.
const (
	stepMean      = "mean over votes with an opinion inside each category"
	stepWeighted  = "weighted mean over categories, weights renormalised over the categories that have such a vote"
	lastCounts    = "last before the close counts"
	firstCounts   = "first counts"
	rankSentence  = "on the rounded score, inside each class and overall, 1 2 2 4"
	recusalByWork = "a representative whose employer is the unit's department has no row for it"
)

var stepRound = regexp.MustCompile(`^round once, (half up|half even|truncated), ([0-9]) places$`)

// Compile checks the whole rulebook and makes it ready to count with. The
// error names the path of the first field that cannot be followed.
func (rb Rulebook) Compile() (Scoring, error) {
	var s Scoring
	for _, check := range []func(*Scoring) error{
		rb.compileKind, rb.compileGrades, rb.compileCriteria, rb.compileCategories, rb.compilePipeline,
	} {
		if err := check(&s); err != nil {
			return Scoring{}, err
		}
	}
	return s, nil
}

func (rb Rulebook) compileKind(s *Scoring) error {
	if !text(rb.Title) {
		return fmt.Errorf("title: want at most %d bytes of UTF-8", MaxText)
	}
	if rb.Mode != "stage" {
		return fmt.Errorf("mode: want \"stage\", got %q", rb.Mode)
	}
	if rb.Secrecy != Secret && rb.Secrecy != Open {
		return fmt.Errorf("secrecy: want \"secret\" or \"open\", got %q", rb.Secrecy)
	}
	if rb.Reveal != RevealLive && rb.Reveal != RevealClosed && rb.Reveal != RevealHeld {
		return fmt.Errorf("reveal: want \"live\", \"closed\" or \"revealed\", got %q", rb.Reveal)
	}
	if rb.OneVote != lastCounts && rb.OneVote != firstCounts {
		return fmt.Errorf("one_vote: want %q or %q, got %q", lastCounts, firstCounts, rb.OneVote)
	}
	s.FirstOnly = rb.OneVote == firstCounts
	if rb.Rank != rankSentence {
		return fmt.Errorf("rank: want %q, got %q", rankSentence, rb.Rank)
	}
	if rb.Recusal != "" && rb.Recusal != recusalByWork {
		return fmt.Errorf("recusal: want %q or nothing, got %q", recusalByWork, rb.Recusal)
	}
	return nil
}

func (rb Rulebook) compileGrades(s *Scoring) error {
	if len(rb.Grades) < 2 || len(rb.Grades) > MaxGrades {
		return fmt.Errorf("grades: want 2 to %d, got %d", MaxGrades, len(rb.Grades))
	}
	seen := make(map[string]bool)
	for i, grade := range rb.Grades {
		if err := label(grade.Label, seen); err != nil {
			return fmt.Errorf("grades[%d].label: %w", i, err)
		}
		var points *big.Rat
		if grade.Points != nil {
			var err error
			if points, err = rational(*grade.Points); err != nil {
				return fmt.Errorf("grades[%d].points: %w", i, err)
			}
		}
		inBase := points != nil
		if grade.InBase != nil {
			inBase = *grade.InBase
		}
		if points != nil && !inBase {
			return fmt.Errorf("grades[%d].in_base: a grade with points must be in the base", i)
		}
		s.Points = append(s.Points, points)
		s.InBase = append(s.InBase, inBase)
	}
	return nil
}

func (rb Rulebook) compileCriteria(*Scoring) error {
	if len(rb.Criteria) != 1 {
		return fmt.Errorf("criteria: this pipeline scores exactly one criterion, got %d", len(rb.Criteria))
	}
	if err := label(rb.Criteria[0].Label, make(map[string]bool)); err != nil {
		return fmt.Errorf("criteria[0].label: %w", err)
	}
	weight, err := rational(rb.Criteria[0].Weight)
	if err != nil {
		return fmt.Errorf("criteria[0].weight: %w", err)
	}
	if weight.Sign() <= 0 {
		return fmt.Errorf("criteria[0].weight: want more than 0, got %s", rb.Criteria[0].Weight)
	}
	return nil
}

func (rb Rulebook) compileCategories(s *Scoring) error {
	if len(rb.Categories) == 0 || len(rb.Categories) > MaxCategories {
		return fmt.Errorf("categories: want 1 to %d, got %d", MaxCategories, len(rb.Categories))
	}
	seen, sum := make(map[string]bool), new(big.Rat)
	for i, category := range rb.Categories {
		if err := label(category.Label, seen); err != nil {
			return fmt.Errorf("categories[%d].label: %w", i, err)
		}
		if category.Seats < 0 || category.Seats > MaxRepresentatives {
			return fmt.Errorf("categories[%d].seats: want 0 to %d, got %d", i, MaxRepresentatives, category.Seats)
		}
		weight, err := rational(category.Weight)
		if err != nil {
			return fmt.Errorf("categories[%d].weight: %w", i, err)
		}
		if weight.Sign() < 0 {
			return fmt.Errorf("categories[%d].weight: want 0 or more, got %s", i, category.Weight)
		}
		s.Weights = append(s.Weights, weight)
		sum.Add(sum, weight)
	}
	if sum.Sign() == 0 {
		return errors.New("categories: every weight is 0")
	}
	return nil
}

func (rb Rulebook) compilePipeline(s *Scoring) error {
	if len(rb.Pipeline) != 3 {
		return fmt.Errorf("pipeline: want 3 steps, got %d", len(rb.Pipeline))
	}
	for i, want := range []string{stepMean, stepWeighted} {
		if rb.Pipeline[i] != want {
			return fmt.Errorf("pipeline[%d]: want %q, got %q", i, want, rb.Pipeline[i])
		}
	}
	step := stepRound.FindStringSubmatch(rb.Pipeline[2])
	if step == nil {
		return fmt.Errorf("pipeline[2]: want \"round once, half up, 2 places\" or the like, got %q", rb.Pipeline[2])
	}
	s.Rounding = Rounding(step[1])
	s.Places, _ = strconv.Atoi(step[2]) // one digit by the expression above
	if rb.Places != s.Places {
		return fmt.Errorf("places: %d does not agree with pipeline[2], which says %d", rb.Places, s.Places)
	}
	return nil
}

// label wants a name that no earlier one of its list has.
func label(name string, seen map[string]bool) error {
	switch {
	case !named(name):
		return fmt.Errorf("want 1 to %d bytes of UTF-8", MaxText)
	case seen[name]:
		return fmt.Errorf("%q is there twice", name)
	}
	seen[name] = true
	return nil
}

// decimal bounds what a rulebook may write as a number: no exponent, so that a
// short text cannot stand for an enormous value, and no leading zero, which JSON
// does not know.
var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?$`)

func rational(number json.Number) (*big.Rat, error) {
	if !decimal.MatchString(string(number)) {
		return nil, fmt.Errorf("want a plain decimal number, got %q", string(number))
	}
	value, ok := new(big.Rat).SetString(string(number))
	if !ok {
		return nil, fmt.Errorf("want a plain decimal number, got %q", string(number))
	}
	return value, nil
}
