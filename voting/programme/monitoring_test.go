package programme_test

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// round is one monitoring round, as plain lists.
type round struct {
	classes []string         // of each unit
	marks   [][4][3][5]int   // by unit, category, criterion and grade
	before  map[int]*big.Rat // the score that a unit had in the round before
	black   map[int]bool     // who was on the black list then
	weights [4]int64         // of the categories
	shares  [3]int64         // of the criteria
	points  [4]int64         // of the grades with points; the fifth has none
	take    int              // of each list and class
	target  *big.Rat
}

// outcome is what a round comes to for one unit, as text.
type outcome struct{ score, satisfied, change, trend, red, black, consequence string }

func example() round {
	return round{
		before: map[int]*big.Rat{}, black: map[int]bool{},
		weights: [4]int64{40, 20, 25, 15}, shares: [3]int64{40, 30, 30}, points: [4]int64{100, 80, 60, 30},
		take: 3, target: big.NewRat(85, 1),
	}
}

// twin counts a round by hand: it walks over people rather than tables, and finds
// a place by counting who is better.
func (r round) twin() []outcome {
	scores, satisfied := make([]*big.Rat, len(r.marks)), make([]*big.Rat, len(r.marks))
	for u, unit := range r.marks {
		top, bottom := new(big.Rat), int64(0)
		good, opinions := int64(0), int64(0)
		for c := range r.shares {
			over, under := new(big.Rat), int64(0)
			for k := range r.weights {
				sum, n := int64(0), int64(0)
				for g, points := range r.points {
					sum, n = sum+points*int64(unit[k][c][g]), n+int64(unit[k][c][g])
				}
				good += int64(unit[k][c][0] + unit[k][c][1])
				if opinions += n; n > 0 {
					over.Add(over, big.NewRat(sum*r.weights[k], n))
					under += r.weights[k]
				}
			}
			if under > 0 {
				top.Add(top, new(big.Rat).Mul(over, big.NewRat(r.shares[c], under)))
				bottom += r.shares[c]
			}
		}
		if bottom > 0 {
			scores[u] = halfUp(new(big.Rat).Quo(top, big.NewRat(bottom, 1)))
			satisfied[u] = halfUp(big.NewRat(100*good, opinions))
		}
	}
	red, black := make([]bool, len(scores)), make([]bool, len(scores))
	for u, score := range scores {
		red[u] = score != nil && r.better(scores, u, func(i int) bool { return true }, -1) < r.take
	}
	for u, score := range scores {
		able := func(i int) bool { return !red[i] && scores[i].Cmp(r.target) < 0 }
		black[u] = score != nil && able(u) && r.better(scores, u, able, 1) < r.take
	}
	var all []outcome
	for u, score := range scores {
		one := outcome{black: "", consequence: "none"}
		if score != nil {
			one = outcome{score: score.FloatString(2), satisfied: satisfied[u].FloatString(2), red: digit(red[u]), black: digit(black[u]), consequence: "none"}
			if r.before[u] != nil {
				change := new(big.Rat).Sub(score, r.before[u])
				one.change = change.FloatString(2)
				one.trend = []string{"down", "as before", "up"}[change.Sign()+1]
			}
		}
		if black[u] {
			one.consequence = "named"
			if r.black[u] {
				one.consequence = "summoned"
			}
		}
		all = append(all, one)
	}
	return all
}

// better counts those of the same class who stand before a unit: higher for a
// sign of -1, lower for 1.
func (r round) better(scores []*big.Rat, u int, able func(int) bool, sign int) (n int) {
	for i, score := range scores {
		if score != nil && r.classes[i] == r.classes[u] && able(i) && score.Cmp(scores[u]) == -sign {
			n++
		}
	}
	return n
}

func halfUp(x *big.Rat) *big.Rat {
	scaled := new(big.Rat).Add(new(big.Rat).Mul(x, big.NewRat(100, 1)), big.NewRat(1, 2))
	return new(big.Rat).SetFrac(new(big.Int).Div(scaled.Num(), scaled.Denom()), big.NewInt(100))
}

func digit(is bool) string {
	if is {
		return "1"
	}
	return "0"
}

// counted runs the same round through the programme.
func (r round) counted(t *testing.T, book *count.Rulebook) []outcome {
	t.Helper()
	var units []count.Unit
	for u, class := range r.classes {
		units = append(units, count.Unit{Label: fmt.Sprintf("U%02d", u), Class: class})
	}
	in := input(t, book, units)
	cells, _, stride := in.Counts("marks")
	for u, unit := range r.marks {
		for k := range unit {
			for c := range unit[k] {
				for g, n := range unit[k][c] {
					cells[u*stride[0]+c*stride[1]+k*stride[2]+g*stride[3]] = int64(n)
				}
			}
		}
	}
	imported := book.Imported()
	for u, unit := range units {
		if score := r.before[u]; score != nil {
			if err := in.SetText(imported[0], score.FloatString(2), unit.Label); err != nil {
				t.Fatal(err)
			}
		}
		if r.black[u] {
			if err := in.SetText(imported[1], "1", unit.Label); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	var all []outcome
	for _, unit := range units {
		of := func(name string) string { return res.Table(name).Text(unit.Label) }
		all = append(all, outcome{
			of("score"), of("satisfied"), of("change"), english(of("trend")), of("red list"), of("black list"), english(of("consequence")),
		})
	}
	return all
}

// english is a verdict of either language.
func english(said string) string {
	words := map[string]string{"上升": "up", "持平": "as before", "下降": "down", "约谈": "summoned", "通报": "named", "无": "none"}
	return cmp.Or(words[said], said)
}

// TestMonitoringRoundByHand is the worked example of docs/PROGRAMMES.md: three
// units of one class, one place on each list. Every criterion was marked alike.
func TestMonitoringRoundByHand(t *testing.T) {
	r := example()
	r.classes, r.take = []string{"A", "A", "A"}, 1
	r.marks = make([][4][3][5]int, 3)
	for c := range 3 {
		r.marks[0][0][c], r.marks[0][2][c], r.marks[0][3][c] = [5]int{4, 0, 1, 0, 0}, [5]int{0, 2, 0, 0, 0}, [5]int{0, 0, 0, 0, 1}
		r.marks[1][0][c] = [5]int{5, 0, 0, 0, 0}
		r.marks[2][0][c], r.marks[2][1][c] = [5]int{0, 0, 0, 4, 1}, [5]int{0, 1, 0, 0, 0}
	}
	r.before[0], r.before[2], r.black[2] = big.NewRat(8788, 100), big.NewRat(5000, 100), true
	want := []outcome{
		{"87.38", "85.71", "-0.50", "down", "0", "0", "none"},     // (40 × 92 + 25 × 80) ÷ 65
		{"100.00", "100.00", "", "", "1", "0", "none"},            // 40 × 100 ÷ 40
		{"46.67", "20.00", "-3.33", "down", "0", "1", "summoned"}, // (40 × 30 + 20 × 80) ÷ 60
	}
	each(t, "monitoring", func(t *testing.T, p programme.Programme) {
		s := p.Default()
		s.Values[0].Text, s.Values[1].Text = "1", "1"
		if got := r.counted(t, written(t, p, p.Rulebook, s)); !slices.Equal(got, want) {
			t.Errorf("counted\n%q, want\n%q", got, want)
		}
	})
	if got := r.twin(); !slices.Equal(got, want) {
		t.Errorf("the twin has\n%q, want\n%q", got, want)
	}
	page, err := os.ReadFile("../../docs/PROGRAMMES.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, one := range want {
		row := fmt.Sprintf("| %s | %s | %s |", one.score, one.satisfied, cmp.Or(one.change, "–"))
		if !strings.Contains(string(page), row) {
			t.Errorf("the page does not have the figures of unit %d: %s", i, row)
		}
	}
}

// TestAFirstRoundHasNoneBefore: without a round before, nothing is compared and
// nobody waits for its tables.
func TestAFirstRoundHasNoneBefore(t *testing.T) {
	r := example()
	r.classes, r.marks = []string{"A"}, make([][4][3][5]int, 1)
	for c := range 3 {
		r.marks[0][0][c] = [5]int{0, 0, 1, 0, 0}
	}
	each(t, "monitoring", func(t *testing.T, p programme.Programme) {
		book := parse(t, p.Rulebook)
		for _, table := range book.Imported() {
			if !book.Optional(table) {
				t.Errorf("a first round waits for %s", table)
			}
		}
		want := []outcome{{"60.00", "0.00", "", "", "1", "0", "none"}}
		if got := r.counted(t, book); !slices.Equal(got, want) {
			t.Errorf("counted %q, want %q", got, want)
		}
	})
}

func TestMonitoringRoundsAgreeWithAnotherWay(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 11))
	each(t, "monitoring", func(t *testing.T, p programme.Programme) {
		book := parse(t, p.Rulebook)
		for range 60 {
			r := anyRound(chance)
			got, want := r.counted(t, book), r.twin()
			if !slices.Equal(got, want) {
				t.Fatalf("of %+v\ncounted\n%q\nthe twin has\n%q", r, got, want)
			}
		}
	})
}

// anyRound is small, so that ties, empty categories and units without marks come up.
func anyRound(chance *rand.Rand) round {
	r := example()
	for u := range 1 + chance.IntN(14) {
		r.classes = append(r.classes, string('A'+rune(chance.IntN(3))))
		var unit [4][3][5]int
		for k := range unit {
			for c := range unit[k] {
				for range chance.IntN(3) {
					unit[k][c][chance.IntN(5)]++
				}
			}
		}
		if chance.IntN(8) == 0 {
			unit = [4][3][5]int{}
		}
		r.marks = append(r.marks, unit)
		if chance.IntN(3) > 0 {
			r.before[u] = big.NewRat(int64(chance.IntN(10_001)), 100)
		}
		r.black[u] = chance.IntN(2) == 0
	}
	return r
}
