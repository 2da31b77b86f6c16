package recount

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// drawSteps draws a rulebook of version 2 whose score is a chain of means: over
// categories and criteria in either order, rounded anywhere, ranked in any style.
func drawSteps(t *rapid.T, criteria int, own bool) voting.Rulebook {
	draw := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "said") }
	rounding := func() string {
		return draw("", fmt.Sprintf(`,"round":{"places":%s,"mode":%q}`, draw("0", "1", "2", "4"), draw("half up", "half even", "truncated")))
	}
	asked := `"criteria":"of the unit",`
	if !own {
		var labels []string
		for i := range criteria {
			labels = append(labels, fmt.Sprintf(`{"label":"指标%d","weight":%d.%d}`, i, rapid.IntRange(0, 9).Draw(t, "weight"), 1+i))
		}
		asked = `"criteria":[` + strings.Join(labels, ",") + `],`
	}
	over, result := [][2]string{{"category", draw("mean", "weighted mean")}, {"criterion", "mean"}}, `"score":"得分"`
	if !own {
		over[1][1] = draw("mean", "weighted mean")
	}
	if rapid.Bool().Draw(t, "the other way round") {
		over[0], over[1] = over[1], over[0]
	} else {
		result += `,"criterion score":"一"`
	}
	steps := []string{`{"name":"零","do":"mean","of":"marks"` + rounding() + `}`}
	for i, names := range [][2]string{{"一", "零"}, {"得分", "一"}} {
		steps = append(steps, fmt.Sprintf(`{"name":%q,"do":%q,"of":%q,"over":%q,"missing":"renormalise"%s}`, names[0], over[i][1], names[1], over[i][0], rounding()))
	}
	for name, inside := range map[string]string{"rank": "all", "rank in class": "class"} {
		steps = append(steps, fmt.Sprintf(`{"name":%q,"do":"rank","of":"得分","inside":%q,"style":%q,"first":%q}`, name, inside, draw("1224", "1223"), draw("high", "low")))
		result += fmt.Sprintf(`,%q:%q`, name, name)
	}
	rb, err := voting.KeptRulebook([]byte(`{"rulebook":2,"title":"评议","secrecy":"secret","ballot":{"sheet":"one unit",` + asked + `
"grades":[{"label":"满意","points":100},{"label":"一般","points":-12.5},{"label":"弃权","in_base":true},{"label":"不了解","in_base":false}]},
"categories":[{"label":"甲","weight":2.5},{"label":"乙","weight":0},{"label":"丙","weight":1}],
"steps":[` + strings.Join(steps, ",") + `],"result":{` + result + `}}`))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

// TestChainsOfMeansAreWorkedOutAsTheRulesDo draws evenings by rulebooks of steps
// and counts them by the rules and by the arithmetic of this package.
func TestChainsOfMeansAreWorkedOutAsTheRulesDo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		own := rapid.Bool().Draw(t, "own criteria")
		criteria := rapid.IntRange(1, 3).Draw(t, "criteria")
		rb := drawSteps(t, criteria, own)
		if mine, engine := Figures(rb); len(engine) > 0 || len(mine) < 3 {
			t.Fatalf("worked out here %q, by the engine %q", mine, engine)
		}
		session := voting.Session{ID: "s", Title: "评议", Rulebook: rb, Roster: []voting.Representative{{ID: "R1"}}}
		for i := range rapid.IntRange(1, 5).Draw(t, "units") {
			unit := voting.Unit{ID: voting.UnitID(fmt.Sprint(i)), Name: "窗口", Class: rapid.SampledFrom([]voting.Class{"一", "二"}).Draw(t, "class")}
			for k := range criteria {
				if own {
					unit.Criteria = append(unit.Criteria, voting.Criterion{ID: fmt.Sprintf("%d-%d", i, k), Label: "承诺"})
				}
			}
			session.Units = append(session.Units, unit)
		}
		session.Rundown = voting.RundownOf(rb, session.Units)
		state, c := voting.NewState(), &Count{}
		for _, e := range drawEvents(t, session, criteria) {
			if err := state.Apply(e); err != nil {
				t.Fatal(err)
			}
			c.Follow(e)
		}
		if lines := Differences(c.Result(), Shown(state), "the server", false); len(lines) > 0 {
			t.Fatalf("by %s\n%s", rb.Canonical(), strings.Join(lines, "\n"))
		}
	})
}

func drawEvents(t *rapid.T, session voting.Session, criteria int) []voting.Event {
	events := []voting.Event{&voting.SessionCreated{Session: session}, &voting.SessionPublished{RulebookHash: session.Rulebook.Hash()}}
	for _, item := range session.Rundown {
		events = append(events, &voting.ItemStaged{Item: item.ID, Run: 1}, &voting.ItemOpened{Item: item.ID, Run: 1})
		for n := range rapid.IntRange(0, 8).Draw(t, "ballots") {
			marks := make([]byte, criteria)
			for k := range marks {
				marks[k] = rapid.SampledFrom([]byte{0, 0, 1, 1, 2, 3, voting.Absent}).Draw(t, "mark")
			}
			events = append(events, &voting.BallotCast{
				Item: item.ID, Run: 1, Tag: voting.Tag{byte(n)}, Category: voting.CategoryID(rapid.IntRange(0, 2).Draw(t, "category")), Marks: voting.Marks(marks),
			})
		}
		size := uint64(len(events) + 1)
		events = append(events, &voting.ItemClosed{Item: item.ID}, &voting.ItemSealed{Item: item.ID, Seal: voting.Seal{Size: size}}, &voting.ItemConfirmed{Item: item.ID})
	}
	return events
}

// What is no chain of means, or ranks by more than the score, is left to the engine,
// and it is said of which figures.
func TestFiguresThatAreNotWorkedOutHereAreNamed(t *testing.T) {
	const form = `{"rulebook":2,"title":"评议","secrecy":"secret","ballot":{"sheet":"one unit","grades":[{"label":"满意","points":100,"headline":true},{"label":"差","points":0}]},
"categories":[{"label":"甲","weight":1},{"label":"乙","weight":2}],"steps":[`
	const means = `{"name":"类","do":"mean","of":"marks"},{"name":"分","do":"weighted mean","of":"类","over":"category","missing":"renormalise"},`
	const rank = `{"name":"名","do":"rank","of":"分","inside":"all","style":"1224","first":"high"}`
	for steps, want := range map[string][2][]string{
		means + rank: {{"rank", "score"}, nil},
		strings.Replace(means, "renormalise", "zero", 1) + rank:                         {nil, {"rank", "score"}},
		means + strings.Replace(rank, `"high"`, `"high","ties":["lot"]`, 1):             {{"score"}, {"rank"}},
		strings.Replace(means, `"of":"marks"`, `"of":"留"`, 1) + rank:                    {nil, {"rank", "score"}},
		`{"name":"分","do":"share","of":"合","grades":"headline","base":"valid"},` + rank: {nil, {"rank", "score"}},
	} {
		before := `{"name":"留","do":"trim","of":"marks","high":1,"low":1,"least":9,"below_least":"leave all"},{"name":"合","do":"sum","of":"marks","over":"category"},`
		rb, err := voting.KeptRulebook([]byte(form + before + steps + `],"result":{"score":"分","rank":"名"}}`))
		if err != nil {
			t.Fatal(err)
		}
		if own, engine := Figures(rb); !reflect.DeepEqual([2][]string{own, engine}, want) {
			t.Errorf("by %s\nworked out here %q, by the engine %q", steps, own, engine)
		}
	}
}

// TestSentencesScoreCriteriaToo: what the last sentence makes one score of is worked
// out here, as the engine does, and where there is one criterion there is nothing of it.
func TestSentencesScoreCriteriaToo(t *testing.T) {
	t.Parallel()
	book := func(criteria, means string) string {
		return `{"title":"双评","mode":"self-paced","secrecy":"secret","grades":[{"label":"满意","points":100},{"label":"不满意","points":0}],"criteria":[` + criteria + `],
"categories":[{"label":"群众","weight":1}],"pipeline":["mean over votes with an opinion inside each category",` + means + `],"rank":"inside each class, 1 2 2 4"}`
	}
	const one, two = `{"label":"履职","weight":1}`, `{"label":"履职","weight":1},{"label":"服务","weight":2}`
	const categories, dimensions = `"weighted mean over categories with such a vote"`, `"weighted mean over dimensions"`
	for rules, want := range map[string]string{
		book(two, categories+`,"round half up, 4 places",`+dimensions): "criterion score, rank in class, score",
		book(two, dimensions+","+categories):                           "rank in class, score",
		book(one, categories+","+dimensions):                           "rank in class, score",
	} {
		rb, err := voting.ParseRulebook([]byte(rules))
		if err != nil {
			t.Fatal(err)
		}
		own, engine := Figures(rb)
		if got := strings.Join(own, ", "); got != want || len(engine) > 0 {
			t.Errorf("worked out here %s, want %s; by the engine %q", got, want, engine)
		}
	}
}
