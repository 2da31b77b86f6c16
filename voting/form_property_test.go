package voting_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// drawnForm is a session of one form and the last ballot of each of its cards.
type drawnForm struct {
	session voting.Session
	units   int
	rows    int // of a unit
	choice  bool
	limits  [2][2]int // of a choice, by list: at least, at most
	equal   bool      // ballots whose marks are all alike are void
	ballots []formBallot
}

type formBallot struct {
	card     string
	category voting.CategoryID
	marks    voting.Marks
}

func drawForm(t *rapid.T) drawnForm {
	d := drawnForm{units: rapid.IntRange(1, 4).Draw(t, "units"), choice: rapid.Bool().Draw(t, "choice")}
	lines := []string{"session secret rehearsal form", "category 甲 weight 3", "category 乙 weight 1.5"}
	if d.choice {
		lines, d.rows = []string{"session secret rehearsal choice"}, 2
		for k, list := range []string{"最佳", "最差"} {
			least := rapid.IntRange(0, 2).Draw(t, "least")
			d.limits[k] = [2]int{least, rapid.IntRange(max(1, least), 3).Draw(t, "most")}
			lines = append(lines, fmt.Sprintf("list %s at-least %d at-most %d", list, least, d.limits[k][1]))
		}
	} else {
		d.rows = rapid.IntRange(1, 3).Draw(t, "criteria")
		for k := range d.rows {
			lines = append(lines, fmt.Sprintf("criterion 指标%d weight %d", k, k+1))
		}
		if d.equal = rapid.Bool().Draw(t, "pattern"); d.equal {
			lines = append(lines, "pattern all-equal")
		}
	}
	for i := range d.units {
		lines = append(lines, fmt.Sprintf("unit S%d 单位%d class 类%d", i, i, i%2))
	}
	d.session = formSession(t, strings.Join(lines, "\n"))
	for i := range rapid.IntRange(0, 12).Draw(t, "ballots") {
		marks := make([]byte, d.units*d.rows)
		for k := range marks {
			marks[k] = voting.Absent
			if rapid.IntRange(0, 2).Draw(t, "marked") > 0 && !d.choice {
				marks[k] = byte(rapid.IntRange(0, 3).Draw(t, "grade"))
			} else if d.choice && rapid.Bool().Draw(t, "ticked") {
				marks[k] = voting.Tick
			}
		}
		b := formBallot{card: fmt.Sprint("card ", i), marks: voting.Marks(marks)}
		if !d.choice {
			b.category = voting.CategoryID(i % 2)
		}
		d.ballots = append(d.ballots, b)
	}
	return d
}

// void looks for what spoils a ballot, without the rulebook.
func (d drawnForm) void(marks voting.Marks) bool {
	if d.choice {
		for k, limit := range d.limits {
			ticks := strings.Count(string(marks[k*d.units:(k+1)*d.units]), "\x00")
			if ticks < limit[0] || ticks > limit[1] {
				return true
			}
		}
		return false
	}
	given := strings.ReplaceAll(string(marks), "\xff", "")
	return d.equal && len(given) > 1 && strings.Trim(given, given[:1]) == ""
}

// why a void ballot is void, by the place among the faults: too many on a list says more
// than too few on another.
func (d drawnForm) why(marks voting.Marks) int {
	const over, under, alike = 0, 1, 2
	if !d.choice {
		return alike
	}
	for k, limit := range d.limits {
		if strings.Count(string(marks[k*d.units:(k+1)*d.units]), "\x00") > limit[1] {
			return over
		}
	}
	return under
}

// empty is refused where grades are asked for.
func (d drawnForm) empty(marks voting.Marks) bool {
	return !d.choice && strings.Count(string(marks), "\xff") == len(marks)
}

// place is where row k of a unit stands.
func (d drawnForm) place(unit, k int) int {
	if d.choice {
		return k*d.units + unit
	}
	return unit*d.rows + k
}

// begin opens the form for the cards of its ballots.
func (d drawnForm) begin(t failer) *world {
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: d.session})
	cards := []voting.Card{{ID: cardID("somebody")}}
	for _, b := range d.ballots {
		cards = append(cards, voting.Card{ID: cardID(b.card), Category: b.category})
	}
	w.must(voting.IssueCards{Act: w.act(), Cards: cards})
	w.must(voting.PublishSession{Act: w.act()})
	for _, b := range d.ballots {
		w.must(voting.RedeemCard{Card: cardID(b.card), Device: 1, At: w.now})
	}
	return w
}

// hold has the ballots handed in, void ones too, in the given order.
func (d drawnForm) hold(t failer, ballots []formBallot) *world {
	w := d.begin(t)
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
	for _, b := range ballots {
		c := &voting.CastBallot{Item: 1, Run: 1, Card: cardID(b.card), Device: 1, Tag: tagOf(1, 1, b.card), Salt: saltOf(b.card, "1"), Marks: b.marks, At: w.now}
		_, err := w.do(c)
		if refused := err != nil; refused != (d.void(b.marks) || d.empty(b.marks)) {
			w.t.Fatalf("%s of %+v: %v", b.marks, d, err)
		}
		if c.VoidOK = true; err != nil && !d.empty(b.marks) {
			w.must(c)
		}
	}
	w.must(voting.CloseItem{Act: w.act(), Item: 1})
	return w
}

// A naive twin counts cell by cell: void ballots count nowhere, all others in the
// rows they mark.
func TestAFormIsCountedAsBallotByBallot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawForm(t)
		w := d.hold(t, d.ballots)
		rb := w.state.Session.Rulebook
		for u, row := range w.state.Board(voting.PhaseClosed) {
			want := voting.NewTally(len(rb.Categories), d.rows, len(row.Tally.Counts[0][0]))
			for _, b := range d.ballots {
				if d.empty(b.marks) {
					continue
				}
				want.Ballots[b.category]++
				if d.void(b.marks) {
					want.Void[b.category]++
					want.Why[d.why(b.marks)]++
					continue
				}
				for k := range d.rows {
					if mark := b.marks[d.place(u, k)]; mark == voting.Absent {
						want.Blank[b.category][k]++
					} else {
						want.Counts[b.category][k][mark]++
					}
				}
			}
			if !reflect.DeepEqual(row.Tally, want) {
				t.Fatalf("%s\ngot:  %+v\nwant: %+v", row.Unit.ID, row.Tally, want)
			}
		}
		w.wantReplay()
	})
}

// Who comes first, and who last, changes nothing.
func TestTheOrderOfFormsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawForm(t)
		one, other := d.hold(t, d.ballots), d.hold(t, rapid.Permutation(d.ballots).Draw(t, "order"))
		if a, b := one.state.Board(voting.PhaseClosed), other.state.Board(voting.PhaseClosed); !reflect.DeepEqual(a, b) {
			t.Fatalf("one order gives %+v, another %+v", a, b)
		}
	})
}

// A form comes to what the same marks come to on a stage, unit after unit.
func TestAFormCountsAsItsUnitsOneByOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawForm(t)
		if d.choice || d.equal { // what voids a ballot is about all of it
			return
		}
		form := d.hold(t, d.ballots).state.Board(voting.PhaseClosed)
		text, _ := d.session.Rulebook.MarshalJSON()
		rb, err := voting.KeptRulebook([]byte(strings.NewReplacer("all units", "one unit", "self-paced", "stage").Replace(string(text))))
		if err != nil {
			t.Fatal(err)
		}
		d.session.Rulebook, d.session.Rundown = rb, voting.RundownOf(rb, d.session.Units)
		w := d.begin(t)
		for u, item := range d.session.Rundown {
			w.must(voting.StageItem{Act: w.act(), Item: item.ID})
			w.must(voting.OpenItem{Act: w.act(), Item: item.ID, Deadline: w.now + 60})
			for _, b := range d.ballots {
				if own := b.marks[u*d.rows : (u+1)*d.rows]; !d.empty(own) {
					w.must(&voting.CastBallot{
						Item: item.ID, Run: 1, Card: cardID(b.card), Device: 1, Tag: tagOf(item.ID, 1, b.card), Salt: saltOf(b.card, "1"), Marks: own, At: w.now,
					})
				}
			}
			w.must(voting.CloseItem{Act: w.act(), Item: item.ID})
		}
		for u, row := range w.state.Board(voting.PhaseClosed) {
			if !reflect.DeepEqual(form[u].Tally.Counts, row.Tally.Counts) || form[u].Score.Text != row.Score.Text || form[u].RankInClass != row.RankInClass {
				t.Fatalf("%s on the form: %+v %s %d\non stage:       %+v %s %d", row.Unit.ID,
					form[u].Tally.Counts, form[u].Score.Text, form[u].RankInClass, row.Tally.Counts, row.Score.Text, row.RankInClass)
			}
		}
	})
}

// The share of a choice is of valid ballots alone.
func TestVoidBallotsAreNoDenominator(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawForm(t)
		if !d.choice {
			return
		}
		var valid []formBallot
		for _, b := range d.ballots {
			if !d.void(b.marks) {
				valid = append(valid, b)
			}
		}
		all, counted := d.hold(t, d.ballots).state.Board(voting.PhaseClosed), d.hold(t, valid).state.Board(voting.PhaseClosed)
		for i := range all {
			if all[i].Score.Text != counted[i].Score.Text || !reflect.DeepEqual(all[i].Named, counted[i].Named) {
				t.Fatalf("%s has %s with the void ballots and %s without them", all[i].Unit.ID, all[i].Score.Text, counted[i].Score.Text)
			}
		}
	})
}
