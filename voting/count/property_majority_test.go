package count_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// judged makes a rulebook of majority judgement with so many grades: 1 is the
// best, as in the program that we are compared with.
func judged(grades int, ofTwo string) string {
	var labels []string
	for g := 1; g <= grades; g++ {
		labels = append(labels, fmt.Sprintf(`{"label": "%d", "points": %d}`, g, 100-g))
	}
	return strings.ReplaceAll(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [`+strings.Join(labels, ", ")+`]}, "steps": [
		{"name": "等次", "do": "majority grade", "of": "marks", "of_two": "TWO"},
		{"name": "得分", "do": "majority order", "of": "marks", "of_two": "TWO", "inside": "all"},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"middle": "等次", "score": "得分", "rank": "名次"}}`, "TWO", ofTwo)
}

// judge counts votes[unit] and gives the majority grade and the place of each unit.
func judge(t testing.TB, grades int, ofTwo string, votes [][]int) (middle, places []string) {
	book := parse(t, []byte(judged(grades, ofTwo)))
	in := input(t, book, unitsOf(len(votes)))
	for u, all := range votes {
		for _, g := range all {
			if err := in.Add("marks", 1, letters[u], fmt.Sprint(g)); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	for u := range votes {
		middle = append(middle, res.Table("等次").Text(letters[u]))
		places = append(places, res.Table("名次").Text(letters[u]))
	}
	return middle, places
}

// takenAway is the twin: it puts votes in order, takes the one in the middle away,
// and again, until none is left, and says in which order they went.
func takenAway(ofTwo string, votes []int) (gone []int) {
	left := slices.Sorted(slices.Values(votes)) // the best first
	for len(left) > 0 {
		middle := len(left) / 2 // of two the worse
		if ofTwo == "higher" {
			middle = (len(left) - 1) / 2
		}
		gone = append(gone, left[middle])
		left = slices.Delete(left, middle, middle+1)
	}
	return gone
}

// better is below 0 where x is the better one. The twin compares as many votes of
// each, one by one in the order in which they went.
func better(ofTwo string, x, y []int) int {
	return slices.Compare(takenAway(ofTwo, slices.Repeat(x, len(y))), takenAway(ofTwo, slices.Repeat(y, len(x))))
}

// TestMajorityByTakingVotesAway: the engine walks over shares of halves, its twin
// takes one vote after the other.
func TestMajorityByTakingVotesAway(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		grades, ofTwo := rapid.IntRange(2, 6).Draw(rt, "grades"), rapid.SampledFrom([]string{"lower", "higher"}).Draw(rt, "of two")
		same := rapid.Bool().Draw(rt, "as many votes each")
		n := rapid.IntRange(0, 13).Draw(rt, "votes")
		var votes [][]int
		for range rapid.IntRange(1, len(letters)).Draw(rt, "units") {
			if !same {
				n = rapid.IntRange(0, 13).Draw(rt, "votes of a unit")
			}
			votes = append(votes, rapid.SliceOfN(rapid.IntRange(1, grades), n, n).Draw(rt, "unit"))
		}
		middle, places := judge(t, grades, ofTwo, votes)
		for u, mine := range votes {
			wantGrade, wantPlace := "", ""
			if len(mine) > 0 {
				wantGrade = fmt.Sprint(takenAway(ofTwo, mine)[0])
				before := 0
				for _, others := range votes {
					if len(others) > 0 && better(ofTwo, others, mine) < 0 {
						before++
					}
				}
				wantPlace = fmt.Sprint(before + 1)
			}
			if middle[u] != wantGrade || places[u] != wantPlace {
				rt.Fatalf("%v of %v has %q and place %q, want %q and %q", mine, votes, middle[u], places[u], wantGrade, wantPlace)
			}
		}
	})
}

// TestMajorityChangesWithNoMultiple: as many times the votes of everybody are the
// same order, and so is any one unit with a multiple of its own.
func TestMajorityChangesWithNoMultiple(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var votes, more [][]int
		for range rapid.IntRange(2, 6).Draw(rt, "units") {
			one := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 9).Draw(rt, "unit")
			votes, more = append(votes, one), append(more, slices.Repeat(one, rapid.IntRange(1, 5).Draw(rt, "times")))
		}
		_, places := judge(t, 4, "lower", votes)
		if _, again := judge(t, 4, "lower", more); !slices.Equal(places, again) {
			rt.Fatalf("%v has the places %v, and %v has %v", votes, places, more, again)
		}
	})
}

// TestMajorityIsThatOfBelenios compares the ranking with that of a program that
// others wrote, on the same ballots: each voter gives every unit a grade. It takes
// the higher of two votes in the middle. Turned upside down, ballots and ranking,
// the higher is the lower, so that it can be asked for the rule of the authors too.
func TestMajorityIsThatOfBelenios(t *testing.T) {
	tool, err := exec.LookPath("belenios-tool")
	if err != nil {
		t.Skip("belenios-tool is not installed; on Debian the package belenios-tool has it")
	}
	rapid.Check(t, func(rt *rapid.T) {
		units, grades := rapid.IntRange(1, len(letters)).Draw(rt, "units"), rapid.IntRange(2, 7).Draw(rt, "grades")
		ballots := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(1, grades), units, units), 1, 24).Draw(rt, "ballots")
		votes, turned := make([][]int, units), make([][]int, len(ballots))
		for i, ballot := range ballots {
			for u, g := range ballot {
				votes[u] = append(votes[u], g)
				turned[i] = append(turned[i], grades+1-g)
			}
		}
		_, higher := judge(t, grades, "higher", votes)
		if want := places(units, byBelenios(rt, tool, units, grades, ballots)); !slices.Equal(higher, want) {
			rt.Fatalf("of %v we have the places %v, and belenios-tool %v", ballots, higher, want)
		}
		_, lower := judge(t, grades, "lower", votes)
		last := byBelenios(rt, tool, units, grades, turned)
		slices.Reverse(last)
		if want := places(units, last); !slices.Equal(lower, want) {
			rt.Fatalf("of %v we have the places %v, and belenios-tool upside down %v", ballots, lower, want)
		}
	})
}

// byBelenios lists the units of each place, from the first on.
func byBelenios(t *rapid.T, tool string, units, grades int, ballots [][]int) [][]int {
	text, err := json.Marshal(ballots)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "method", "majority-judgment", "--blank-allowed=false", fmt.Sprint("--nchoices=", units), fmt.Sprint("--ngrades=", grades))
	cmd.Stdin = strings.NewReader(string(text))
	out, err := cmd.Output()
	var said struct {
		Valid   int
		Winners [][]int
	}
	if err == nil {
		err = json.Unmarshal(out, &said)
	}
	if err != nil || said.Valid != len(ballots) {
		t.Fatalf("belenios-tool: %v: %s", err, out)
	}
	return said.Winners
}

func places(units int, tiers [][]int) []string {
	all, place := make([]string, units), 1
	for _, tied := range tiers {
		for _, u := range tied {
			all[u] = fmt.Sprint(place)
		}
		place += len(tied)
	}
	return all
}

// TestMajorityOrderOfAWholeHall: places are given out once for each, also with as
// many units and votes as there are.
func TestMajorityOrderOfAWholeHall(t *testing.T) {
	book := parse(t, []byte(judged(7, "lower")))
	var units []count.Unit
	for u := range 163 {
		units = append(units, count.Unit{Label: fmt.Sprint("W", u)})
	}
	in := input(t, book, units)
	votes := make([][]int64, len(units))
	for u := range units {
		votes[u] = make([]int64, 7)
		for g := range votes[u] {
			votes[u][g] = int64((u*u*31+g*g*g*17+u*g*7)%1009 + 1)
			if err := in.Add("marks", votes[u][g], units[u].Label, fmt.Sprint(g+1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	for u := 1; u < len(units); u++ {
		x, _ := res.Table("等次").Cell(units[u].Label)
		y, _ := res.Table("等次").Cell(units[u-1].Label)
		a, _ := res.Table("得分").Cell(units[u].Label)
		b, _ := res.Table("得分").Cell(units[u-1].Label)
		if grade := cmp.Compare(y.Text, x.Text); grade != 0 && a.Value.Cmp(b.Value) != grade {
			t.Errorf("%v has %s and is better than %s, %v has %s and is better than %s", votes[u], x.Text, a.Text, votes[u-1], y.Text, b.Text)
		}
	}
}
