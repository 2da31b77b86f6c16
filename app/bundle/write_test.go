package bundle

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/data"
	"pingyi/voting"
)

const rules = `{"title":"评议","mode":"stage","secrecy":"secret","one_vote":"last before the close counts",
"grades":[{"label":"满意","points":100},{"label":"一般","points":30}],"criteria":[{"label":"总体评价","weight":1}],
"categories":[{"label":"企业","seats":10,"weight":60},{"label":"居民","seats":10,"weight":40}],
"pipeline":["mean over votes with an opinion inside each category",
"weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"],
"places":2,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`

// evening is a session of one unit on which seven cards vote, two of them in a
// category of their own; one is voided and its ballot withdrawn.
func evening(t *testing.T, rehearsal bool) []voting.Event {
	t.Helper()
	rb, err := voting.ParseRulebook([]byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W001", Name: "税务窗口", Department: "市税务局", Class: "审批"}}
	events := []voting.Event{&voting.SessionCreated{Session: voting.Session{
		ID: "s1", Title: "公开评议", Rehearsal: rehearsal, Signer: "pingyi/s1+key", Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units),
		Roster: []voting.Representative{{ID: "R1", Name: "王小芳", Category: 0, Employer: "某某公司"}},
	}}}
	issued := &voting.CardsIssued{}
	for i := range byte(8) {
		issued.Cards = append(issued.Cards, voting.Card{ID: voting.CardID{0xca, i}, Category: voting.CategoryID(i / 6)})
	}
	events = append(events, issued, &voting.SessionPublished{RulebookHash: rb.Hash()})
	for i := range byte(8) {
		events = append(events, &voting.CardRedeemed{Card: voting.CardID{0xca, i}, Device: voting.Device(i)})
	}
	events = append(events, &voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1, Deadline: 60})
	for i := range byte(8) {
		events = append(events, &voting.BallotCast{
			Item: 1, Run: 1, Category: voting.CategoryID(i / 6), Tag: voting.Tag{0x7a, i}, Salt: voting.Salt{0x5a, i}, At: 1790000000, Marks: voting.Marks([]byte{i % 2}),
		})
	}
	return append(events,
		&voting.CardVoided{Card: voting.CardID{0xca, 0}, Reason: "王小芳的手机没电"}, &voting.BallotWithdrawn{Item: 1, Run: 1, Tag: voting.Tag{0x7a, 0}},
		&voting.ItemClosed{Item: 1}, &voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 24, Note: "pingyi/s1\n24\nroot\n"}},
		&voting.ItemConfirmed{Item: 1}, &voting.ItemRevealed{Item: 1}, &voting.SessionClosed{},
		&voting.ResultConfirmed{Stamp: voting.Stamp{Role: voting.Scrutineer}, Version: 1}, &voting.ResultAnnounced{Stamp: voting.Stamp{Role: voting.Organizer}, Version: 1})
}

func logOf(t *testing.T, events []voting.Event) data.Log {
	t.Helper()
	log := data.NewMemory()
	for _, e := range events {
		if _, err := log.Append([]data.Record{voting.Encode(e, nil)}); err != nil {
			t.Fatal(err)
		}
	}
	return log
}

func write(t *testing.T, kind Kind, events []voting.Event) Written {
	t.Helper()
	w, err := Write(filepath.Join(t.TempDir(), "b"), kind, logOf(t, events), func() {})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func read(t *testing.T, w Written, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(w.Folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// everything is all files of a bundle in one text.
func everything(t *testing.T, w Written) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(os.DirFS(w.Folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all.WriteString(read(t, w, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestPublicBundleTellsOnNobody(t *testing.T) {
	secrets := map[string]string{
		"a name": "王小芳", "an employer": "某某公司", "a card": `ca01`, "a tag": `7a01`, "a salt": `5a01`, "marks": `"marks"`,
		"a withdrawal": "ballot-withdrawn", "why a card was voided": "没电", "a check-in": "card-redeemed",
	}
	hidden := map[string]string{"the exact score, from which hidden counts follow": `"exact": "304/5`, "counts of a small category": `"居民": [`}
	events := evening(t, false)
	public, all := everything(t, write(t, Public, events)), everything(t, write(t, Scrutineer, events))
	for what, secret := range secrets {
		if strings.Contains(public, secret) {
			t.Errorf("%s (%q) is in the public bundle", what, secret)
		}
		if !strings.Contains(all, secret) {
			t.Errorf("%s (%q) is not in the scrutineers' bundle, so that this test finds nothing", what, secret)
		}
	}
	rehearsed := everything(t, write(t, Scrutineer, evening(t, true)))
	for what, secret := range hidden {
		if strings.Contains(public, secret) || strings.Contains(all, secret) {
			t.Errorf("%s (%q) is in a bundle", what, secret)
		}
		if !strings.Contains(rehearsed, secret) {
			t.Errorf("%s (%q) is not in the bundle of a rehearsal, so that this test finds nothing", what, secret)
		}
	}
	for _, e := range events {
		if leaf := data.LeafHash(voting.Encode(e, nil)).String(); !strings.Contains(public, leaf) {
			t.Errorf("the leaf hash of %s is not in the public bundle", voting.Kind(e))
		}
	}
}

// A record may be withheld in the one way that says nothing; what leaves no
// secret is given with its bytes.
func TestPublicBundleWithholdsByKind(t *testing.T) {
	kinds := make(map[string]int)
	for text := range strings.Lines(read(t, write(t, Public, evening(t, false)), "records.jsonl")) {
		var line Line
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		if withheld := line.Kind == kindBallot || line.Kind == kindWithheld; withheld != (line.Record == nil) {
			t.Errorf("%s: bytes withheld %t", line.Kind, line.Record == nil)
		}
		kinds[line.Kind]++
	}
	// the first record, the cards, eight check-ins, a void card, a withdrawal
	if kinds[kindBallot] != 8 || kinds[kindWithheld] != 12 || kinds["item-revealed"] != 1 || len(kinds) != 12 {
		t.Errorf("lines by kind: %v", kinds)
	}
}

func TestReadmeSaysWhomTheBundleMayBeShownTo(t *testing.T) {
	if readme := read(t, write(t, Scrutineer, evening(t, false)[:29]), "README.txt"); !strings.Contains(readme, "UNANNOUNCED") {
		t.Errorf("of a result that nobody has announced README.txt says\n%s", readme)
	}
	for kind, want := range map[Kind]string{Scrutineer: "NOT TO BE PUBLISHED", Public: "It may be published"} {
		readme := read(t, write(t, kind, evening(t, false)), "README.txt")
		if !strings.Contains(readme, want) || strings.Contains(readme, "REHEARSAL") || strings.Contains(readme, "UNANNOUNCED") || strings.Contains(readme, "{{") || strings.Contains(readme, "<no value>") {
			t.Errorf("%s: README.txt says\n%s", kind, readme)
		}
	}
}

// In both languages it says what a reader meets: records of two versions, and what of a
// public result can be worked out again without ballots.
func TestReadmeSaysTheSameInBothLanguages(t *testing.T) {
	chinese, english, _ := strings.Cut(read(t, write(t, Public, evening(t, false)), "README.txt"), "\nEnglish\n")
	for half, want := range map[string][]string{
		chinese: {`{"v":2,`, `"v":1`, "可以\n    从 result.json 的票数重算"},
		english: {`{"v":2,`, `"v":1`, "worked out again from\n    the counts in result.json"},
	} {
		for _, text := range want {
			if !strings.Contains(half, text) || strings.Contains(half, "Nothing can be counted again") {
				t.Errorf("want %q in\n%s", text, half)
			}
		}
	}
}

// Nothing of a rehearsal passes for the real thing: not a folder, not a file of
// it, not a line. rulebook.json is the very bytes that were hashed, a checkpoint
// those that were signed.
func TestRehearsalStandsInTheNameAndInEveryFileThatCanCarryIt(t *testing.T) {
	w := write(t, Public, evening(t, true))
	if !strings.HasSuffix(w.Folder, "b-rehearsal") {
		t.Errorf("the folder is called %s", w.Folder)
	}
	for name, mark := range map[string]string{
		"README.txt": "演练 REHEARSAL", "SHA256SUMS": "# 演练 REHEARSAL", "verifier.txt": "演练 REHEARSAL",
		"session.json": `"rehearsal": true`, "result.json": `"rehearsal": true`,
	} {
		if !strings.Contains(read(t, w, name), mark) {
			t.Errorf("%s does not say %q", name, mark)
		}
	}
	for line := range strings.Lines(read(t, w, "records.jsonl")) {
		if !strings.Contains(line, `"rehearsal":true`) {
			t.Errorf("a line does not say so: %s", line)
		}
	}
	again := filepath.Join(t.TempDir(), "x-rehearsal") + "/"
	if w, err := Write(again, Public, logOf(t, evening(t, true)), func() {}); err != nil || w.Folder != filepath.Clean(again) {
		t.Errorf("%v: %s became %s", err, again, w.Folder)
	}
}

// empty reports that nothing was left behind in a folder.
func empty(t *testing.T, folder string) {
	t.Helper()
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 0 {
		t.Errorf("%v: left behind: %v", err, left)
	}
}

func TestBundleIsWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	running := evening(t, false)
	if _, err := Write(filepath.Join(folder, "b"), Scrutineer, logOf(t, running[:len(running)-3]), func() {}); !errors.Is(err, ErrRunning) {
		t.Errorf("a session that goes on: %v", err)
	}
	broken := stopping{logOf(t, running), new(int)}
	if _, err := Write(filepath.Join(folder, "b"), Scrutineer, broken, func() {}); !errors.Is(err, errStopped) {
		t.Errorf("a log that cannot be read a second time: %v", err)
	}
	empty(t, folder)
	w, err := Write(filepath.Join(folder, "b"), Scrutineer, logOf(t, running), func() {})
	if err != nil {
		t.Fatal(err)
	}
	before := everything(t, w)
	if _, err := Write(w.Folder, Public, logOf(t, running), func() {}); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a folder that is there: %v", err)
	}
	if everything(t, w) != before {
		t.Error("the folder that was there was changed")
	}
}

var errStopped = errors.New("stopped")

// stopping is a log that can be read once and not to its end again.
type stopping struct {
	data.Log
	reads *int
}

func (s stopping) Read(from uint64, fn func(uint64, data.Record) error) error {
	*s.reads++
	again := *s.reads > 1
	return s.Log.Read(from, func(seq uint64, record data.Record) error {
		if again && seq > 5 {
			return errStopped
		}
		return fn(seq, record)
	})
}
