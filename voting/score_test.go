package voting_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// drawScoring draws a rulebook of some categories, weights and points.
func drawScoring(t *rapid.T) voting.Rulebook {
	gathered := script{secrecy: "secret", rules: `"first counts"`, reveal: "live"}
	for i := range rapid.IntRange(1, 5).Draw(t, "categories") {
		gathered.categories = append(gathered.categories, fmt.Sprint("类别", i))
		gathered.weights = append(gathered.weights, fmt.Sprintf("%d.%02d", rapid.IntRange(1, 60).Draw(t, "weight"), rapid.IntRange(0, 99).Draw(t, "part")))
	}
	text := gathered.rulebook()
	text = strings.Replace(text, `"points":80`, fmt.Sprintf(`"points":%d.5`, rapid.IntRange(-20, 99).Draw(t, "points")), 1)
	if rapid.Bool().Draw(t, "base") {
		text = strings.Replace(text, `"points":null`, `"points":null,"in_base":true`, 1)
	}
	rb, err := voting.ParseRulebook([]byte(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

func mustCompile(t failer, rb voting.Rulebook) voting.Scoring {
	t.Helper()
	scoring, err := rb.Compile()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return scoring
}

func drawTally(t *rapid.T, categories int) voting.Tally {
	tally := voting.NewTally(categories, 4)
	for c := range categories {
		for g := range 4 {
			if rapid.Bool().Draw(t, "any") {
				tally.Counts[c][g] = rapid.IntRange(0, 400).Draw(t, "count")
				tally.Ballots[c] += tally.Counts[c][g]
			}
		}
	}
	return tally
}

// naiveScore works on one common fraction of whole numbers, points in halves and
// weights in hundredths: the sum of weight x points x (bases of the others) over
// the sum of weight x (all bases).
func naiveScore(rb voting.Rulebook, tally voting.Tally) (numerator, denominator *big.Int) {
	numerator, denominator = new(big.Int), new(big.Int)
	bases, sums := make([]int64, len(tally.Counts)), make([]int64, len(tally.Counts))
	product := big.NewInt(1)
	for c, counts := range tally.Counts {
		for g, n := range counts {
			if grade := rb.Grades[g]; grade.Points != nil {
				points, _ := new(big.Rat).SetString(string(*grade.Points))
				halves := points.Mul(points, big.NewRat(2, 1))
				sums[c] += halves.Num().Int64() * int64(n)
				bases[c] += int64(n)
			} else if grade.InBase != nil && *grade.InBase {
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
		var whole, hundredths int64
		_, _ = fmt.Sscanf(string(rb.Categories[c].Weight), "%d.%d", &whole, &hundredths)
		weight := big.NewInt(whole*100 + hundredths)
		others := new(big.Int).Quo(product, big.NewInt(bases[c]))
		numerator.Add(numerator, others.Mul(others, weight).Mul(others, big.NewInt(sums[c])))
		denominator.Add(denominator, new(big.Int).Mul(product, weight))
	}
	return numerator, denominator.Mul(denominator, big.NewInt(2))
}

func TestTheScoreIsWhatPlainFractionsGive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawScoring(t)
		tally := drawTally(t, len(rb.Categories))
		got := mustCompile(t, rb).Score(tally)
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
		rb := drawScoring(t)
		tally := drawTally(t, len(rb.Categories))
		scoring := mustCompile(t, rb)
		factor := big.NewRat(rapid.Int64Range(1, 1000).Draw(t, "factor"), rapid.Int64Range(1, 1000).Draw(t, "part"))
		grown := scoring
		grown.Weights = nil
		for _, weight := range scoring.Weights {
			grown.Weights = append(grown.Weights, new(big.Rat).Mul(weight, factor))
		}
		one, other := scoring.Score(tally), grown.Score(tally)
		if one.Has() != other.Has() || (one.Has() && one.Exact.Cmp(other.Exact) != 0) {
			t.Fatalf("score is %v, with all weights times %s it is %v", one.Exact, factor, other.Exact)
		}
	})
}

// Counting must leave the rules as they were: the points are shared by all units.
func TestScoringTwiceGivesTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawScoring(t)
		tally, scoring := drawTally(t, len(rb.Categories)), mustCompile(t, rb)
		one, other := scoring.Score(tally), scoring.Score(tally)
		if one.Has() && (one.Exact.Cmp(other.Exact) != 0 || one.Rounded.String() != other.Rounded.String()) {
			t.Fatalf("first %s, then %s", one.Exact, other.Exact)
		}
	})
}

func drawScores(t *rapid.T) ([]voting.Score, []voting.Class) {
	var scores []voting.Score
	var classes []voting.Class
	for range rapid.IntRange(0, 30).Draw(t, "units") {
		score := voting.Score{}
		if rapid.IntRange(0, 5).Draw(t, "missing") > 0 {
			score.Exact = big.NewRat(rapid.Int64Range(-10, 40).Draw(t, "score"), 3)
			score.Rounded = voting.Round(score.Exact, 0, voting.HalfUp)
		}
		scores = append(scores, score)
		classes = append(classes, voting.Class(rapid.SampledFrom([]string{"", "审批类", "服务类"}).Draw(t, "class")))
	}
	return scores, classes
}

// The rank of a unit is one more than the number of units above it.
func TestRanksAgreeWithCounting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		scores, classes := drawScores(t)
		overall, inClass := voting.Rank(scores), voting.RankInClass(scores, classes)
		for i := range scores {
			want, wantInClass := 0, 0
			if scores[i].Has() {
				want, wantInClass = 1, 1
				for j := range scores {
					if !scores[j].Has() || scores[j].Rounded.Cmp(scores[i].Rounded) <= 0 {
						continue
					}
					want++
					if classes[j] == classes[i] {
						wantInClass++
					}
				}
			}
			if overall[i] != want || inClass[i] != wantInClass {
				t.Fatalf("unit %d has rank %d, in class %d; counting gives %d and %d", i, overall[i], inClass[i], want, wantInClass)
			}
		}
	})
}

// Two units that differ before rounding but not after share a rank.
func TestRanksGoByTheRoundedScore(t *testing.T) {
	t.Parallel()
	var scores []voting.Score
	for _, thousandths := range []int64{89484, 89481, 89475, 90000} {
		exact := big.NewRat(thousandths, 1000)
		scores = append(scores, voting.Score{Exact: exact, Rounded: voting.Round(exact, 2, voting.HalfUp)})
	}
	if got := fmt.Sprint(voting.Rank(scores)); got != "[2 2 2 1]" {
		t.Errorf("ranks of 89.484, 89.481, 89.475 and 90 are %s, want [2 2 2 1]", got)
	}
}
