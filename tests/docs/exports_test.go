package docs_test

import (
	"bytes"
	"database/sql"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // opens what was exported

	"pingyi/app/export"
	"pingyi/app/intake"
	"pingyi/data/sample"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

var update = flag.Bool("update", false, "write tables and answers into docs/EXPORTS.md")

// sampleEvening folds the evening of the sample session as one that counts.
func sampleEvening(t *testing.T) (*voting.State, *intake.ScenarioFiles) {
	t.Helper()
	folder, err := fs.Sub(sample.Windows, "windows")
	if err != nil {
		t.Fatal(err)
	}
	files, err := intake.Scenario(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	state := voting.NewState()
	for _, e := range recordsOf(files) {
		if sealed, ok := e.(*voting.ItemSealed); ok {
			sealed.Seal.Size = state.Records
		}
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return state, files
}

// recordsOf is the course of an evening on which everybody votes in time.
func recordsOf(files *intake.ScenarioFiles) []voting.Event {
	session, at := files.Session, int64(1795699661)
	session.ID, session.Rehearsal, session.Signer = "20261126-sample", false, "pingyi/20261126-sample+0c35e47a+key"
	next := func(role voting.Role) voting.Stamp {
		at++
		return voting.Stamp{At: at, By: "desk", Role: role}
	}
	events := []voting.Event{&voting.SessionCreated{Stamp: next(voting.Organizer), Session: session}}
	issued, cards := &voting.CardsIssued{Stamp: next(voting.Organizer)}, make(map[voting.RepresentativeID]int)
	categories := make(map[voting.RepresentativeID]voting.CategoryID)
	for _, rep := range session.Roster {
		categories[rep.ID] = rep.Category
	}
	for _, lot := range session.Lots() {
		for _, rep := range lot.Holders {
			cards[rep] = len(issued.Cards)
			issued.Cards = append(issued.Cards, voting.Card{ID: voting.CardID{byte(cards[rep] >> 8), byte(cards[rep])}, Category: lot.Category, Recused: lot.Recused})
		}
	}
	events = append(events, issued, &voting.SessionPublished{Stamp: next(voting.Organizer), RulebookHash: session.Rulebook.Hash()})
	for _, card := range issued.Cards {
		events = append(events, &voting.CardRedeemed{Stamp: voting.Stamp{At: at}, Card: card.ID, Device: 1})
	}
	voted := make(map[voting.UnitID][]voting.Event)
	for _, b := range files.Ballots {
		voted[b.Unit] = append(voted[b.Unit], &voting.BallotCast{
			Run: 1, Category: categories[b.Rep], Tag: voting.Tag{byte(cards[b.Rep] >> 8), byte(cards[b.Rep])}, At: at, Marks: b.Marks,
		})
	}
	for _, item := range session.Rundown {
		events = append(events, &voting.ItemStaged{Stamp: next(voting.Organizer), Item: item.ID, Run: 1}, &voting.ItemOpened{Stamp: next(voting.Organizer), Item: item.ID, Run: 1, Deadline: at + 60})
		for _, e := range voted[item.Unit] {
			e.(*voting.BallotCast).Item = item.ID
			events = append(events, e)
		}
		seal := voting.Seal{Root: strings.Repeat("0", 64), Code: "0000-0000", Note: "note\n"}
		events = append(events, &voting.ItemClosed{Stamp: next(voting.OfTeller), Item: item.ID}, &voting.ItemSealed{Stamp: next(voting.OfTeller), Item: item.ID, Seal: seal},
			&voting.ItemConfirmed{Stamp: next(voting.Scrutineer), Item: item.ID}, &voting.ItemRevealed{Stamp: next(voting.Organizer), Item: item.ID})
	}
	return append(events, &voting.SessionClosed{Stamp: next(voting.Organizer)},
		&voting.ResultConfirmed{Stamp: next(voting.Scrutineer), Version: 1}, &voting.ResultAnnounced{Stamp: next(voting.Organizer), Version: 1})
}

// exported is the database of the sample evening, opened to be read.
func exported(t *testing.T, state *voting.State) (*sql.DB, export.Set) {
	t.Helper()
	words, err := static.WordsOf("en")
	if err != nil {
		t.Fatal(err)
	}
	set := export.Of(display.ResultsOf(state), export.Also{}, words)
	var body bytes.Buffer
	if err := set.Write(&body, export.SQLite); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "results.sqlite")
	if err := os.WriteFile(path, body.Bytes(), 0o400); err != nil {
		t.Fatal(err)
	}
	address := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro"}
	db, err := sql.Open("sqlite3", address.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, set
}

// answer runs a query and writes what comes as the document does.
func answer(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return ""
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(columns, "|") + "\n"
	for rows.Next() {
		cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(cells))
		for i, cell := range cells {
			words[i] = cell.String
		}
		text += strings.Join(words, "|") + "\n"
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return text
}

// described lists tables, columns and views as the document has them.
func described(set export.Set) string {
	var b strings.Builder
	for _, t := range set.Relations() {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| column | type | meaning |\n|---|---|---|\n", t.Name, t.About)
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.Type, c.About)
		}
		b.WriteString("\n")
	}
	b.WriteString("### Views\n\n| view | answers |\n|---|---|\n")
	for _, v := range set.Views() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", v[0], v[1])
	}
	return b.String() + "\n"
}

// TestExportsDocument holds the tables and columns of docs/EXPORTS.md against the
// program, and asks the database of the sample evening every query that it shows.
func TestExportsDocument(t *testing.T) {
	const name = "docs/EXPORTS.md"
	state, _ := sampleEvening(t)
	db, set := exported(t, state)
	text := read(t, name)
	tables := regexp.MustCompile(`(?s)<!-- tables -->\n(.*?)<!-- end of tables -->`)
	fresh := tables.ReplaceAllLiteralString(text, "<!-- tables -->\n"+described(set)+"<!-- end of tables -->")
	if fresh != text && !*update {
		t.Error("the tables of the document are not those of the program")
	}
	queries := 0
	block := regexp.MustCompile("(?s)```sql\n(.*?)```\n\n```text\n(.*?)```")
	fresh = block.ReplaceAllStringFunc(fresh, func(all string) string {
		found := block.FindStringSubmatch(all)
		queries++
		got := answer(t, db, found[1])
		if got != found[2] && !*update {
			t.Errorf("%s\nthe document answers\n%s\nthe database\n%s", found[1], found[2], got)
		}
		return "```sql\n" + found[1] + "```\n\n```text\n" + got + "```"
	})
	if queries < 8 {
		t.Errorf("only %d queries", queries)
	}
	if *update {
		if err := os.WriteFile(filepath.Join(root, name), []byte(fresh), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestExportOfTheSampleEveningIsWhatIsExpected compares the database with the
// results that stand beside the sample.
func TestExportOfTheSampleEveningIsWhatIsExpected(t *testing.T) {
	state, files := sampleEvening(t)
	db, _ := exported(t, state)
	for _, u := range files.Expected.Units {
		want := fmt.Sprintf("score_text|exact|rank|rank_in_class\n%s|%s|%d|%d\n", u.Score, *u.Exact, *u.Rank, *u.RankInClass)
		if got := answer(t, db, fmt.Sprintf("SELECT score_text, exact, rank, rank_in_class FROM result WHERE unit = '%s'", u.Unit)); got != want {
			t.Errorf("%s: %s, want %s", u.Unit, got, want)
		}
		for category, counts := range u.Counts {
			want := "group_concat(count)\n" + strings.Trim(strings.ReplaceAll(fmt.Sprint(counts), " ", ","), "[]") + "\n"
			if got := answer(t, db, fmt.Sprintf("SELECT group_concat(count) FROM (SELECT count FROM category_counts WHERE unit = '%s' AND category = '%s' ORDER BY grade_no)", u.Unit, category)); got != want {
				t.Errorf("%s, %s: %s, want %s", u.Unit, category, got, want)
			}
		}
	}
	if got := answer(t, db, "SELECT count(*) FROM result"); got != "count(*)\n100\n" {
		t.Errorf("units: %s", got)
	}
}
