package chart_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pingyi/display/chart"
)

// TestAPictureOfAHundredRowsStaysSmall keeps a page of pictures fit for a phone, in
// a rehearsal too, whose mark stands behind all of it.
func TestAPictureOfAHundredRowsStaysSmall(t *testing.T) {
	for _, mark := range []string{"", "演练", "REHEARSAL"} {
		for name, picture := range hundred(mark) {
			if size := len(strings.Join(picture.Panels, "")); size > 45_000 {
				t.Errorf("a hundred rows of %s marked %q have %d bytes, want at most 45000", name, mark, size)
			}
		}
	}
}

// hundred draws a hundred rows of each kind, with long names.
func hundred(mark string) map[string]chart.Picture {
	bars, points, multiples := shares(hall(100)...), dots(), columns()
	list := chart.List{Frame: frame("list"), Cut: 10, Said: "取前 10 名，入选 10 个，与名单外第一名相差 0.32"}
	for i, row := range hall(100) {
		score := fmt.Sprintf("%d.%02d", 99-i/3, i)
		points.Rows = append(points.Rows, chart.DotRow{Rank: i + 1, Name: row.Name, Score: score, N: 423})
		multiples.Rows = append(multiples.Rows, chart.ColumnRow{Name: row.Name, Total: score, Scores: []string{score, "96.4321", "81.2345", "77.1234", "90.0000"}})
		list.Rows = append(list.Rows, chart.ListRow{Place: strconv.Itoa(i + 1), Name: row.Name, Value: score})
	}
	bars.Mark, points.Mark, multiples.Mark, list.Mark = mark, mark, mark, mark
	return map[string]chart.Picture{"shares": bars.Draw(), "dots": points.Draw(), "columns": multiples.Draw(), "list": list.Draw()}
}

var heightOf = regexp.MustCompile(`^<svg [^>]*height="(\d+)"`)

// TestPanelsFitOnAPage holds every row once, in order, in panels of one page each
// that differ by little.
func TestPanelsFitOnAPage(t *testing.T) {
	for rows, panels := range map[int]int{0: 1, 1: 1, 24: 1, 27: 2, 100: 4, 163: 7} {
		all, names := make([]chart.DotRow, rows), ""
		for i := range all {
			all[i] = chart.DotRow{Rank: i + 1, Name: fmt.Sprintf("窗口%d号", i+1), Score: strconv.Itoa(1000 - i), N: 10}
		}
		drawn := dots(all...).Draw().Panels
		if len(drawn) != panels {
			t.Errorf("%d rows are drawn in %d panels, want %d", rows, len(drawn), panels)
		}
		for i, panel := range drawn {
			height, err := strconv.Atoi(heightOf.FindStringSubmatch(panel)[1])
			if err != nil || height > 945 {
				t.Errorf("%d rows: panel %d is %d high %v", rows, i+1, height, err)
			}
			if !strings.Contains(panel, fmt.Sprintf("(%d/%d)</title>", i+1, panels)) {
				t.Errorf("%d rows: panel %d does not say which of how many it is", rows, i+1)
			}
			for _, name := range regexp.MustCompile(`窗口\d+号`).FindAllString(panel, -1) {
				names += name
			}
		}
		want := ""
		for i := range all {
			want += all[i].Name
		}
		if names != want {
			t.Errorf("%d rows are drawn as %s", rows, names)
		}
	}
}

// hundredths reads a percentage of a picture back.
func hundredths(t *testing.T, text string) int {
	t.Helper()
	whole, part, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole + (part + "00")[:2])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var segment = regexp.MustCompile(`<rect(?: x="([\d.]+)%")? width="([\d.]+)%" height="12" class="g(\d)"/>`)

// TestSegmentsFillTheBar draws random counts: each segment begins where the one
// before ends, the last ends where the bar does, and none is further from its
// share than the smallest unit of the drawing.
func TestSegmentsFillTheBar(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		counts := []int{random.IntN(4) * random.IntN(10000), random.IntN(2) * random.IntN(300), random.IntN(2) * random.IntN(9), random.IntN(50)}
		base := counts[0] + counts[1] + counts[2]
		if base == 0 {
			continue
		}
		at, panel := 0, shares(chart.ShareRow{Name: "窗口", Counts: counts}).Draw().Panels[0]
		found := segment.FindAllStringSubmatch(panel, -1)
		for _, s := range found {
			if from := hundredths(t, "0"+s[1]); s[1] != "" && from != at || s[1] == "" && at != 0 {
				t.Fatalf("%v: a segment begins at %d, where the one before ends at %d", counts, from, at)
			}
			wide := hundredths(t, s[2])
			at += wide
			grade := map[string]int{"0": 0, "1": 1, "4": 2}[s[3]]
			if off := wide*base - counts[grade]*8700; off <= -base || off >= base {
				t.Fatalf("%v: grade %d is %d wide", counts, grade, wide)
			}
		}
		if at != 8700 || !slices.IsSortedFunc(found, func(a, b []string) int { return strings.Compare(a[3], b[3]) }) {
			t.Fatalf("%v: the bar ends at %d, or its grades are out of order: %v", counts, at, found)
		}
	}
}

// TestEveryNumberOfAPictureIsInItsTable reads the rows of pictures, which say a
// number beside a bar only as the table says it.
func TestEveryNumberOfAPictureIsInItsTable(t *testing.T) {
	number := regexp.MustCompile(`<text[^>]* class="[wqv]">(?:n )?([^<]*)</text>`)
	for _, picture := range []chart.Picture{shares(hall(20)...).Draw(), pictures()["dots"], pictures()["list"]} {
		rows := regexp.MustCompile(`<g transform="[^"]*"><text.*?</g>`).FindAllString(picture.Panels[0], -1)
		if len(rows) != len(picture.Table.Rows) {
			t.Fatalf("%d rows in the picture, %d in the table", len(rows), len(picture.Table.Rows))
		}
		for i, row := range rows {
			for _, said := range number.FindAllStringSubmatch(row, -1) {
				if said[1] != "" && !slices.Contains(picture.Table.Rows[i], said[1]) {
					t.Errorf("the picture says %q in row %d, the table %v", said[1], i+1, picture.Table.Rows[i])
				}
			}
		}
	}
}

// TestSharedPlacesSayThatTheyAre writes a place that several have as shared.
func TestSharedPlacesSayThatTheyAre(t *testing.T) {
	table := pictures()["dots"].Table
	for i, want := range []string{"1", "并列2", "并列2", "–"} {
		if table.Rows[i][0] != want {
			t.Errorf("place %d is written %q, want %q", i+1, table.Rows[i][0], want)
		}
	}
}

// TestEqualScoresStandAtOnePlace holds dots of equal text at equal places, and a
// higher one never left of a lower.
func TestEqualScoresStandAtOnePlace(t *testing.T) {
	var rows []chart.DotRow
	for _, score := range []string{"100", "99.99", "99.99", "80.001", "80.00", "79", "-1"} {
		rows = append(rows, chart.DotRow{Rank: 1, Name: "窗口", Score: score, N: 1})
	}
	var at []int
	for _, dot := range regexp.MustCompile(`<circle cx="([\d.]+)%"`).FindAllStringSubmatch(dots(rows...).Draw().Panels[0], -1) {
		at = append(at, hundredths(t, dot[1]))
	}
	if len(at) != len(rows) || at[1] != at[2] || at[3] != at[4] || !slices.IsSortedFunc(at, func(a, b int) int { return b - a }) {
		t.Errorf("the dots stand at %v", at)
	}
}

// TestTheCutStandsBehindTheLastInside finds the line below the rows that are in.
func TestTheCutStandsBehindTheLastInside(t *testing.T) {
	panel := pictures()["list"].Panels[0]
	line, second, third := strings.Index(panel, "与第 3 名相差 11 票"), strings.Index(panel, "市税务局"), strings.Index(panel, "alert")
	if second > line || line > third || strings.Count(panel, `class="b"`) != 2 || strings.Count(panel, `class="o"`) != 1 {
		t.Errorf("the cut is at %d, between %d and %d:\n%s", line, second, third, panel)
	}
	whole := chart.List{Frame: frame("all"), Cut: 1, Said: "止", Rows: []chart.ListRow{{"1", "一", "3"}}}
	if panel := whole.Draw().Panels[0]; strings.Contains(panel, `class="c"`) {
		t.Errorf("a list with all rows inside has a cut:\n%s", panel)
	}
}
