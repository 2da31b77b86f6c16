package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pingyi/data/sample"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
	"pingyi/voting/programme"
)

// searchesBytes is for tests that look through all that went out after every act: minutes under the
// race detector, and what meets there meets in shorter tests too.
func searchesBytes(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("every byte of whole evenings: not in short runs")
	}
}

// TestProgramIsToldNothingTooEarlyInAnyFormat records all that goes out for program from the opening until each
// place of each ranking is given out, and searches it for every score and share that is not released, and for
// the names of those who are yet to come.
func TestProgramIsToldNothingTooEarlyInAnyFormat(t *testing.T) {
	searchesBytes(t)
	for _, f := range formats() {
		t.Run(f.name+map[bool]string{true: ", as shipped"}[f.shipped], func(t *testing.T) {
			folder := t.TempDir()
			p := f.publish(t, folder)
			e := p.listening(folder)
			f.vote(e)
			p.act(`{"act":"end"}`)
			if f.figures != "" {
				p.act(f.figures)
			}
			if f.ticked != nil { // what is chosen comes out list by list, and not by the reveal of the form
				p.act(`{"act":"reveal","item":1}`)
				f.everything(e, 1)
			}
			p.act(`{"act":"confirm-result"}`)
			f.everything(e, 1)
			results := p.results()
			scores, others := f.numbers(results)
			first := f.named(results, 0)
			if !slices.Contains(slices.Concat(scores[first], others[first]), f.known) {
				t.Fatalf("%s, which was worked out by hand, is not among %v and %v", f.known, scores[first], others[first])
			}
			var orders [][]string
			for _, ranking := range e.rankings() {
				orders = append(orders, placesOf(results, ranking))
			}
			if of, told := e.places(); told && f.ticked != nil {
				t.Errorf("a place or a count is told before anything is given out, in %s", of)
			}
			e.search("before anything is given out", secretsOf(scores, others), nil, orders...)
			f.giveOut(e, results)
			e.show(3, onair.Cue{})
			if _, told := e.places(); !told {
				t.Error("nobody is told a place where all are given out: the search for places finds none")
			}
		})
	}
}

// format is one of the five, by a sample session that is cut down to a few units and some twelve people.
type format struct {
	name, table string            // the sample, and the file of its units
	good        []int             // of eleven voters so many give a unit the first grade
	ticks       [2][][2]int       // of a choice: from which voter to which a unit is ticked, on either list
	rules       *strings.Replacer // which keep back what is counted, and fit a few units
	figures     string            // act by which figures are added to the counts
	ticked      [][]string        // of a choice, what somebody worked out by hand of each unit: shares of the ballots and of the figures
	shipped     bool              // the rules are those that organizers are offered, and not those of the sample
	known       string            // a number of the first unit that somebody worked out by hand
	ids         []string
	files       map[string]string // instead of those of a sample
}

func formats() []*format {
	held := strings.NewReplacer(`"mode": "stage"`, `"mode": "stage", "reveal": "revealed"`)
	inTheHall := strings.NewReplacer( // a choice without votes from elsewhere, so that screens have scores before the announcement
		`"imported": [{"name": "网络得票", "axes": ["unit"], "note": "网络评选每个单位的票数，由承办单位提供"}],`, "",
		`{"name": "网络得分", "do": "share of top", "of": "网络得票", "inside": "all", "points": 100, "round": {"places": 2, "mode": "half up"}},`, "",
		`{"of": "会场得分", "weight": 60}, {"of": "网络得分", "weight": 40}`, `{"of": "会场得分", "weight": 100}`, `"take": 10`, `"take": 3`, `"at_most": 10`, `"at_most": 3`)
	return []*format{
		{name: "windows", table: "units.csv", good: []int{7, 10, 9, 1}, rules: held, known: "63.6"},
		{name: "pledges", table: "units.csv", good: []int{7, 10, 9, 1}, rules: held, known: "63.6"},
		{name: "double", table: "units.csv", good: []int{7, 10, 9, 1, 4, 2}, rules: held, known: "63.6"},
		{
			name: "best-worst", table: "candidates.csv", good: make([]int, 7), known: "63.64", rules: inTheHall, shipped: true,
			ticks:  [2][][2]int{{{0, 7}, {7, 9}, {0, 9}, {9, 10}, {0, 4}, {4, 9}, {}}, {{}, {}, {}, {5, 8}, {}, {0, 8}, {0, 5}}},
			ticked: [][]string{{"63.64", "63.6"}, {"18.18", "18.2"}, {"81.82", "81.8"}, {"9.09", "27.27", "27.3"}, {"36.36", "36.4"}, {"45.45", "45.5", "72.73", "72.7"}, {}},
		},
		{
			name: "best-worst", table: "candidates.csv", good: make([]int, 7), known: "74.55",
			rules: strings.NewReplacer(`"at_most": 10`, `"at_most": 3`, "the 10 ", "the 3 "),
			ticks: [2][][2]int{{{0, 7}, {7, 9}, {0, 9}, {9, 10}, {0, 4}, {}, {}}, {{}, {}, {}, {5, 8}, {}, {0, 8}, {0, 5}}},
			ticked: [][]string{
				{"63.64", "63.6", "30781"}, {"18.18", "18.2", "9272", "30.12"}, {"81.82", "81.8", "25737", "83.61"}, {"9.09", "27.27", "27.3", "6329", "20.56"},
				{"36.36", "36.4", "7663", "24.90"}, {"72.73", "72.7", "1264", "4.11"}, {"45.45", "45.5", "20122", "65.37"},
			},
			figures: `{"act":"figures","table":"网络得票","source":"函","cells":[{"at":["B001"],"value":"30781"},{"at":["B002"],"value":"9272"},{"at":["B003"],"value":"25737"},
{"at":["B004"],"value":"6329"},{"at":["B005"],"value":"7663"},{"at":["B006"],"value":"1264"},{"at":["B007"],"value":"20122"}]}`,
		},
		monitoring(),
	}
}

// text is a file, empty where there is none.
func (f *format) text(t *testing.T, name string) string {
	t.Helper()
	if f.files != nil {
		return f.files[name]
	}
	files, err := sample.Folder(f.name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(files, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}

// file is one of the sample, with the rows that are kept.
func (f *format) file(t *testing.T, name string, keep func(cells []string) bool) string {
	t.Helper()
	head, rows, _ := strings.Cut(f.text(t, name), "\n")
	if head == "" {
		return ""
	}
	kept := head + "\n"
	for row := range strings.Lines(rows) {
		if keep(strings.Split(strings.TrimSpace(row), ",")) {
			kept += row
		}
	}
	return kept
}

// publish makes the session.
func (f *format) publish(t *testing.T, folder string) *place {
	t.Helper()
	p := servePlace(t, func(c *Config) { c.Drop = folder })
	p.desk = p.organizer()
	people := make(map[string]int)
	f.file(t, "representatives.csv", func(cells []string) bool { people[cells[2]] = 0; return false })
	some := 12/len(people) + 2
	rules := f.file(t, "rulebook.json", func([]string) bool { return true })
	if f.shipped {
		offered, _ := programme.Find(f.name, "zh-CN")
		rules = string(offered.Rulebook)
	}
	fields := map[string]string{
		"rehearsal": "1",
		"rulebook":  f.rules.Replace(rules),
		"units": f.file(t, f.table, func(cells []string) bool {
			f.ids = append(f.ids, cells[0])
			return len(f.ids) <= len(f.good)
		}),
		"roster": f.file(t, "representatives.csv", func(cells []string) bool {
			if cells[3] != "" || people[cells[2]] == some {
				return false
			}
			people[cells[2]]++
			return true
		}),
	}
	if pledges := f.file(t, "pledges.csv", func(cells []string) bool { return slices.Contains(f.ids[:len(f.good)], cells[1]) }); pledges != "" {
		fields["pledges"] = pledges
	}
	answer := p.desk.upload(plainJSON, fields)
	var made struct{ ID string }
	answer.json(t, &made)
	if answer.status != http.StatusCreated {
		t.Fatalf("status %d: %s", answer.status, answer.body)
	}
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

// marks are those of a voter for some rows of a ballot, of which those of one unit follow each other.
func (f *format) marks(voter int, units []int, rows int) string {
	var marks strings.Builder
	for _, list := range f.ticks {
		for _, voters := range list {
			marks.WriteString(map[bool]string{true: "0", false: "-"}[voters[0] <= voter && voter < voters[1]])
		}
	}
	if marks.Len() > 0 {
		return marks.String()
	}
	for _, unit := range units {
		for row := range rows / len(units) {
			marks.WriteString(map[bool]string{true: "0", false: "2"}[voter < f.good[unit]+row%2])
		}
	}
	return marks.String()
}

// vote holds every item of the session up to its confirmation, and keeps what is told meanwhile.
func (f *format) vote(e *ear) {
	p := e.p
	p.t.Helper()
	var session voting.Session
	var items []voting.ItemState
	if err := p.live().Look(func(s *voting.State) { session, items = s.Session, slices.Clone(s.Items) }); err != nil {
		p.t.Fatal(err)
	}
	here := p.here(12) // of whom one does not vote: else shares of the ballots would be shares of the turnout too
	for i := range items {
		item, units, unit := items[i].ID, []int{i}, f.ids[i]
		if items[i].Whole() {
			units, unit = nil, ""
			for n := range f.good {
				units = append(units, n)
			}
		}
		act := func(name string) { p.act(fmt.Sprintf(`{"act":%q,"item":%d,"seconds":600}`, name, item)) }
		act("stage")
		act("open")
		for n, h := range here[1:] {
			receiptOf(p.t, f.name, h.post("/v/ballot", ballotJSON(i*100+n, int(item), 1, unit, f.marks(n, units, session.Rows(items[i].Item)))))
		}
		for _, name := range []string{"open", "close", "confirm"} {
			if name != "open" {
				act(name)
			}
			if i == 0 && name != "close" {
				f.everything(e, item)
			}
			e.listen()
		}
	}
}

// here are so many phones with cards, of every category in turn.
func (p *place) here(n int) (all []*handset) {
	p.t.Helper()
	var cards []placeCard
	p.desk.json("/desk/s/"+p.session+"/cards.json").json(p.t, &cards)
	turn := make(map[string]int)
	order := make(map[string]int, len(cards))
	for _, c := range cards {
		turn[c.Category]++
		order[c.Number] = turn[c.Category]
	}
	slices.SortStableFunc(cards, func(a, b placeCard) int { return order[a.Number] - order[b.Number] })
	for _, c := range cards[:n] {
		all = append(all, p.holding(c))
	}
	return all
}

// everything puts on program what can be, about the session, an item and two units, and asks for all else.
func (f *format) everything(e *ear, item voting.ItemID) {
	first, second := voting.UnitID(f.ids[0]), voting.UnitID(f.ids[1])
	about := []onair.Cue{{}, {Item: item}, {Unit: first}, {Unit: first, Other: second}}
	for _, list := range e.ticked() {
		about = append(about, onair.Cue{Unit: first, List: list})
	}
	for _, r := range e.rankings() {
		about = append(about, onair.Cue{List: r.List})
		e.press(r.List)
	}
	e.eachResult(onair.Cue{Unit: first})
	e.eachResult(onair.Cue{Unit: first, Other: second})
	e.show(3, about...)
	for _, file := range []string{"shell.html", "spx.html"} {
		e.hear(file, e.p.desk.page("/gfx/pgm/"+file).body)
	}
	e.listen()
}

// numbers are those of each unit that nobody is to know: of its score, which its place gives out, and the others.
func (f *format) numbers(r display.Results) (scores, others map[string][]string) {
	scores, others = make(map[string][]string), make(map[string][]string)
	shares := func(unit string, counts []int) {
		for _, n := range display.Permille(counts) {
			others[unit] = append(others[unit], fmt.Sprintf("%d.%d", n/10, n%10))
		}
	}
	for _, u := range r.Units {
		scores[u.Name] = append(scores[u.Name], u.Score)
		for _, named := range u.Named { // which come with the announcement
			others[u.Name] = append(others[u.Name], strings.TrimPrefix(named.Text, "-"))
		}
		shares(u.Name, u.ByGrade)
		for _, c := range u.Criteria {
			shares(u.Name, c.ByGrade)
			others[u.Name] = append(others[u.Name], c.Score)
		}
	}
	telling := func(text string) bool { // a round number stands in many places for other reasons
		return strings.Contains(text, ".") && strings.Trim(text, "0123456789.") == "" && !strings.HasSuffix(strings.TrimRight(text, "0"), ".")
	}
	for _, all := range []map[string][]string{scores, others} {
		for unit := range all {
			all[unit] = slices.DeleteFunc(all[unit], func(text string) bool { return !telling(text) })
		}
	}
	for n, u := range f.ticked {
		scores[f.named(r, n)] = append(scores[f.named(r, n)], u...)
	}
	return scores, others
}

// named is how a unit is called.
func (f *format) named(r display.Results, n int) string {
	return r.Units[slices.IndexFunc(r.Units, func(u display.UnitResult) bool { return string(u.Unit) == f.ids[n] })].Name
}

// giveOut gives out each ranking place by place, and before each place searches for those who are not out.
func (f *format) giveOut(e *ear, r display.Results) {
	e.p.t.Helper()
	scores, others := f.numbers(r)
	e.d.must(onair.Blank{Act: e.d.act(), On: []onair.Name{"pgm"}}) // what was put on about a unit names it
	e.listen()
	e.heard = nil
	staged := e.staged()
	waiting := make(map[string]bool)
	for _, u := range r.Units {
		waiting[u.Name] = u.Name != staged // who is on stage is named as such
	}
	for _, ranking := range slices.Backward(e.rankings()) { // the lists before the places of all
		places := placesOf(r, ranking)
		e.approve(ranking.List)
		e.d.must(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: ranking.Scene, List: ranking.List}})
		arm, last := e.arm(ranking.List), ""
		for len(places) > 0 {
			last, places = places[len(places)-1], places[:len(places)-1]
			e.show(1, onair.Cue{})
			e.show(2, onair.Cue{List: ranking.List})
			e.d.must(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: ranking.Scene, List: ranking.List}})
			e.listen()
			e.search(fmt.Sprintf("%q, before place %d", ranking.List, len(places)+1), secretsOf(scores, others), waiting, nil)
			arm = e.proceed(arm)
			delete(waiting, last)
			delete(scores, last)
		}
		e.picture("the end")
		if text := e.heard[len(e.heard)-1].text; !strings.Contains(text, last) {
			e.p.t.Errorf("in the end the picture does not name %s: %s", last, text)
		}
	}
}

// placesOf are the names on a ranking, the first place first.
func placesOf(r display.Results, ranking display.RankingName) (names []string) {
	for _, list := range r.Selections {
		if list.Result == ranking.List || list.Result+"/"+string(list.Class) == ranking.List {
			for _, unit := range list.Units {
				names = append(names, unit.Name)
			}
			return names
		}
	}
	units := slices.DeleteFunc(slices.Clone(r.Units), func(u display.UnitResult) bool { return ranking.List != "" && string(u.Class) != ranking.List })
	slices.SortFunc(units, func(a, b display.UnitResult) int { return cmp.Or(a.Rank-b.Rank, a.RankInClass-b.RankInClass) })
	for _, u := range units {
		names = append(names, u.Name)
	}
	return names
}
