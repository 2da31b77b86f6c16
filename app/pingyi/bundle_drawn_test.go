package main

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/data"
	"pingyi/voting"
	"pingyi/voting/count"
)

// drawn is an evening in which everything happens that may: cards that lack a
// row, cards that are voided, runs that are set aside, blanks, second thoughts.
type drawn struct {
	*rand.Rand
	events []voting.Event
	rb     voting.Rulebook
	vetoed bool
	real   bool // secret, and no rehearsal
	own    int  // criteria that each unit has at most, 0 where none has its own
	units  []voting.Unit
	cards  []voting.Card
	out    map[voting.CardID]bool // not shown, or void
}

func pick[T any](d *drawn, from ...T) T { return from[d.IntN(len(from))] }

func (d *drawn) add(events ...voting.Event) { d.events = append(d.events, events...) }

// rules draws a rulebook; scores come out negative, halved and missing.
func (d *drawn) rules(t *testing.T) {
	t.Helper()
	var categories []string
	for i := range pick(d, 1, 1, 2, 3) {
		categories = append(categories, fmt.Sprintf(`{"label":"类别%d","seats":10,"weight":%d.%d}`, i, d.IntN(40), 1+d.IntN(9)))
	}
	places := pick(d, 0, 0, 1, 2) // with few places there are halves to round
	rb, err := voting.ParseRulebook([]byte(fmt.Sprintf(`{"title":"评议","mode":"stage","secrecy":%q,"one_vote":%q,
"grades":[{"label":"满意","points":%d},{"label":"一般","points":%s},{"label":"弃权","points":null,"in_base":true},{"label":"不了解","points":null}],
"criteria":[{"label":"总体评价","weight":1}],"categories":[%s],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories, weights renormalised over the categories that have such a vote",
"round once, %s, %d places"],"places":%d,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`,
		pick(d, "secret", "open"), pick(d, "last before the close counts", "first counts"), pick(d, 100, 2, 1), pick(d, "-12.5", "0.5", "0", "-1", "-3"),
		strings.Join(categories, ","), pick(d, "half up", "half even", "truncated"), places, places)))
	if err != nil {
		t.Fatal(err)
	}
	d.rb = rb
}

func drawEvening(t *testing.T, seed uint64) []voting.Event {
	t.Helper()
	d := newDrawn(seed)
	d.rules(t)
	return d.evening()
}

func newDrawn(seed uint64) *drawn {
	return &drawn{Rand: rand.New(rand.NewPCG(seed, 0)), out: make(map[voting.CardID]bool)}
}

// evening draws everything but the rules.
func (d *drawn) evening() []voting.Event {
	for i := range 6 {
		unit := voting.Unit{
			ID: voting.UnitID(fmt.Sprintf("W%d", i)), Name: "窗口 <&>", Department: pick[voting.Department](d, "", "市教育局", "市税务局"), Class: pick[voting.Class](d, "", "甲", "乙"),
			Sitting: voting.Sitting([]string{"第1场", "第2场"}[i%2]),
		}
		for k := range d.own {
			if k == 0 || d.IntN(2) == 0 {
				unit.Criteria = append(unit.Criteria, voting.Criterion{ID: fmt.Sprintf("W%d-%d", i, k), Label: "承诺", Group: pick(d, "", "上年")})
			}
		}
		d.units = append(d.units, unit)
	}
	cards := byte(14)
	if d.real {
		cards = 40
	}
	for i := range cards {
		d.cards = append(d.cards, voting.Card{
			ID: voting.CardID{i}, Category: voting.CategoryID(d.IntN(len(d.rb.Categories))), Recused: pick[voting.Department](d, "", "", "市教育局"),
		})
	}
	d.add(&voting.SessionCreated{Session: voting.Session{
		ID: "drawn", Title: "评议", Rehearsal: pick(d, true, false) && !d.real, Rulebook: d.rb, Units: d.units, Rundown: voting.RundownOf(d.rb, d.units),
		Roster: []voting.Representative{{ID: "R1"}},
	}}, &voting.CardsIssued{Cards: d.cards}, &voting.SessionPublished{RulebookHash: d.rb.Hash()})
	for i, card := range d.cards {
		if d.out[card.ID] = d.IntN(6) == 0; !d.out[card.ID] {
			d.add(&voting.CardRedeemed{Card: card.ID, Device: voting.Device(i)})
		}
	}
	for i := range d.units {
		d.item(voting.ItemID(i+1), d.units[i], 1)
	}
	d.add(&voting.SessionClosed{})
	return d.events
}

// item takes a run of an item as far as chance has it, and maybe a second one.
func (d *drawn) item(id voting.ItemID, unit voting.Unit, run uint16) {
	d.add(&voting.ItemStaged{Item: id, Run: run}, &voting.ItemOpened{Item: id, Run: run, Deadline: 60})
	d.ballots(id, unit, run)
	steps := []voting.Event{&voting.ItemClosed{Item: id}, &voting.ItemSealed{Item: id}, &voting.ItemConfirmed{Item: id}, &voting.ItemRevealed{Item: id}}
	far := len(steps)
	again := run == 1 && d.IntN(3) == 0
	if again {
		far = d.IntN(len(steps) + 1)
	} else if d.IntN(4) == 0 {
		far = 1 + d.IntN(len(steps))
	}
	d.add(steps[:far]...)
	if again {
		d.add(&voting.ItemVoided{Item: id, Reason: "重来"})
		d.item(id, unit, run+1)
	}
}

// many is how many ballots come in on an item. Of a real session some units have so
// many that they may be broken down.
func (d *drawn) many() int {
	if d.real {
		return pick(d, 6, 12, 80, 120)
	}
	return d.IntN(30)
}

func (d *drawn) ballots(id voting.ItemID, unit voting.Unit, run uint16) {
	voted := make(map[voting.Tag]bool)
	for range d.many() {
		card := pick(d, d.cards...)
		tag := voting.Tag{byte(id), byte(run), card.ID[0]}
		if d.out[card.ID] || (card.Recused != "" && card.Recused == unit.Department) || (voted[tag] && d.rb.FirstOnly) {
			continue
		}
		if d.IntN(20) == 0 {
			d.out[card.ID] = true
			d.add(&voting.CardVoided{Card: card.ID, Reason: "遗失"})
			if voted[tag] {
				d.add(&voting.BallotWithdrawn{Item: id, Run: run, Tag: tag})
			}
			continue
		}
		voted[tag] = true
		marks := make([]byte, len(d.rb.CriteriaOf(unit)))
		for k := range marks {
			marks[k] = pick[byte](d, 0, 1, 1, 2, 3, voting.Absent)
		}
		cast := &voting.BallotCast{
			Item: id, Run: run, Category: card.Category, Tag: tag, Salt: voting.Salt{byte(d.IntN(256)), byte(d.IntN(256))}, At: 1790000000, Marks: voting.Marks(marks),
		}
		if d.rb.Secrecy == voting.Open {
			cast.Holder = voting.RepresentativeID(fmt.Sprintf("R%d", card.ID[0]))
		}
		d.add(cast)
	}
}

func logOf(t *testing.T, events []voting.Event) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	signer := newSigner(t, "pingyi/drawn")
	var batch []data.Record
	write := func() {
		if len(batch) == 0 {
			return
		}
		if _, err := log.Append(batch); err != nil {
			t.Fatal(err)
		}
		batch = nil
	}
	again := sealing{state: voting.NewState()}
	for _, e := range events {
		if published, is := e.(*voting.SessionPublished); is {
			published.SealsResult = true
		}
		for ; e != nil; e = again.due(e, true) {
			if strings.HasSuffix(voting.Kind(e), "-sealed") { // what is signed is the head of what is written
				write()
			}
			sign(t, signer, log.Head(), e)
			batch = append(batch, voting.Encode(e, nil))
		}
	}
	write()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestThreeCountsOfDrawnEveningsAgree has the rules, the second count and the
// script in another language count what no scenario thinks of.
func TestThreeCountsOfDrawnEveningsAgree(t *testing.T) {
	takesLong(t)
	for seed := range uint64(8) {
		log := logOf(t, drawEvening(t, seed))
		for _, kind := range []string{scrutineers, publics} {
			folder := bundled(t, kind, log)
			if status, out, problems := say(t, "", "verify", "-lang", "en", folder); status != 0 {
				t.Errorf("seed %d, %s: status %d:\n%s%s", seed, kind, status, out, problems)
			}
			if status, out := python(t, folder); status != 0 {
				t.Errorf("seed %d, %s: the script ends with %d:\n%s", seed, kind, status, out)
			}
		}
	}
}

// TestScriptRoundsAsTheRulesDo asks it for every eighth, where the ways of
// rounding part.
func TestScriptRoundsAsTheRulesDo(t *testing.T) {
	t.Parallel()
	const ask = `import sys
sys.path.insert(0, sys.argv[1])
from fractions import Fraction
from tables import fixed, rounded
for n in range(-40, 41):
    for how in ("half up", "half even", "truncated"):
        for places in range(4):
            print(how, n, places, fixed(rounded(Fraction(n, 8), places, how), places))
`
	var want strings.Builder
	rounded := make(map[string]*count.Table)
	for n := int64(-40); n <= 40; n++ {
		for _, how := range []string{"half up", "half even", "truncated"} {
			for places := range 4 {
				key := fmt.Sprint(how, places)
				if rounded[key] == nil {
					rounded[key] = eighths(t, how, places)
				}
				fmt.Fprintln(&want, how, n, places, rounded[key].Text(fmt.Sprint(n)))
			}
		}
	}
	if status, out := runPython(t, file(t, []byte(ask)), filepath.Dir(script)); status != 0 || out != want.String() {
		t.Errorf("status %d, the script rounds\n%s", status, out)
	}
}

// eighths is the table of every eighth from -5 to 5 as the rules round it.
func eighths(t *testing.T, how string, places int) *count.Table {
	t.Helper()
	book, err := count.Parse(fmt.Appendf(nil, `{"rulebook":2,"title":"舍入","ballot":{"sheet":"all units"},"imported":[{"name":"数","axes":["unit"]}],
"steps":[{"name":"得分","do":"round","of":"数","round":{"places":%d,"mode":%q}}],"result":{"score":"得分"}}`, places, how))
	if err != nil {
		t.Fatal(err)
	}
	var units []count.Unit
	for n := -40; n <= 40; n++ {
		units = append(units, count.Unit{Label: fmt.Sprint(n)})
	}
	in, err := book.NewInput(units)
	if err != nil {
		t.Fatal(err)
	}
	for n := int64(-40); n <= 40; n++ {
		if err := in.Set("数", big.NewRat(n, 8), fmt.Sprint(n)); err != nil {
			t.Fatal(err)
		}
	}
	result, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return result.Table("score")
}

// takesLong is for tests that draw evening after evening and have each counted in another
// language: minutes under the race detector, which has nothing to see there, and elsewhere
// beside each other.
func takesLong(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("many evenings, one after the other: not in short runs")
	}
	t.Parallel()
}
