package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

const rules = `{"title":"窗口评议办法","mode":"stage","secrecy":"%s","one_vote":"last before the close counts",
"grades":[{"label":"满意","points":100},{"label":"=基本满意","points":80},{"label":"不满意","points":30},{"label":"不了解","points":null,"in_base":false}],
"criteria":[%s],
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"pipeline":["mean over votes with an opinion inside each category",
%s"weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"],
"places":2,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`

// hall is a session that tests play: every unit is voted on by every card but
// those that are held back.
type hall struct {
	secrecy     string
	rehearsal   bool
	unannounced bool // nobody has announced the result
	criteria    int
	units       []voting.Unit
	people      [2]int                                       // of each category
	absent      map[voting.UnitID]func(i, category int) bool // who does not vote on a unit
}

func windows() []voting.Unit {
	return []voting.Unit{
		{ID: "W001", Name: "=HYPERLINK(\"http://x\",\"税务窗口\")", Department: "市税务局", Class: "审批类"},
		{ID: "W002", Name: "市民政局，综合\"窗口\"", Department: "市民政局", Class: "审批类"},
		{ID: "W003", Name: "+公积金窗口", Class: "服务类"},
	}
}

// secretHall has 12 and 8 cards; on W002 only three of the second category vote.
func secretHall() hall {
	return hall{secrecy: "secret", criteria: 1, units: windows(), people: [2]int{12, 8}, absent: map[voting.UnitID]func(int, int) bool{
		"W002": func(i, category int) bool { return category == 1 && i >= 3 },
	}}
}

func (h hall) rulebook(t *testing.T) voting.Rulebook {
	t.Helper()
	criteria, over := `{"label":"总体评价","weight":1}`, ""
	if h.criteria > 1 {
		criteria, over = "", `"weighted mean over dimensions",`+"\n"
		for k := range h.criteria {
			if k > 0 {
				criteria += ","
			}
			criteria += fmt.Sprintf(`{"label":"维度%d","weight":%d}`, k+1, 10+k)
		}
	}
	rb, err := voting.ParseRulebook([]byte(fmt.Sprintf(rules, h.secrecy, criteria, over)))
	if err != nil {
		t.Fatal(err)
	}
	return rb
}

// secrets are texts that no export of a secret session may hold: of every person
// name, number and employer, of every card and ballot what stands for it.
type secrets []string

func name(i, category int) string { return fmt.Sprintf("王小%d%c", i, 'a'+rune(category)) }

// play folds the whole evening.
func (h hall) play(t *testing.T) (*voting.State, secrets) {
	t.Helper()
	state, _, kept := h.evening(t)
	return state, kept
}

// evening folds all records, and has the named ballots follow them.
func (h hall) evening(t *testing.T) (*voting.State, *Ballots, secrets) {
	t.Helper()
	rb := h.rulebook(t)
	var kept secrets
	session := voting.Session{
		ID: "20261126-abcdefgh", Title: "@公开评议", Rehearsal: h.rehearsal, Signer: "pingyi/20261126-abcdefgh+12345678+key",
		Rulebook: rb, Units: h.units, Rundown: voting.RundownOf(rb, h.units),
	}
	issued := &voting.CardsIssued{Stamp: stamp(100, voting.Organizer)}
	var redeemed []voting.Event
	for category, people := range h.people {
		for i := range people {
			rep := voting.Representative{ID: voting.RepresentativeID(fmt.Sprintf("R%d-%03d", category, i)), Name: name(i, category), Category: voting.CategoryID(category), Employer: fmt.Sprintf("某某公司%d", i)}
			session.Roster = append(session.Roster, rep)
			card := voting.Card{ID: voting.CardID{0xca, byte(category), byte(i), 7: 0x9d}, Category: voting.CategoryID(category)}
			if rb.Secrecy == voting.Open {
				card.Holder = rep.ID
			}
			issued.Cards = append(issued.Cards, card)
			redeemed = append(redeemed, &voting.CardRedeemed{Stamp: stamp(300, ""), Card: card.ID, Device: voting.Device(7777777700 + i)})
			kept = append(kept, rep.Name, string(rep.ID), rep.Employer, card.ID.String(), string(card.ID[:]), fmt.Sprint(7777777700+i))
		}
	}
	events := append([]voting.Event{
		&voting.SessionCreated{Stamp: stamp(50, voting.Organizer), Session: session}, issued,
		&voting.SessionPublished{Stamp: stamp(200, voting.Organizer), RulebookHash: rb.Hash()},
	}, redeemed...)
	for _, item := range session.Rundown {
		said, more := h.vote(item, rb)
		events, kept = append(events, said...), append(kept, more...)
	}
	events = append(events, &voting.SessionClosed{Stamp: stamp(9000, voting.Organizer)})
	if !h.unannounced {
		events = append(events, &voting.ResultConfirmed{Stamp: stamp(9000, voting.Scrutineer), Version: 1}, &voting.ResultAnnounced{Stamp: stamp(9000, voting.Organizer), Version: 1})
	}
	state, ballots := voting.NewState(), NewBallots()
	for _, e := range events {
		if sealed, ok := e.(*voting.ItemSealed); ok {
			sealed.Seal.Size = state.Records
		}
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		ballots.Follow(e)
	}
	return state, ballots, kept
}

func stamp(at int64, role voting.Role) voting.Stamp {
	return voting.Stamp{At: 1790000000 + at, By: "zhang", Role: role}
}

// vote is one item from stage to reveal.
func (h hall) vote(item voting.Item, rb voting.Rulebook) ([]voting.Event, secrets) {
	at := int64(item.ID) * 1000
	events := []voting.Event{
		&voting.ItemStaged{Stamp: stamp(at, voting.Organizer), Item: item.ID, Run: 1},
		&voting.ItemOpened{Stamp: stamp(at+1, voting.Organizer), Item: item.ID, Run: 1, Deadline: 1790000000 + at + 60},
	}
	var kept secrets
	for category, people := range h.people {
		for i := range people {
			if away := h.absent[item.Unit]; away != nil && away(i, category) {
				continue
			}
			cast := &voting.BallotCast{
				Item: item.ID, Run: 1, Category: voting.CategoryID(category), At: 1790000000 + at + 2,
				Tag: voting.Tag{0x7a, byte(item.ID), byte(category), byte(i), 9: 0x77}, Salt: voting.Salt{0x5a, byte(item.ID), byte(category), byte(i), 9: 0x55},
			}
			marks := make([]byte, len(rb.CriteriaOf(voting.Unit{})))
			for k := range marks {
				marks[k] = byte((i + k + int(item.ID)*category) % 4)
			}
			cast.Marks = voting.Marks(marks)
			if rb.Secrecy == voting.Open {
				cast.Holder = voting.RepresentativeID(fmt.Sprintf("R%d-%03d", category, i))
			}
			events = append(events, cast)
			kept = append(kept, cast.Tag.String(), string(cast.Tag[:]), fmt.Sprintf("%x", cast.Salt), string(cast.Salt[:]))
		}
	}
	seal := voting.Seal{Root: fmt.Sprintf("%064d", item.ID), Code: "AAAA-BBBB", Note: fmt.Sprintf("pingyi/s\n%d\nroot\n\n— sig\n", 100*item.ID)}
	return append(events,
		&voting.ItemClosed{Stamp: stamp(at+60, voting.OfTeller), Item: item.ID}, &voting.ItemSealed{Stamp: stamp(at+60, voting.OfTeller), Item: item.ID, Seal: seal},
		&voting.ItemConfirmed{Stamp: stamp(at+70, voting.Scrutineer), Item: item.ID}, &voting.ItemRevealed{Stamp: stamp(at+80, voting.Organizer), Item: item.ID}), kept
}

// sentences reads the word lists of a language.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, file := range []string{"desk.", "export."} {
		body, err := os.ReadFile("../../static/words/" + file + lang + ".json")
		if err == nil {
			err = json.Unmarshal(body, &all)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// set is the tables of an evening in Chinese.
func (h hall) set(t *testing.T) Set {
	t.Helper()
	state, _ := h.play(t)
	return Of(display.ResultsOf(state), Also{}, sentences(t, "zh-CN"))
}

// written is what a writer writes.
func written(t *testing.T, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (s Set) workbook(t *testing.T) []byte {
	t.Helper()
	return written(t, func(b *bytes.Buffer) error { return s.WriteXlsx(b) })
}

func (s Set) database(t *testing.T) []byte {
	t.Helper()
	return written(t, func(b *bytes.Buffer) error { return s.WriteSQLite(b) })
}

// table finds one of the tables as people read them.
func (s Set) sheet(t *testing.T, name string) Table {
	t.Helper()
	for _, table := range s.Sheets() {
		if table.Name == name {
			return table
		}
	}
	t.Fatalf("no table %s", name)
	return Table{}
}

func resultsOf(s *voting.State) display.Results { return display.ResultsOf(s) }
