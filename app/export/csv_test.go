package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func (t Table) csv(test *testing.T) []byte {
	test.Helper()
	return written(test, func(b *bytes.Buffer) error { return WriteCSV(b, t) })
}

func TestCSVIsUTF8WithAMarkAndReadsBack(t *testing.T) {
	set := secretHall().set(t)
	for _, table := range set.Sheets() {
		body, marked := strings.CutPrefix(string(table.csv(t)), "\xef\xbb\xbf")
		if !marked {
			t.Errorf("%s does not begin with a byte order mark", table.Name)
		}
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil || len(rows) != len(table.Rows)+1 || len(rows[0]) != len(table.Columns) {
			t.Errorf("%s: %v, %d rows", table.Name, err, len(rows))
		}
		if lines := strings.Count(body, "\r\n"); lines != len(rows) {
			t.Errorf("%s: %d line ends for %d rows", table.Name, lines, len(rows))
		}
	}
	counts := string(set.sheet(t, "counts").csv(t))
	if want := "2,W002,\"市民政局，综合\"\"窗口\"\"\",审批类,20,20,20,15,15,0,0,0,"; !strings.Contains(counts, want) {
		t.Errorf("want %s in\n%s", want, counts)
	}
}

// Spreadsheet programs run what begins like a formula.
func TestNoCellOfACSVBeginsAFormula(t *testing.T) {
	for _, table := range secretHall().set(t).Sheets() {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(table.csv(t)), byteOrderMark))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
					t.Errorf("%s: %q", table.Name, cell)
				}
			}
		}
	}
	numbers := Table{Name: "t", Columns: []Column{{Type: Decimal}, {Type: Whole}, {Type: Text}, {Type: Decimal}}, Rows: [][]Value{{text("-3.50"), whole(-2), text("-3"), text("-1/3")}}}
	if got := string(numbers.csv(t)); !strings.HasSuffix(got, "-3.50,-2,'-3,'-1/3\r\n") {
		t.Errorf("a number that is negative stays one, a text does not: %q", got)
	}
}

func TestSignedNoteIsTheSameBytesInACSV(t *testing.T) {
	body := string(secretHall().set(t).sheet(t, "checkpoints").csv(t))
	if !strings.Contains(body, "\"pingyi/s\n100\nroot\n\n— sig\n\"") {
		t.Errorf("the note is not in it as it was signed:\n%q", body)
	}
}

// The rulebook says what makes a ballot void, before its steps.
func TestTheRulebookSaysWhatIsVoid(t *testing.T) {
	state, _ := secretHall().play(t)
	set := Of(resultsOf(state), Also{Validity: []string{"一行选了多个等次的，该行作废", "各行全部相同的，整票作废"}}, sentences(t, "zh-CN"))
	body := string(set.sheet(t, "rulebook").csv(t))
	if want := "作废规定,1,一行选了多个等次的，该行作废,\r\n作废规定,2,各行全部相同的，整票作废,\r\n步骤,1,"; !strings.Contains(body, want) {
		t.Errorf("want %s in\n%s", want, body)
	}
}
