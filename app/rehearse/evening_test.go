package rehearse_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"pingyi/app"
	"pingyi/app/desk"
	"pingyi/app/rehearse"
)

const testPassword = "a password for the test"

// startServer runs the real server and logs an organizer in.
func startServer(t *testing.T) (*rehearse.Desk, string) {
	t.Helper()
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir, cfg.BallotsPerSecond = "127.0.0.1:0", t.TempDir(), 0
	accounts, err := desk.OpenAccounts(cfg.Dir)
	if err == nil {
		err = accounts.Add("test", desk.Organizer, testPassword)
	}
	if err != nil {
		t.Fatal(err)
	}
	server, err := app.New(cfg, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("stop server: %v", err)
		}
	})
	desk, err := rehearse.LogIn(server.BaseURL(), "test", testPassword)
	if err != nil {
		t.Fatal(err)
	}
	return desk, server.BaseURL()
}

// town is a small appraisal made up from a seed, with what it must come to
// counted here by hand, without the program's own rules.
type town struct {
	random     *rand.Rand
	labels     []string
	weights    []int64 // in thousandths
	places     int
	units      []string
	classes    []string
	departs    []string
	reps       []string
	category   map[string]int
	employer   map[string]string
	files      fstest.MapFS
	lastGrades map[string]map[string]int // unit, representative -> grade
	votes      int
}

var points = []int64{100, 70, 25} // the fourth grade is without an opinion

func newTown(seed uint64) *town {
	r := rand.New(rand.NewPCG(seed, 3))
	tn := &town{
		random: r, category: make(map[string]int), employer: make(map[string]string),
		files: fstest.MapFS{}, lastGrades: make(map[string]map[string]int),
	}
	for i := range 2 + r.IntN(4) {
		tn.labels = append(tn.labels, fmt.Sprintf("第%d类代表", i+1))
		tn.weights = append(tn.weights, int64(1+r.IntN(40_000)))
	}
	tn.places = r.IntN(5)
	for i := range 3 + r.IntN(5) {
		tn.units = append(tn.units, fmt.Sprintf("窗%02d", i+1))
		tn.classes = append(tn.classes, []string{"甲类", "乙类"}[r.IntN(2)])
		tn.departs = append(tn.departs, fmt.Sprintf("市%c局", '甲'+rune(r.IntN(3))))
	}
	for i := range 12 + r.IntN(30) {
		rep := fmt.Sprintf("代%03d", i+1)
		tn.reps = append(tn.reps, rep)
		tn.category[rep] = r.IntN(len(tn.labels))
		if r.IntN(6) == 0 {
			tn.employer[rep] = strings.TrimPrefix(tn.departs[r.IntN(len(tn.departs))], "市")
		}
	}
	tn.write()
	return tn
}

func (tn *town) write() {
	units, roster := "编号,参评窗口,主管部门,类别\n", "代表证号,姓名,代表类别,所在单位\n"
	for i, unit := range tn.units {
		units += fmt.Sprintf("%s,%s号窗口,%s,%s\n", unit, unit, tn.departs[i], tn.classes[i])
	}
	for _, rep := range tn.reps {
		roster += fmt.Sprintf("%s,某人,%s,%s\n", rep, tn.labels[tn.category[rep]], tn.employer[rep])
	}
	var ballots bytes.Buffer
	for i, unit := range tn.units {
		tn.lastGrades[unit] = make(map[string]int)
		for _, rep := range tn.reps {
			if e := tn.employer[rep]; (e != "" && "市"+e == tn.departs[i]) || tn.random.IntN(8) == 0 {
				continue
			}
			for range 1 + tn.random.IntN(8)/7 {
				grade := tn.random.IntN(4)
				tn.lastGrades[unit][rep] = grade
				tn.votes++
				fmt.Fprintf(&ballots, `{"unit": %q, "rep": %q, "grade": %d}`+"\n", unit, rep, grade)
			}
		}
	}
	tn.files["units.csv"] = &fstest.MapFile{Data: []byte(units)}
	tn.files["representatives.csv"] = &fstest.MapFile{Data: []byte(roster)}
	tn.files["ballots.jsonl"] = &fstest.MapFile{Data: ballots.Bytes()}
	tn.files["rulebook.json"] = &fstest.MapFile{Data: tn.rulebook()}
	tn.files["expected.json"] = &fstest.MapFile{Data: tn.expected()}
}

// stayAway adds representatives of the first category who never vote.
func (tn *town) stayAway(n int) {
	for range n {
		tn.reps = append(tn.reps, fmt.Sprintf("代%03d", len(tn.reps)+1))
		tn.category[tn.reps[len(tn.reps)-1]] = 0
	}
	roster := tn.files["representatives.csv"].Data
	for _, rep := range tn.reps[len(tn.reps)-n:] {
		roster = fmt.Appendf(roster, "%s,某人,%s,\n", rep, tn.labels[0])
	}
	tn.files["representatives.csv"].Data = roster
	tn.files["expected.json"].Data = tn.expected()
}

func (tn *town) rulebook() []byte {
	var categories []map[string]any
	for i, label := range tn.labels {
		categories = append(categories, map[string]any{"label": label, "seats": 40, "weight": json.Number(decimal(big.NewInt(tn.weights[i]), 3))})
	}
	text, _ := json.Marshal(map[string]any{ // plain data
		"title": "小城评议", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts",
		"grades": []map[string]any{
			{"label": "好", "points": points[0]}, {"label": "中", "points": points[1]}, {"label": "差", "points": points[2]},
			{"label": "不清楚", "points": nil, "in_base": false},
		},
		"criteria": []map[string]any{{"label": "总体评价", "weight": 1}}, "categories": categories,
		"pipeline": []string{
			"mean over votes with an opinion inside each category",
			"weighted mean over categories, weights renormalised over the categories that have such a vote",
			fmt.Sprintf("round once, half up, %d places", tn.places),
		},
		"places": tn.places, "rank": "on the rounded score, inside each class and overall, 1 2 2 4",
		"recusal": "a representative whose employer is the unit's department has no row for it",
	})
	return text
}

// expected counts every unit from the ballots alone.
func (tn *town) expected() []byte {
	want := rehearse.Results{Issued: len(tn.reps)}
	seen := make(map[string]bool)
	for i, unit := range tn.units {
		u := rehearse.UnitResult{Unit: unit, Class: tn.classes[i], Counts: make(map[string][]int)}
		for _, label := range tn.labels {
			u.Counts[label] = make([]int, 4)
		}
		for rep, grade := range tn.lastGrades[unit] {
			u.Counts[tn.labels[tn.category[rep]]][grade]++
			seen[rep] = true
		}
		u.Exact, u.Score = tn.score(u.Counts)
		want.Units = append(want.Units, u)
	}
	want.CheckedIn = len(seen)
	for i := range want.Units {
		for j := range want.Units {
			if better(want.Units[j].Score, want.Units[i].Score) {
				want.Units[i].Rank++
				if want.Units[i].Class == want.Units[j].Class {
					want.Units[i].RankInClass++
				}
			}
		}
		if want.Units[i].Score != "" {
			want.Units[i].Rank, want.Units[i].RankInClass = want.Units[i].Rank+1, want.Units[i].RankInClass+1
		}
	}
	text, _ := json.Marshal(want) // plain data
	return text
}

func better(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, _ := new(big.Rat).SetString(a)
	y, _ := new(big.Rat).SetString(b)
	return x.Cmp(y) > 0
}

func (tn *town) score(counts map[string][]int) (exact, rounded string) {
	top, bottom := new(big.Rat), new(big.Rat)
	for i, label := range tn.labels {
		sum, n := int64(0), int64(0)
		for grade, p := range points {
			sum += p * int64(counts[label][grade])
			n += int64(counts[label][grade])
		}
		if n > 0 {
			top.Add(top, big.NewRat(sum*tn.weights[i], n))
			bottom.Add(bottom, big.NewRat(tn.weights[i], 1))
		}
	}
	if bottom.Sign() == 0 {
		return "", ""
	}
	value := top.Quo(top, bottom)
	one := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(tn.places)), nil))
	half := new(big.Rat).Add(new(big.Rat).Mul(value, one), big.NewRat(1, 2))
	return value.RatString(), decimal(new(big.Int).Quo(half.Num(), half.Denom()), tn.places)
}

// decimal writes a number of the last place: 8948 with 2 places is 89.48.
func decimal(n *big.Int, places int) string {
	if places == 0 {
		return n.String()
	}
	whole, part := new(big.Int).QuoRem(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil), new(big.Int))
	return fmt.Sprintf("%d.%0*d", whole, places, part)
}

func encode(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTownsOfOtherSizesAndWeightsComeOutAsCountedByHand(t *testing.T) {
	desk, base := startServer(t)
	for seed := range uint64(6) {
		tn := newTown(seed)
		scenario, err := rehearse.Load("town", tn.files, "")
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, line := range report.Differences {
			t.Errorf("seed %d: %s", seed, line)
		}
		if report.Acknowledged != tn.votes {
			t.Errorf("seed %d: %d ballots cast, %d acknowledged", seed, tn.votes, report.Acknowledged)
		}
	}
}

func TestWrongExpectationIsNamed(t *testing.T) {
	desk, base := startServer(t)
	tn := newTown(99)
	want, err := rehearse.ParseResults(tn.files["expected.json"].Data)
	if err != nil {
		t.Fatal(err)
	}
	want.Units[1].Counts[tn.labels[0]][2]++
	want.Units[0].Score = "1.00"
	tn.files["expected.json"].Data = encode(t, want)
	scenario, err := rehearse.Load("town", tn.files, "")
	if err != nil {
		t.Fatal(err)
	}
	report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
	if err != nil {
		t.Fatal(err)
	}
	told := strings.Join(report.Differences, "\n")
	if len(report.Differences) != 2 || !strings.Contains(told, tn.units[0]+" score") || !strings.Contains(told, tn.units[1]+` "`+tn.labels[0]+`": `) {
		t.Errorf("two planted differences are told as:\n%s", told)
	}
}
