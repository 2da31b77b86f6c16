package voting_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// drawn is a rulebook of some categories, weights (in hundredths) and points.
type drawn struct {
	voting.Rulebook
	gathered script
	weights  []int64
	points   int
	inBase   bool
}

func drawRules(t *rapid.T) drawn {
	d := drawn{gathered: script{secrecy: "secret", rules: `"first counts"`, reveal: "live"}}
	for i := range rapid.IntRange(1, 5).Draw(t, "categories") {
		d.gathered.categories = append(d.gathered.categories, fmt.Sprint("类别", i))
		d.weights = append(d.weights, rapid.Int64Range(100, 6099).Draw(t, "weight"))
	}
	d.points, d.inBase = rapid.IntRange(-20, 99).Draw(t, "points"), rapid.Bool().Draw(t, "base")
	d.Rulebook = d.times(t, 1)
	return d
}

// times is the same rulebook with every weight so many times as large.
func (d drawn) times(t failer, factor int64) voting.Rulebook {
	t.Helper()
	gathered := d.gathered
	gathered.weights = nil
	for _, w := range d.weights {
		gathered.weights = append(gathered.weights, fmt.Sprintf("%d.%02d", w*factor/100, w*factor%100))
	}
	text := strings.Replace(gathered.rulebook(), `"points":80`, fmt.Sprintf(`"points":%d.5`, d.points), 1)
	if d.inBase {
		text = strings.Replace(text, `"points":null`, `"points":null,"in_base":true`, 1)
	}
	rb, err := voting.ParseRulebook([]byte(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

// boardOf is the board of these tallies, each for a unit of its own, by the rules.
func boardOf(t failer, rb voting.Rulebook, classes []voting.Class, tallies ...voting.Tally) []voting.Row {
	t.Helper()
	session := voting.Session{ID: "board", Title: "评议", Rehearsal: true, Rulebook: rb, Roster: []voting.Representative{{ID: "R1"}}}
	for i := range tallies {
		unit := voting.Unit{ID: voting.UnitID(fmt.Sprint("W", i)), Name: "窗口"}
		if classes != nil {
			unit.Class = classes[i]
		}
		session.Units = append(session.Units, unit)
	}
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	state := voting.NewState()
	mustApply(t, state, &voting.SessionCreated{Session: session})
	for i, tally := range tallies {
		state.Items[i].Phase, state.Items[i].Tally = voting.PhaseRevealed, tally
	}
	return state.Board(voting.PhaseRevealed)
}

func drawTally(t *rapid.T, categories int) voting.Tally {
	tally := voting.NewTally(categories, 1, 4)
	for c := range categories {
		for g := range 4 {
			if rapid.Bool().Draw(t, "any") {
				tally.Counts[c][0][g] = rapid.IntRange(0, 400).Draw(t, "count")
				tally.Ballots[c] += tally.Counts[c][0][g]
			}
		}
	}
	return tally
}

// naiveScore works on one common fraction of whole numbers, points in halves and
// weights in hundredths: the sum of weight x points x (bases of the others) over
// the sum of weight x (all bases).
func naiveScore(rb drawn, tally voting.Tally) (numerator, denominator *big.Int) {
	numerator, denominator = new(big.Int), new(big.Int)
	bases, sums := make([]int64, len(tally.Counts)), make([]int64, len(tally.Counts))
	product := big.NewInt(1)
	for c, counts := range tally.Counts {
		for g, n := range counts[0] {
			if grade := rb.Grades[g]; grade.Points != nil {
				halves := new(big.Rat).Mul(grade.Points, big.NewRat(2, 1))
				sums[c] += halves.Num().Int64() * int64(n)
				bases[c] += int64(n)
			} else if grade.InBase {
				bases[c] += int64(n)
			}
		}
		if bases[c] > 0 {
			product.Mul(product, big.NewInt(bases[c]))
		}
	}
	for c := range tally.Counts {
		if bases[c] == 0 {
			continue
		}
		weight := big.NewInt(rb.weights[c])
		others := new(big.Int).Quo(product, big.NewInt(bases[c]))
		numerator.Add(numerator, others.Mul(others, weight).Mul(others, big.NewInt(sums[c])))
		denominator.Add(denominator, new(big.Int).Mul(product, weight))
	}
	return numerator, denominator.Mul(denominator, big.NewInt(2))
}

func TestTheScoreIsWhatPlainFractionsGive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawRules(t)
		tally := drawTally(t, len(rb.Categories))
		got := boardOf(t, rb.Rulebook, nil, tally)[0].Score
		numerator, denominator := naiveScore(rb, tally)
		if got.Has() != (denominator.Sign() > 0) {
			t.Fatalf("has a score: %v, over %s", got.Has(), denominator)
		}
		if !got.Has() {
			return
		}
		if want := new(big.Rat).SetFrac(numerator, denominator); got.Exact.Cmp(want) != 0 {
			t.Fatalf("score is %s, want %s", got.Exact.RatString(), want.RatString())
		}
	})
}

// Only the ratio of the weights matters.
func TestTheScoreStaysWhenAllWeightsGrowAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawRules(t)
		tally := drawTally(t, len(rb.Categories))
		factor := rapid.Int64Range(1, 1000).Draw(t, "factor")
		one, other := boardOf(t, rb.Rulebook, nil, tally)[0].Score, boardOf(t, rb.times(t, factor), nil, tally)[0].Score
		if one.Text != other.Text || one.Has() && one.Exact.Cmp(other.Exact) != 0 {
			t.Fatalf("score is %v, with all weights times %d it is %v", one.Exact, factor, other.Exact)
		}
	})
}

// Counting must leave the rules as they were: they are shared by all units.
func TestScoringTwiceGivesTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawRules(t)
		tally := drawTally(t, len(rb.Categories))
		one := boardOf(t, rb.Rulebook, nil, tally, tally)
		other := boardOf(t, rb.Rulebook, nil, tally)
		if one[0].Score.Text != one[1].Score.Text || one[0].Score.Text != other[0].Score.Text {
			t.Fatalf("first %s, then %s and %s", one[0].Score.Text, one[1].Score.Text, other[0].Score.Text)
		}
	})
}

// fewMarks draws a tally of which many are alike, some of them empty.
func fewMarks(t *rapid.T, categories int) voting.Tally {
	tally := voting.NewTally(categories, 1, 4)
	for g := range 4 {
		tally.Counts[0][0][g] = rapid.IntRange(0, 2).Draw(t, "count")
		tally.Ballots[0] += tally.Counts[0][0][g]
	}
	return tally
}

// The rank of a unit is one more than the number of units above it.
func TestRanksAgreeWithCounting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawRules(t)
		var tallies []voting.Tally
		var classes []voting.Class
		for range rapid.IntRange(1, 30).Draw(t, "units") {
			tallies = append(tallies, fewMarks(t, len(rb.Categories)))
			classes = append(classes, voting.Class(rapid.SampledFrom([]string{"", "审批类", "服务类"}).Draw(t, "class")))
		}
		rows := boardOf(t, rb.Rulebook, classes, tallies...)
		for i, row := range rows {
			want, wantInClass := 0, 0
			if row.Score.Has() {
				want, wantInClass = 1, 1
				for j, other := range rows {
					if !other.Score.Has() || other.Score.Value.Cmp(row.Score.Value) <= 0 {
						continue
					}
					want++
					if classes[j] == classes[i] {
						wantInClass++
					}
				}
			}
			if row.Rank != want || row.RankInClass != wantInClass {
				t.Fatalf("unit %d has rank %d, in class %d; counting gives %d and %d", i, row.Rank, row.RankInClass, want, wantInClass)
			}
		}
	})
}

// Two units that differ before rounding but not after share a rank.
func TestRanksGoByTheRoundedScore(t *testing.T) {
	t.Parallel()
	var tallies []voting.Tally
	for _, best := range []int{47_420, 47_405, 47_375, 50_000} {
		tally := voting.NewTally(6, 1, 4)
		tally.Counts[0][0][0], tally.Counts[0][0][1] = best, 100_000-best
		tallies = append(tallies, tally)
	}
	said := ""
	for _, row := range boardOf(t, mustRulebook(t), nil, tallies...) {
		said += fmt.Sprint(row.Score.Exact.FloatString(3), " ", row.Score.Text, " ", row.Rank, "; ")
	}
	if want := "89.484 89.48 2; 89.481 89.48 2; 89.475 89.48 2; 90.000 90.00 1; "; said != want {
		t.Errorf("got  %s\nwant %s", said, want)
	}
}
